"""The buttons of the player: what each does, and which stand where for a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.relief.player.words import tell

PRIMARY, QUIET, DANGER = "btn--primary", "btn--quiet", "btn--danger"
EARLIER = (5, 10, 20)
"""Minutes that "started earlier" offers."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button, as templates/relief/button.html draws it."""

    words: str
    kind: str
    """``deed``: a form that sends it; ``link``: within the floor; ``leave``: a link to a page
    of another look; ``call``: the emergency number of the place, which the template knows."""
    url: str = ""
    look: str = ""
    """Classes besides `btn`."""
    id: str = ""
    """By it the button keeps the focus when the page around it is another one."""
    field: str = ""
    """The name of one more field that a deed sends, and its value."""
    value: str = ""
    picture: str = ""
    label: str = ""
    """The whole of what the words begin, for a screen reader."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other at the foot of the screen."""

    buttons: tuple[Button, ...]
    pair: bool = False
    """They share a line; one alone has it for itself."""


CALL = Button("", "call")


def deed(
    name: str,
    words: str,
    look: str = "",
    *,
    field: str = "",
    value: str = "",
    picture: str = "",
    label: str = "",
) -> Button:
    """A deed of the player by the name of its address."""
    return Button(
        words,
        "deed",
        reverse(f"relief:{name}"),
        look,
        f"do-{name}{value}",
        field,
        value,
        picture,
        label,
    )


def link(
    name: str,
    words: str,
    look: str = "",
    query: str = "",
) -> Button:
    """A way to another page of the floor."""
    return Button(words, "link", reverse(f"relief:{name}") + query, look)


def tell_someone(look: str = "", *, young: bool) -> Button:
    """The way to words for someone who can come."""
    return link("helper", tell(young=young), look)


def stop(look: str = DANGER) -> Button:
    """Ends what runs, and asks the danger signs again."""
    words = _("Stop sign? New sign?")
    return deed("stop", words, look, field="stop", value="1")


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which buttons a step has."""

    layout: str
    floor: bool
    young: bool
    paused: bool
    on_skin: bool
    can_pause: bool
    can_repeat: bool
    can_go_back: bool
    """The position before was given up by the last tap."""
    stop_in_sight: bool
    """The way to stop stands beside the clock; on the floor only where 40 words leave room."""
    up_in_sight: bool
    """On the floor: getting up stands in sight, within 40 words."""
    tell_in_sight: bool
    """So does telling someone."""
    terse: bool
    """Other words need the room: what was left out, or getting up first."""
    question: bool
    """A question of the check is open."""
    answered: bool
    """What was found can be looked at."""
    swap: str
    """What heat or cold can be swapped for, by its name."""


def under_the_thumb(here: Situation) -> tuple[Row, ...]:
    """The rows at the foot of the screen."""
    rows = {
        "timed": _timed,
        "cloth": _cloth,
        "do": _do,
        "lifted": _lifted,
        "ask": _felt,
        "pain": _pain,
        "off": _off,
    }[here.layout](here)
    return tuple(row for row in rows if row.buttons)


def _alone(*buttons: Button) -> Row:
    return Row(buttons)


def _pair(*buttons: Button) -> Row:
    return Row(buttons, pair=True)


def _timed(here: Situation) -> Iterator[Row]:
    if here.on_skin:
        yield _alone(deed("next", _("Take it off now"), PRIMARY))
        yield _rather(here)
        return
    if here.floor:
        yield _alone(*_onward(here))
        yield _pair(*_another(here))
    yield _pair(*_clockwork(here))


def _onward(here: Situation) -> Iterator[Button]:
    """To what can be done while lying."""
    look = "" if here.paused else PRIMARY
    if here.question:
        words = _("Questions") if here.terse else _("Questions while you rest")
        yield link("ask", words, look)
    elif here.answered:
        found = reverse("assessments:outcome")
        yield Button(_("See what we found"), "leave", found, look)


def _another(here: Situation) -> Iterator[Button]:
    """To another position, or up."""
    yield deed("cannot", _("I can’t get into this"))
    if here.up_in_sight:
        yield deed("up", _("Get up safely"))
    if here.can_go_back:
        label = _("Go back to the last position")
        yield deed("undo", _("Go back"), picture="back", label=label)


def _clockwork(here: Situation) -> Iterator[Button]:
    if here.paused:
        yield deed("resume", _("Go on"), PRIMARY)
    elif here.can_pause:
        yield deed("pause", _("Pause"))
    yield deed("next", _("Next"))
    if here.floor and here.tell_in_sight:
        yield tell_someone(young=here.young)


def _rather(here: Situation) -> Row:
    if not here.swap:
        return _alone()
    return _alone(deed("swap", _("Rather: %(name)s") % {"name": here.swap}))


def _cloth(here: Situation) -> Iterator[Row]:
    yield _alone(deed("next", _("Yes, it is on: start"), PRIMARY))
    yield _rather(here)
    yield _alone(deed("cannot", _("Leave it out"), QUIET))


def _do(here: Situation) -> Iterator[Row]:
    yield _alone(deed("next", _("Done"), PRIMARY))
    yield _pair(link("stuck", _("I’m stuck")), tell_someone(young=here.young))


def _lifted(here: Situation) -> Iterator[Row]:
    yield _alone(tell_someone(PRIMARY, young=here.young))
    yield _alone(CALL)
    yield _alone(deed("next", _("I am up")))


def _felt(here: Situation) -> Iterator[Row]:
    yield _alone(deed("again", _("Do it again"), QUIET))


def _pain(here: Situation) -> Iterator[Row]:
    yield _alone(deed("next", _("Skip"), QUIET))
    yield _alone(link("now", _("A danger sign?"), query="?signs=1"))


def _off(here: Situation) -> Iterator[Row]:
    yield _alone(deed("finish", _("Close"), PRIMARY))


# --- what "More" unfolds --------------------------------------------------------------------


def more_deeds(here: Situation) -> Iterator[Button]:
    """The rest, in the order in which it is likely to be wanted."""
    if not here.floor and here.layout == "timed":
        yield deed("cannot", _("Leave this one out"))
    if here.floor and here.layout != "do" and not here.up_in_sight:
        yield deed("up", _("Get up safely"))
    if _tells_in_more(here):
        yield tell_someone(young=here.young)
    if here.layout != "off":
        yield deed("finish", _("Finish here"))


def _tells_in_more(here: Situation) -> bool:
    if not here.floor:
        return True
    return here.layout != "do" and not here.tell_in_sight


def earlier() -> tuple[Button, ...]:
    """How long before the tap the running step began."""
    return tuple(
        deed(
            "earlier",
            _("%(minutes)s min") % {"minutes": minutes},
            field="minutes",
            value=str(minutes),
        )
        for minutes in EARLIER
    )
