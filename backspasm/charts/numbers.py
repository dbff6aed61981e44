"""Numbers as SVG takes them, in the fewest letters: the one rounding of every picture."""


def num(value: float) -> str:
    """Shortest text for a number at one decimal: 4.0 -> 4, -0.04 -> 0, 0.5 -> .5."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return text.replace("0", "", 1)
    return text


def nums(*values: float) -> str:
    """Numbers joined as SVG allows: a minus sign needs no space before it."""
    out = ""
    for value in values:
        text = num(value)
        if out and not text.startswith("-"):
            out += " "
        out += text
    return out
