"""``manage.py figures``: the poses of the pack drawn as the files that pages show."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from backspasm.care.session.replay import Kind
from backspasm.care.session.steps import block
from backspasm.drawing.figure import figures, load_poses
from backspasm.drawing.sheet import contact_sheet
from backspasm.web.catalogue import catalogue
from backspasm.web.figures import file_name, folder, to_file

STYLES = settings.BASE_DIR / "static" / "css"


class Command(BaseCommand):
    """Draws all figures; or says which are not up to date; or shows all on one page."""

    help = "Draw the figures of all techniques from their poses."
    # A missing figure fails the checks: the command that draws it must run all the same.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--check``, and ``--sheet FILE`` with how it looks."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail when a figure is stale, missing or left over",
        )
        parser.add_argument(
            "--sheet", metavar="FILE", help="write all to FILE as one HTML page"
        )
        parser.add_argument("--moving", action="store_true")
        parser.add_argument("--no-captions", action="store_true")
        parser.add_argument(
            "--theme", default="light", choices=("light", "dark", "night")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw them all; a pose that cannot be drawn raises PoseError."""
        drawn = draw_all()
        if options["sheet"]:
            self._write_sheet(drawn, options)
            return
        faults = not_up_to_date(files_of(drawn))
        if not options["check"]:
            write(files_of(drawn), faults)
            self.stdout.write(f"{len(faults)} figures brought up to date")
        elif faults:
            lines = [f"{name}: {fault}" for name, fault in faults.items()]
            raise CommandError(
                "\n".join([*lines, "manage.py figures draws them anew."])
            )

    def _write_sheet(
        self, drawn: dict[str, dict[str, str]], options: dict[str, Any]
    ) -> None:
        variant = "moving" if options["moving"] else ""
        pictures = {
            name: svgs.get(variant, svgs[""]) for name, svgs in drawn.items()
        }
        sheet = contact_sheet(
            pictures,
            style=site_style(),
            theme=options["theme"],
            captions=not options["no_captions"],
        )
        Path(options["sheet"]).write_text(sheet, encoding="utf-8")
        self.stdout.write(
            f"{len(pictures)} figures written to {options['sheet']}"
        )


def draw_all() -> dict[str, dict[str, str]]:
    """Every figure by technique and variant."""
    return {
        name: figures(pose, name, steps=told_in_steps(name))
        for name, pose in load_poses(settings.CONTENT_DIR / "poses").items()
    }


def told_in_steps(technique_id: str) -> int:
    """How many sentences of a technique are shown one by one, each with its own figure."""
    technique = catalogue().techniques.get(technique_id)
    if technique is None:
        return 0
    return sum(
        step.kind is Kind.DO and step.line is not None
        for step in block(technique)
    )


def files_of(drawn: dict[str, dict[str, str]]) -> dict[str, bytes]:
    """What each file of the folder should hold."""
    return {
        file_name(name, variant): to_file(svg).encode()
        for name, svgs in drawn.items()
        for variant, svg in svgs.items()
    }


def not_up_to_date(wanted: dict[str, bytes]) -> dict[str, str]:
    """Each file that is not as it should be, with what is wrong with it."""
    found = {
        path.name: path.read_bytes()
        for path in folder().glob("*")
        if path.is_file()
    }
    faults = {
        name: "missing" if name not in found else "stale"
        for name, text in wanted.items()
        if found.get(name) != text
    }
    faults |= dict.fromkeys(found.keys() - wanted.keys(), "left over")
    return dict(sorted(faults.items()))


def write(wanted: dict[str, bytes], faults: dict[str, str]) -> None:
    """Mend what is at fault; what is up to date keeps its time."""
    folder().mkdir(exist_ok=True)
    for name in faults:
        if name in wanted:
            (folder() / name).write_bytes(wanted[name])
        else:
            (folder() / name).unlink()


def site_style() -> str:
    """The site's own style sheets, so that the sheet has the site's colours."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(STYLES.rglob("*.css"))
    )
