"""What templates need to start a session."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.care.session.steps import block
from backspasm.relief.floor import positions
from backspasm.relief.player.state import latest, running
from backspasm.relief.player.words import until
from backspasm.web.catalogue import catalogue
from backspasm.web.figures import figure

register = template.Library()
AN_HOUR = timedelta(hours=1)


@register.simple_tag
def fresh_key() -> str:
    """A key for a form, so that two taps begin one session."""
    return str(uuid4())


@register.inclusion_tag("relief/back.html", takes_context=True)
def way_back(context: template.Context, owner: Owner | None) -> dict[str, Any]:
    """The way back to what runs for this owner, on a page that led away from it. One query."""
    run = running(owner, timezone.now())
    if run is None or run.over:
        return {}
    zone = positions.zone_here(context["request"])
    floor = run.row.way == run.row.Way.FLOOR
    words = _("Back to your position") if floor else _("Back to your session")
    return {"words": words, "until": until(run.standing.ends, zone)}


@register.simple_tag
def on_floor(owner: Owner | None) -> bool:
    """Whether this owner lay on the floor within the last hour. One query."""
    run = latest(owner, timezone.now())
    floor = run is not None and run.row.way == run.row.Way.FLOOR
    return bool(
        floor and run and (run.row.ended or run.now) > run.now - AN_HOUR
    )


@register.filter
def guided(technique_id: str) -> bool:
    """Whether a technique has timed steps; the empty id stands for the whole plan."""
    technique = catalogue().techniques.get(technique_id)
    return not technique_id or bool(technique and block(technique))


@register.simple_tag
def moving_figure(technique_id: str, line: int | None = None) -> SafeString:
    """The drawing of a technique, moving where the movement matters.

    With ``line`` it shows the one sentence (0: the first) that is carried out now, still.
    Beside a moving one stands its still, for whoever wants less motion: the style sheet
    shows one of them. The button stops it (WCAG 2.2.2); it needs the script.
    """
    if line is not None:
        return figure(technique_id, f"step-{line + 1}")
    still = figure(technique_id)
    moving = figure(technique_id, "moving")
    if not moving:
        return still
    return format_html(
        '<div class="moves">{}<button type="button" class="moves__stop" data-stop hidden'
        ' aria-pressed="false" aria-label="{}"></button></div><div class="still">{}</div>',
        moving,
        _("Stop the drawing"),
        still,
    )
