"""What every page of the site may use."""

from django.http import HttpRequest

from backspasm.web.themes import AUTO, theme_of


def page(request: HttpRequest) -> dict[str, object]:
    """`theme` is the chosen look, empty for the device's own; `chosen_theme` never is."""
    theme = theme_of(request)
    return {"theme": "" if theme == AUTO else theme, "chosen_theme": theme}
