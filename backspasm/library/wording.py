"""Sources in words."""

from backspasm.care.catalogue import Source


def source_line(source: Source) -> str:
    """A source as people see it: its own name, and how it was read."""
    name = ", ".join(
        part for part in (source.title, source.publisher, source.year) if part
    )
    return f"{name} ({source.seen})" if source.seen else name
