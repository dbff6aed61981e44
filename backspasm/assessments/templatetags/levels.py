"""How a level looks on its care card."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from backspasm.assessments.wording import level_slug
from backspasm.care.catalogue import Level

register = template.Library()

BADGES = {
    Level.EMERGENCY: "octagon",
    Level.URGENT: "triangle",
    Level.SOON: "calendar",
    Level.SELF_CARE: "circle",
}
BY_SLUG = {level_slug(level): level for level in BADGES}


@dataclass(frozen=True, slots=True)
class LevelLook:
    """The icon of a level, and its name in a word or three."""

    badge: str
    word: str


@register.simple_tag
def level_look(slug: str) -> LevelLook:
    """The look of a level by its slug: ``self-care``."""
    level = BY_SLUG[slug]
    words = {
        Level.EMERGENCY: _("Emergency"),
        Level.URGENT: _("Urgent"),
        Level.SOON: _("See someone soon"),
        Level.SELF_CARE: _("Self-care"),
    }
    return LevelLook(BADGES[level], words[level])
