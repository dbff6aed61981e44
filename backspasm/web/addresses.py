"""Which addresses there are."""

from django.urls import Resolver404, resolve


def page_above(path: str) -> str:
    """The nearest address above this one that there is; it may lead further up by itself."""
    parts = [part for part in path.split("/") if part]
    while parts:
        parts.pop()
        above = "/" + "".join(f"{part}/" for part in parts)
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"
