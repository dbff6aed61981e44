"""The checks of an episode, for the page of the diary that knows no checks."""

from django import template
from django.template.context import Context
from django.utils import timezone

from backspasm.assessments.past_outcomes import Told, told_in
from backspasm.episodes.models import Episode
from backspasm.episodes.times import zone_here
from backspasm.web.catalogue import catalogue

register = template.Library()


@register.simple_tag(takes_context=True)
def checks_of(context: Context, episode: Episode) -> list[Told]:
    """What the checks of an episode said, the latest first."""
    return told_in(
        episode,
        catalogue(),
        timezone.now(),
        zone_here(context["request"]),
    )
