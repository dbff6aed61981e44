"""Bundles: what is joined, in which order, when anew, and what is collected."""

import os
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from backspasm.web import bundles
from backspasm.web.bundles import BundleError
from backspasm.web.static_files import BundleFinder, build


@pytest.fixture
def sources(tmp_path, settings):
    """An empty folder of sources; what is built goes beside it."""
    settings.BUNDLE_SOURCES = tmp_path / "sources"
    settings.BUNDLE_ROOT = tmp_path / "built"
    (tmp_path / "sources" / "js").mkdir(parents=True)
    (tmp_path / "sources" / "css").mkdir()
    return tmp_path / "sources"


@pytest.fixture
def write(sources, monkeypatch):
    """Writes the modules of `js/one.js`, by name; the bundle begins at the first."""

    def writer(**modules):
        first, *_ = modules
        monkeypatch.setattr(bundles, "SCRIPTS", {"js/one.js": f"js/{first}.js"})
        for name, code in modules.items():
            (sources / "js" / f"{name}.js").write_text(code)
        return bundles.join("js/one.js", sources)

    return writer


def test_each_bundle_is_found():
    for name in bundles.NAMES:
        assert Path(finders.find(name)).read_text()


def test_sources_that_are_no_bundle_are_not_served(sources):
    (sources / "js" / "part.js").write_text("// part\n")
    assert finders.find("js/part.js") is None


def test_style_sheets_are_joined_in_order_of_the_table(sources, monkeypatch):
    for name in "ab":
        (sources / "css" / f"{name}.css").write_text(f".{name} {{ top: 0 }}\n")
    table = {"css/all.css": ("css/b.css", "css/a.css")}
    monkeypatch.setattr(bundles, "STYLES", table)
    joined = bundles.join("css/all.css", sources)
    assert joined == ".b { top: 0 }\n.a { top: 0 }\n"


def test_modules_come_once_and_after_what_they_need(write):
    joined = write(
        first='import { b } from "./second.js";\nimport { c } from "./third.js";\nb(c);\n',
        second='import {\n  c,\n} from "./third.js";\nexport function b() { return c; }\n',
        third="export const c = 1;\n",
    )
    assert joined == ("const c = 1;\n\nfunction b() { return c; }\n\nb(c);\n")


@pytest.mark.parametrize(
    ("rule", "served"),
    [
        (".a :is(.b, .c) { top: 0; }", ".a *:is(.b,.c){top:0}"),
        (".a :is(.b) :not(.c) { top: 0; }", ".a *:is(.b) *:not(.c){top:0}"),
        ("[a] ::before { top: 0; }", "[a] *::before{top:0}"),
        (".a:is(.b):hover { --top: 0; }", ".a:is(.b):hover{--top:0}"),
        (".a > :is(.b) { top: 0; }", ".a>:is(.b){top:0}"),
    ],
)
def test_minified_a_descendant_stays_one_inside_a_layer(rule, served):
    joined = f"@layer x {{\n  {rule}\n}}\n"
    assert bundles.minify("css/x.css", joined) == f"@layer x{{{served}}}"


def test_minified_every_selector_stays_as_it_was():
    """What a browser reads: spaces are gone only where they mean nothing."""
    for name in bundles.STYLES:
        joined = bundles.join(name, settings.BUNDLE_SOURCES)
        assert [*selectors(bundles.minify(name, joined))] == [
            *selectors(joined)
        ]


def selectors(text):
    """Each prelude of a block, its spaces written in one way; ` *:` is ` :`."""
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for found in re.findall(r"([^{};]+)\{", without_comments):
        joined = " ".join(found.replace(" *:", " :").split())
        yield re.sub(r" ?([>+~,(]|[<>]=?) ?|(:) ", r"\1\2", joined)


def test_what_the_first_module_exports_the_bundle_exports(write):
    joined = write(
        first='import "./second.js";\n'
        "export async function go() {}\n"
        "export const [A, B] = [1, 2];\n",
        second="export const hidden = 1;\n",
    )
    assert joined.endswith("export { A, B, go };\n")
    assert "hidden }" not in joined


def test_a_module_in_a_folder_and_a_name_that_is_passed_on(write, sources):
    (sources / "js" / "part").mkdir()
    (sources / "js" / "part" / "inner.js").write_text(
        'import { a } from "../second.js";\nexport const inner = a;\n'
    )
    joined = write(
        first='import { inner } from "./part/inner.js";\nexport { inner };\n',
        second="export const a = 1;\n",
    )
    assert joined == "const a = 1;\n\nconst inner = a;\n\nexport { inner };\n"


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        (
            {"first": 'import "./gone.js";\n'},
            "js/gone.js: no such source",
        ),
        (
            {
                "first": 'import "./second.js";\nconst { a: same } = {};\n',
                "second": "async function same() {}\n",
            },
            "js/first.js: same is declared in js/second.js too",
        ),
        (
            {
                "first": 'import { b } from "./second.js";\n',
                "second": "const b = 1;\n",
            },
            "js/first.js: js/second.js does not export b",
        ),
        (
            {
                "first": 'import "./second.js";\n',
                "second": 'import "./first.js";\n',
            },
            "js/first.js: it imports itself through others",
        ),
        (
            {"first": 'import * as all from "./second.js";\n', "second": ""},
            'js/first.js: cannot be joined: import * as all from "./second.js";',
        ),
        (
            {"first": "export default 1;\n"},
            "js/first.js: cannot be joined: export default 1;",
        ),
        (
            {"first": 'import { b as c } from "./second.js";\n', "second": ""},
            "js/first.js: js/second.js does not export as, b, c",
        ),
    ],
)
def test_what_cannot_be_joined_names_itself(write, modules, words):
    with pytest.raises(BundleError) as refused:
        write(**modules)
    assert str(refused.value) == words


def test_check_names_a_source_that_is_missing(sources):
    found = {problem.msg for problem in BundleFinder().check()}
    assert "css/site.css: css/site/header.css: no such source" in found
    assert len(found) == len(bundles.NAMES)


def test_bundle_is_built_anew_when_a_source_differs_even_an_older_one(
    sources, write
):
    write(first="let a;\n")
    path = build("js/one.js")
    built = path.stat().st_mtime_ns
    assert build("js/one.js").stat().st_mtime_ns == built
    source = sources / "js" / "first.js"
    source.write_text("let b;\n")
    os.utime(source, ns=(0, 0))
    assert build("js/one.js").read_text() == "let b;\n"
    assert [file.name for file in path.parent.iterdir()] == ["one.js"]


@pytest.mark.parametrize("name", bundles.NAMES)
def test_what_is_collected_is_minified_hashed_and_compressed(collected, name):
    joined = Path(finders.find(name)).read_bytes()
    assert collected.size(name) < 0.9 * len(joined)
    assert collected.on_the_wire(name) < len(brotli.compress(joined))


def test_no_source_is_collected_beside_its_bundle(collected):
    names = {
        f"{kind}/{file.name.split('.')[0]}.{kind}"
        for kind in ("css", "js")
        for file in (collected.root / kind).glob(f"*.{kind}")
    }
    assert names == set(bundles.NAMES)
