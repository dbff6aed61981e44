"""What a page loads, joined from small source files: one bundle a path.

Style sheets are joined in the order of the table. A script is joined from its first module
and all that it imports, each once and after what it needs itself. The browser gets one file
where the sources are many; `collectstatic` minifies it too (`BundleFinder` in
`static_files.py`). The sources themselves are not served.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

STYLES: Mapping[str, tuple[str, ...]] = {
    "css/floor.css": (
        "css/tokens/layers.css",
        "css/tokens/colours.css",
        "css/tokens/levels.css",
        "css/tokens/sizes.css",
        "css/base/elements.css",
        "css/base/helpers.css",
        "css/base/header.css",
        "css/base/buttons.css",
        "css/base/choices.css",
        "css/base/figure.css",
        "css/floor/stage.css",
        "css/floor/news.css",
        "css/floor/words.css",
        "css/floor/thumb.css",
        "css/floor/signs.css",
        "css/floor/frame.css",
        "css/floor/ring.css",
        "css/floor/strip.css",
        "css/floor/progress.css",
        "css/floor/numbers.css",
        "css/floor/more.css",
        "css/floor/turned.css",
    ),
    "css/site.css": (
        "css/site/header.css",
        "css/site/page.css",
        "css/site/buttons.css",
        "css/site/screen.css",
        "css/site/choices.css",
        "css/site/chips.css",
        "css/site/scale.css",
        "css/site/bodymap.css",
        "css/site/actions.css",
        "css/site/fields.css",
        "css/site/care.css",
        "css/site/call.css",
        "css/site/reasons.css",
        "css/site/cards.css",
        "css/site/disclosure.css",
        "css/site/jumps.css",
        "css/site/table.css",
        "css/site/prose.css",
        "css/site/home.css",
        "css/site/panel.css",
        "css/site/foot.css",
    ),
    "css/diary.css": (
        "css/diary/history.css",
        "css/diary/chart.css",
        "css/diary/entries.css",
        "css/diary/episode.css",
        "css/diary/care-levels.css",
        "css/diary/technique.css",
        "css/diary/plan.css",
        "css/print/page.css",
        "css/print/diary.css",
        "css/print/plan.css",
    ),
    "css/account.css": (
        "css/account/page.css",
        "css/account/links.css",
        "css/account/rows.css",
        "css/account/second-step.css",
    ),
}
"""Name of a bundle -> its sources, in order: what comes later wins."""

SCRIPTS: Mapping[str, str] = {
    "js/page.js": "js/page.js",
    "js/player.js": "js/player.js",
    "js/offline.js": "js/offline.js",
    "js/sw.js": "js/sw.js",
}
"""Name of a bundle -> its first module: what that exports, the bundle exports."""

NAMES = (*STYLES, *SCRIPTS)

# Only these forms are used, each from the start of a line; `_refuse_other_forms` sees to it.
_IMPORT = re.compile(
    r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.\.?/[\w./-]+)";\n',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE
)
_EXPORT_LIST = re.compile(r"^export \{(?P<names>[^}]*)\};\n", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b(?!\().*", re.MULTILINE)
_FUNCTION_OR_CLASS = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class) ([\w$]+)", re.MULTILINE
)
_VARIABLES = re.compile(
    r"^(export )?(?:const|let|var) ([\w$]+|\{[^}]*\}|\[[^\]]*\])", re.MULTILINE
)
# Inside `@layer` rcssmin takes `.floor :is(.btn)` for `property :value` and drops the space.
# `.floor *:is(.btn)` means the same and keeps it.
_DESCENDANT = re.compile(r"(?<=[\w\])]) :(?=[a-z:])")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


class BundleError(Exception):
    """A bundle cannot be joined; the words name the source and say why."""


@dataclass(frozen=True)
class Module:
    """One source of a script."""

    path: str
    code: str
    """Without its imports and without the word `export`."""
    imports: Mapping[str, frozenset[str]]
    """Path of another module -> the names that are taken from it."""
    names: frozenset[str]
    """All that it declares at its top level."""
    exports: frozenset[str]


def join(name: str, sources: Path) -> str:
    """The text of a bundle, made from the files under `sources`.

    Raises BundleError: a source is missing, two modules declare the same name, a module
    imports what another does not export, or modules import each other in a circle.
    """
    if name in STYLES:
        return "".join(_read(sources, path) for path in STYLES[name])
    return _join_script(SCRIPTS[name], sources)


def minify(name: str, text: str) -> str:
    """The same without comments and spare space."""
    if name.endswith(".css"):
        return str(rcssmin.cssmin(_DESCENDANT.sub(" *:", text)))
    return str(rjsmin.jsmin(text))


def _join_script(first: str, sources: Path) -> str:
    modules = list(_in_order(first, sources))
    _refuse_clashes(modules)
    _refuse_missing_exports(modules)
    code = "\n".join(module.code for module in modules)
    exports = ", ".join(sorted(modules[-1].exports))
    return f"{code}export {{ {exports} }};\n" if exports else code


def _in_order(
    path: str,
    sources: Path,
    seen: dict[str, bool] | None = None,
) -> Iterator[Module]:
    """A module after all that it imports. `seen`: path -> whether it is done."""
    seen = {} if seen is None else seen
    if seen.get(path):
        return
    if path in seen:
        raise BundleError(f"{path}: it imports itself through others")
    seen[path] = False
    module = _parse(path, _read(sources, path))
    for needed in module.imports:
        yield from _in_order(needed, sources, seen)
    seen[path] = True
    yield module


def _parse(path: str, text: str) -> Module:
    imports = {
        _path_of(path, found["path"]): _names_in(found["names"] or "")
        for found in _IMPORT.finditer(text)
    }
    without_imports = _IMPORT.sub("", text)
    code = _EXPORT.sub("", _EXPORT_LIST.sub("", without_imports))
    _refuse_other_forms(path, code)
    declared = list(_declared(without_imports))
    exports = {name for name, exported in declared if exported}
    for listed in _EXPORT_LIST.finditer(without_imports):
        exports |= _names_in(listed["names"])
    return Module(
        path,
        code,
        imports,
        names=frozenset(name for name, _ in declared),
        exports=frozenset(exports),
    )


def _path_of(path: str, relative: str) -> str:
    """Where the file lies that `path` imports as `relative`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _declared(text: str) -> Iterator[tuple[str, bool]]:
    """Each name at the top level, and whether it is exported."""
    for pattern in (_FUNCTION_OR_CLASS, _VARIABLES):
        for exported, names in pattern.findall(text):
            for name in _names_in(names):
                yield name, bool(exported)


def _names_in(listed: str) -> frozenset[str]:
    """The names in `{ one, two: three, four = usual }`: one, three and four."""
    parts = listed.strip("{}[] \n").split(",")
    bound = [part.split("=")[0].split(":")[-1] for part in parts]
    return frozenset(name for part in bound for name in _NAME.findall(part))


def _read(sources: Path, path: str) -> str:
    try:
        return (sources / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BundleError(f"{path}: no such source") from None


def _refuse_other_forms(path: str, code: str) -> None:
    if found := _OTHER_FORM.search(code):
        raise BundleError(f"{path}: cannot be joined: {found[0]}")


def _refuse_clashes(modules: list[Module]) -> None:
    owners: dict[str, str] = {}
    for module in modules:
        for name in module.names:
            if name in owners:
                raise BundleError(
                    f"{module.path}: {name} is declared in {owners[name]} too"
                )
            owners[name] = module.path


def _refuse_missing_exports(modules: list[Module]) -> None:
    exports = {module.path: module.exports for module in modules}
    for module in modules:
        for path, names in module.imports.items():
            if missing := sorted(names - exports[path]):
                raise BundleError(
                    f"{module.path}: {path} does not export {', '.join(missing)}"
                )
