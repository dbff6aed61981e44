"""``{% kept %}``: a part of a template that is the same for everyone, drawn once a process.

    {% kept signed_in=signed_in %}...{% endkept %}

What stands inside sees the values named in the tag and nothing else, no request, no user,
no token: so it cannot hold what belongs to one person. It is drawn once for each language
and set of values. Values are hashable and few: a flag, an id, an emergency number.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    Token,
    token_kwargs,
)
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MANY = 2000
"""So many sets of values of one part are no longer few: it is forgotten and drawn anew."""


class KeptNode(Node):
    """Draws its content once for each language and set of values."""

    child_nodelists: Iterable[str] = ("nodelist",)

    def __init__(
        self, nodelist: NodeList, values: dict[str, FilterExpression]
    ) -> None:
        self.nodelist = nodelist
        self.values = values
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """What was drawn before, else drawn now."""
        values = {
            name: value.resolve(context) for name, value in self.values.items()
        }
        key = (get_language(), *values.values())
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= MANY:
                self.drawn.clear()
            found = self.drawn[key] = self.nodelist.render(context.new(values))
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Raises TemplateSyntaxError for anything but name=value."""
    name, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(
            f"{name} takes name=value, not {bits[0]!r}"
        )
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError(
            "a block differs from page to page: it cannot be kept"
        )
    return KeptNode(nodelist, values)
