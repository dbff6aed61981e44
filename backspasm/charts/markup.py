"""Attributes of SVG elements, written in one way."""

from backspasm.charts.numbers import num


def attributes(**values: str | float) -> str:
    """Attributes in the order given: `text_anchor="end"` becomes text-anchor="end".

    Numbers are written as short as they can be. `class_` stands for the word that
    Python keeps for itself.
    """
    parts = []
    for key, value in values.items():
        name = key.removesuffix("_").replace("_", "-")
        text = value if isinstance(value, str) else num(value)
        parts.append(f'{name}="{text}"')
    return " ".join(parts)
