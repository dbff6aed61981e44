"""Tags about people; a template loads them with `load people`."""

from allauth.usersessions.models import UserSession
from django import template

from backspasm.accounts.devices import device_words

register = template.Library()


@register.filter
def device(session: UserSession) -> str:
    """The device of a sign-in in two words."""
    return device_words(session.user_agent)
