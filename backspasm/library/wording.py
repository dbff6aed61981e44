"""Sources in words."""

from collections.abc import Iterable

from backspasm.care.catalogue import Catalogue, Source


def source_line(source: Source) -> str:
    """A source as people see it: its own name, and how it was read."""
    parts = (source.title, source.publisher, source.year)
    name = ", ".join(filter(None, parts))
    if not source.seen:
        return name
    return f"{name} ({source.seen})"


def source_lines(
    catalogue: Catalogue,
    ids: Iterable[str],
) -> tuple[str, ...]:
    """The sources of these ids as people see them."""
    sources = (catalogue.sources[item] for item in ids)
    return tuple(map(source_line, sources))
