"""Tags that every template may use without loading them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import quote
from xml.etree import ElementTree as ET

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from backspasm.web.figures import figure
from backspasm.web.forms import Line
from backspasm.web.themes import THEMES

register = template.Library()

SVG = "{http://www.w3.org/2000/svg}"
SELECTED = mark_safe(" selected")


@cache
def sprite() -> dict[str, SafeString]:
    """The drawing of each icon of static/icons/sprite.svg, by its id."""
    ET.register_namespace("", SVG[1:-1])
    file = settings.BASE_DIR / "static" / "icons" / "sprite.svg"
    return {
        # Our own file, no one's input.
        symbol.attrib["id"]: mark_safe(  # noqa: S308
            "".join(
                ET.tostring(part, encoding="unicode").strip() for part in symbol
            )
            .replace(' xmlns="http://www.w3.org/2000/svg"', "")
            .replace(" />", "/>")
        )
        for symbol in ET.parse(file).getroot().iter(f"{SVG}symbol")  # noqa: S314
    }


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """One icon, drawn in the line: no request, no flash; silent to screen readers."""
    return format_html(
        '<svg class="icon{}{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        " " if extra else "",
        extra,
        sprite()[name],
    )


@register.simple_tag
def favicon() -> SafeString:
    """The site's own icon as an address that carries its data: one request less on each page."""
    return _favicon()


@cache
def _favicon() -> SafeString:
    svg = (settings.BASE_DIR / "static" / "icons" / "favicon.svg").read_text(
        encoding="utf-8"
    )
    # Our own file.
    return mark_safe("data:image/svg+xml," + quote(svg.strip()))  # noqa: S308


@register.filter
def tel(number: str) -> str:
    """A phone number as a `tel:` link wants it: digits and a leading plus."""
    return "".join(sign for sign in number if sign.isdigit() or sign in "+*#")


@register.simple_tag
def options(names: Mapping[str, str], chosen: str = "") -> SafeString:
    """The options of a select: a long list is slow to write in a template."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, SELECTED if value == chosen else "", name)
            for value, name in names.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading; `name` is empty where they have none."""

    name: str
    id: str
    """Of the heading in the page."""
    options: list[BoundWidget]


@register.filter
def by_group(field: BoundField) -> list[Group]:
    """The choices of a field by the headings they stand under, in their order."""
    rows = groupby(
        field, lambda option: getattr(option.choice_label, "group", "")
    )
    return [
        Group(name, f"{field.auto_id}-group-{number}", list(options))
        for number, (name, options) in enumerate(rows, start=1)
    ]


@register.filter
def attributes(option: BoundWidget) -> SafeString:
    """The attributes of the box or circle of one choice; pages hold dozens."""
    data = option.data
    flags = [
        name
        for name, on in (
            (" checked", data["selected"]),
            (" required", data["attrs"].get("required")),
            (
                " autofocus",
                data["attrs"].get("autofocus") and data["index"] == "0",
            ),
            (" data-alone", getattr(option.choice_label, "alone", False)),
        )
        if on
    ]
    return format_html(
        'type="{}" name="{}" value="{}" id="{}"{}',
        data["type"],
        data["name"],
        data["value"],
        option.id_for_label,
        # Written above, no one's input.
        mark_safe("".join(flags)),  # noqa: S308
    )


@register.filter
def choice_class(words: Line | str, shape: str) -> str:
    """The classes of one choice: whether it stands alone, whether its help folds away."""
    line = words if isinstance(words, Line) else Line(str(words))
    names = ["choice"]
    if line.alone:
        names.append("choice--none")
    if shape == "checklist" and line.help:
        names.append("choice--more")
    return " ".join(names)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """A text input or select in the site's look, tied to its own error."""
    # No placeholder, whoever made the form: it vanishes while one types.
    attrs: dict[str, str | bool] = {"class": "input", "placeholder": False}
    if field.errors:
        attrs |= {
            "aria-invalid": "true",
            "aria-describedby": f"{field.auto_id}-error",
        }
    return field.as_widget(attrs=attrs)


@register.filter
def kind(layout: BoundField | str) -> str:
    """How components/field.html draws a field: the layout named, else what fits the field.

    `layout` is a layout's name, or a bound field: then the field's own `layout` attribute
    counts, and without one its widget.
    """
    if isinstance(layout, str):
        return layout
    own = getattr(layout.field, "layout", "")
    if own:
        return str(own)
    return {
        "radioselect": "choices",
        "checkboxselectmultiple": "choices",
        "checkbox": "single",
        "select": "select",
        "nullbooleanselect": "select",
        "hidden": "hidden",
    }.get(layout.widget_type, "input")


@register.simple_tag
def themes() -> Iterable[tuple[str, str | Promise]]:
    """The looks one can choose from, with their names."""
    return THEMES.items()


@register.simple_tag(name="figure")
def figure_tag(technique_id: str, place: str = "") -> SafeString:
    """The still figure of a technique; `place` names a second one on the same page."""
    return figure(technique_id, place=place)
