"""The figures of techniques: files that a command draws and pages show."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from backspasm.care.content.loading import load_catalogue
from backspasm.care.session.replay import Kind
from backspasm.care.session.steps import block
from backspasm.drawing.figure import load_poses
from backspasm.relief.templatetags.session import moving_figure
from backspasm.web import figures
from backspasm.web.catalogue import catalogue
from backspasm.web.checks import content
from backspasm.web.figures import figure, from_file, is_strip, to_file
from tests.drawing.conftest import FOLDER as POSES
from tests.drawing.conftest import NAMES

FILES = sorted(figures.folder().glob("*"))
SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = re.compile(
    r"<(?:script|style|foreignObject|a|image)\b|\s(?:on\w+|style)="
)


@pytest.fixture(params=FILES, ids=lambda file: file.name)
def file(request: pytest.FixtureRequest) -> Path:
    """Each file of the folder."""
    return request.param


@pytest.fixture
def pack(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A copy of the pack, which a test may change."""
    copy = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, copy)
    settings.CONTENT_DIR = copy
    figure.cache_clear()
    yield copy
    figure.cache_clear()


def ids(svg: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', svg)


def referred(svg: str) -> set[str]:
    """Every id that something in the figure points at."""
    named = re.findall(r' aria-labelledby="([^"]+)"', svg)
    return {
        *re.findall(r' href="#([^"]+)"', svg),
        *(key for names in named for key in names.split()),
    }


def test_they_are_up_to_date() -> None:
    call_command("figures", "--check")


def refused(*names: str) -> None:
    """The command says just this of just these files."""
    with pytest.raises(CommandError) as problem:
        call_command("figures", "--check")
    *lines, way_out = str(problem.value).splitlines()
    assert lines == [*names]
    assert "manage.py figures" in way_out


def test_a_changed_pose_makes_its_figures_stale(pack: Path) -> None:
    pose = pack / "poses" / "ex-bridge.toml"
    text = pose.read_text(encoding="utf-8")
    pose.write_text(text.replace('title = "', 'title = "Another ', 1))
    refused("ex-bridge.moving.svg: stale", "ex-bridge.svg: stale")
    before = {path.name: path.stat().st_mtime_ns for path in FILES}
    call_command("figures")
    call_command("figures", "--check")
    changed = [
        path.name
        for path in (pack / "figures").iterdir()
        if path.stat().st_mtime_ns != before[path.name]
    ]
    assert sorted(changed) == ["ex-bridge.moving.svg", "ex-bridge.svg"]
    assert "<title" in figure("ex-bridge")
    assert "Another " in figure("ex-bridge")


def test_a_line_of_another_machine_is_stale(pack: Path) -> None:
    drawn = pack / "figures" / "ex-bridge.svg"
    drawn.write_bytes(drawn.read_bytes().replace(b"\n", b"\r\n"))
    refused("ex-bridge.svg: stale")


def test_what_is_missing_or_left_over_is_named_and_mended(pack: Path) -> None:
    (pack / "figures" / "pos-90-90.svg").unlink()
    (pack / "figures" / "ex-gone.svg").write_text("<svg/>")
    (pack / "poses" / "ex-plank.toml").unlink()
    refused(
        "ex-gone.svg: left over",
        "ex-plank.svg: left over",
        "pos-90-90.svg: missing",
    )
    call_command("figures")
    call_command("figures", "--check")


def test_a_pack_without_a_folder_gets_one(pack: Path) -> None:
    shutil.rmtree(pack / "figures")
    call_command("figures")
    assert len([*(pack / "figures").iterdir()]) == len(FILES)


def test_a_missing_figure_of_what_is_drawn_fails_the_checks(pack: Path) -> None:
    assert content() == []
    (pack / "figures" / "pos-90-90.svg").unlink()
    (fault,) = content()
    assert fault.id == "content.E003"
    assert "pos-90-90" in fault.msg


def test_they_are_no_part_of_the_content_version(pack: Path) -> None:
    before = load_catalogue(pack).version
    for path in (pack / "figures").iterdir():
        path.unlink()
    assert load_catalogue(pack).version == before


@pytest.mark.parametrize("name", NAMES)
def test_each_technique_with_a_pose_has_its_figure(name: str) -> None:
    assert catalogue().techniques[name].drawn
    assert figure(name).startswith('<svg class="fig')


def test_what_has_no_pose_has_no_figure() -> None:
    drawn = {name for name, t in catalogue().techniques.items() if t.drawn}
    assert drawn == set(NAMES) == {path.stem for path in POSES.glob("*.toml")}
    assert figure("temp-choose") == ""
    assert moving_figure("temp-choose") == ""


def shown() -> set[str]:
    """The file of every figure that a page asks for."""
    names = set()
    for name in NAMES:
        names.add(f"{name}.svg")
        for step in block(catalogue().techniques[name]):
            if step.kind is Kind.DO:
                names.add(f"{name}.step-{step.line + 1}.svg")
            elif step.kind is not Kind.ASK and figure(name, "moving"):
                names.add(f"{name}.moving.svg")
    return names


def test_every_file_is_shown() -> None:
    assert {path.name for path in FILES} == shown()


def test_a_file_is_valid_alone_and_harmless(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    assert not SCRIPT.search(text)
    assert "#" not in re.sub(
        r' href="#[^"]+"', "", text
    )  # no colour of its own


def test_a_file_says_what_it_points_at(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert referred(text) <= set(ids(text))


def test_no_two_files_share_an_id() -> None:
    count = Counter(
        key for path in FILES for key in ids(path.read_text(encoding="utf-8"))
    )
    assert max(count.values()) == 1


def test_a_page_gets_what_was_drawn() -> None:
    drawn = '<svg class="fig" role="img"><title id="f1t">A &gt;\n&lt;b</title><g/></svg>'
    assert from_file(to_file(drawn)) == drawn
    assert to_file(drawn).splitlines()[-3:] == [
        "&lt;b</title>",
        "<g/>",
        "</svg>",
    ]
    assert "xmlns" not in figure("ex-bridge")
    assert "\n" not in figure("ex-bridge")


@pytest.mark.parametrize(
    ("name", "variant"),
    [("ex-cat-cow-seat", "moving"), ("relax-pmr", ""), ("mass-ball", "")],
)
def test_a_second_one_on_the_same_page_has_ids_of_its_own(
    name: str, variant: str
) -> None:
    one, two = figure(name, variant), figure(name, variant, place="now")
    assert len(ids(one)) == len(ids(two)) > 1
    assert not set(ids(one)) & set(ids(two))
    assert referred(two) <= set(ids(two))
    assert all(key.startswith("now-") for key in ids(two))
    assert two.replace("now-", "") == one


def test_a_strip_wants_room() -> None:
    strips = {name for name in NAMES if is_strip(name)}
    assert {"move-floor-up", "ex-cat-cow-seat"} <= strips
    poses = load_poses(POSES)
    assert strips == {name for name in NAMES if poses[name].pictures()}


def test_all_of_them_on_one_page(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    call_command("figures", "--sheet", str(sheet))
    page = sheet.read_text(encoding="utf-8")
    assert page.count("<svg") == len(NAMES)
    assert "ex-bridge</figcaption>" in page
    assert "<animate" not in page
    assert ".f-near" in page  # the site's own colours
    call_command(
        *("figures", "--sheet", str(sheet)),
        *("--moving", "--no-captions", "--theme", "night"),
    )
    page = sheet.read_text(encoding="utf-8")
    assert page.count("<svg") == len(NAMES)
    assert "ex-bridge</figcaption>" not in page
    assert "<animate" in page
    assert 'data-theme="night"' in page
