"""What every page of the site may use."""

from django.http import HttpRequest

from backspasm.web.themes import AUTO, THEMES, theme_of


def page(request: HttpRequest) -> dict[str, object]:
    """`theme` is the chosen look, empty for the device's own; `themes` are all of them."""
    theme = theme_of(request)
    return {"theme": "" if theme == AUTO else theme, "themes": THEMES, "chosen_theme": theme}
