"""The documents are true: what they name is there.

Links, commands, paths and settings of each `.md` file of the repository, and the lists of
what is installed. Whether a sentence is right nobody tests but its reader.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MADE_ELSEWHERE = {".venv", "var", "node_modules", ".hypothesis"}
"""Folders that hold what is made or installed, and no documents of ours."""
GENERATED = ROOT / "fixtures" / "content" / "REVIEW.md"
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if path != GENERATED
    and not MADE_ELSEWHERE.intersection(path.relative_to(ROOT).parts)
)
OPERATING = ROOT / "docs" / "operating.md"
BASES = (ROOT, ROOT / "backspasm")
"""What a path may start from: documents leave out the one folder that holds all code."""

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
TICKED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"\.?[A-Za-z0-9_<>*-]+(/[A-Za-z0-9_.<>*-]*)+")
FILE = re.compile(r"[A-Za-z0-9_-]+\.(md|toml|txt|in)")
COMMAND = re.compile(r"(?:^ {4,}|`)make ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
SETTING_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
SETTING_READ = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")
WISH = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==(\S+)$", re.MULTILINE)
LOCKED = re.compile(
    r"^([a-z0-9_.-]+)(?:\[[a-z,]+\])?==([^\s;]+)[^\n]*\\\n((?: +--hash=\S+.*\n)+)",
    re.MULTILINE,
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
LICENCE_ROW = re.compile(
    r"^\| ([a-z0-9-]+)(?: \([^)]*\))? \| ([0-9][^ ]*) \|", re.MULTILINE
)

each = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def words_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def named_paths(document: Path) -> set[str]:
    """What stands in backticks: a file at the root, or what begins with a folder of ours."""
    first = {
        folder.name
        for base in BASES
        for folder in base.iterdir()
        if folder.is_dir()
    }
    ticked = TICKED.findall(FENCED.sub("", words_of(document)))
    return {
        text
        for text in ticked
        if FILE.fullmatch(text)
        or (
            PATH.fullmatch(text)
            and text.partition("/")[0] in first - MADE_ELSEWHERE
        )
    }


def exists(path: str, near: Path) -> bool:
    """A placeholder such as `<id>` stands for any name, of which one must be there."""
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return any(any(base.glob(pattern)) for base in (*BASES, near))


def locked(name: str) -> dict[str, str]:
    """Package -> version; each with a hash, or the lines that follow it say nothing."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = {
        package: version
        for package, version, hashes in LOCKED.findall(text)
        if HASH.search(hashes)
    }
    assert len(found) == len(re.findall(r"^[a-z0-9]\S*==", text, re.MULTILINE))
    return found


def wished(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        package.lower().replace("_", "-"): version
        for package, version in WISH.findall(text)
    }


def test_the_documents_are_found():
    names = {path.name for path in DOCUMENTS}
    assert names >= {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "operating.md",
        "third-party.md",
    }


@each
def test_every_relative_link_leads_to_a_file(document):
    links = LINK.findall(words_of(document))
    dead = [
        link
        for link in links
        if "://" not in link
        and not link.startswith(("#", "mailto:"))
        and not (document.parent / link.partition("#")[0]).exists()
    ]
    assert not dead


@each
def test_every_path_named_is_there(document):
    gone = [
        path
        for path in sorted(named_paths(document))
        if not exists(path, document.parent)
    ]
    assert not gone


@each
def test_every_make_target_named_is_there(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(COMMAND.findall(words_of(document))) <= set(
        TARGET.findall(makefile)
    )


@each
def test_every_command_of_the_site_named_is_there(document):
    ours = {
        path.stem
        for path in (ROOT / "backspasm").glob("*/management/commands/*.py")
    }
    django = {"check", "migrate", "runserver", "makemigrations"}
    assert set(MANAGE.findall(words_of(document))) <= ours | django


def test_every_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(" ".join(phony).split()) == set(TARGET.findall(makefile))


def test_the_table_of_settings_is_what_the_site_reads():
    read = set()
    for name in ("settings.py", "environment.py"):
        source = (ROOT / "backspasm" / name).read_text(encoding="utf-8")
        read.update(SETTING_READ.findall(source))
    assert read == set(SETTING_ROW.findall(words_of(OPERATING)))


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_locked_with_its_hash(name):
    wanted = wished(f"{name}.in")
    assert wanted
    assert wanted.items() <= locked(f"{name}.txt").items()


def test_both_locks_hold_the_same_versions():
    site, tools = locked("requirements.txt"), locked("requirements-dev.txt")
    assert site.items() <= tools.items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^--|^/|\bfile:|index-url", text, re.MULTILINE)


def test_every_package_of_the_site_has_its_licence_said():
    said = dict(LICENCE_ROW.findall(words_of(ROOT / "docs/third-party.md")))
    assert {
        package: version
        for package, version in said.items()
        if package != "htmx"
    } == locked("requirements.txt")


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs" / "adr"
    files = {path.name for path in folder.glob("[0-9]*.md")}
    index = LINK.findall(words_of(folder / "README.md"))
    assert {link.removeprefix("./") for link in index} == files
    numbers = sorted(int(name[:4]) for name in files)
    assert numbers == list(range(1, len(files) + 1))
