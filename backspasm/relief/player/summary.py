"""What was done in a session, in words for the page at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.care.catalogue import Catalogue
from backspasm.care.session.replay import SECOND
from backspasm.relief.player.state import Running

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ShownUse:
    """A technique that was done. The diary keeps whole minutes, this page says it was less."""

    name: str
    length: str


def uses(run: Running, pack: Catalogue) -> list[ShownUse]:
    """What was done, for the page at the end."""
    return [
        ShownUse(pack.techniques[use.technique].name, length(use.active))
        for use in run.kept
    ]


def length(active: timedelta) -> str:
    """Seconds below a minute, else whole minutes; never nought."""
    seconds = active // SECOND
    if not seconds:
        return _("a moment")
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {
            "n": seconds
        }
    return _("%(minutes)d min") % {"minutes": round(active / MINUTE)}
