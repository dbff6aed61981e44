"""The page for a moment when not even a thread can be had: it needs nothing but its words."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Backspasm</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{sentence}</p>
<p>{danger} <a href="tel:{number}">{call}</a></p>
</main>
</body>
</html>
"""
ANYWHERE = "112"
"""What a phone calls where no country is known: networks nearly everywhere take it."""


def plain_page(status: int, number: str) -> bytes:
    """The page of an HTTP status, with the emergency number to call."""
    title, sentence = _words(status)
    return format_html(
        PAGE,
        language=get_language() or settings.LANGUAGE_CODE,
        title=title,
        sentence=sentence,
        danger=_("In danger?"),
        number=number,
        call=_("Call %(number)s") % {"number": number},
    ).encode()


def _words(status: int) -> tuple[str, str]:
    match status:
        case 408:
            return (
                _("Not all of it arrived"),
                _(
                    "What you sent came too slowly. Go back, then send it again."
                ),
            )
        case 413:
            return _("That is too much"), _(
                "What you sent is too long. Go back and shorten it."
            )
        case 503:
            return (
                _("One moment"),
                _(
                    "Many people are asking at once. Wait a few seconds, then try again."
                ),
            )
        case status if status < 500:
            return (
                _("We did not understand that"),
                _("Go back and try again, or start from the first page."),
            )
    return _("Something broke on our side"), _(
        "It was nothing you did. Try again in a minute."
    )
