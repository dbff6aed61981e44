"""A contact sheet: every picture on one page, to look at what was made."""

from collections.abc import Mapping
from html import escape

from backspasm.drawing.figure import Pose, figure_svg

# The pages' style sheet has light, dark and night; paper needs one.
INKS = {
    "currentColor": "near", "#8d99ac": "far", "#dd5b33": "accent", "#cdd6e1": "prop",
    "#a3aec0": "face", "#eef2f7": "pale", "#fff": "halo",
}  # fmt: skip
LINES = {
    "#dd5b33": "accent-line", "#cdd6e1": "prop-line", "#a9b5c4": "line pale",
    "#fff": "halo halo-line edge",
}  # fmt: skip


def plain_style() -> str:
    """Colours for pictures that stand on their own, on white."""
    rules = [("fill", INKS), ("stroke", LINES)]
    lines = ".fig{fill:none;stroke-linecap:round;stroke-linejoin:round}.f-edge{paint-order:stroke}"
    return lines + "".join(
        f".f-{name}{{{what}:{ink}}}"
        for what, inks in rules
        for ink, names in inks.items()
        for name in names.split()
    )


def contact_sheet(
    poses: Mapping[str, Pose], *, animated: bool = False, captions: bool = True
) -> str:
    """One HTML page with each pose in a frame; without captions it is a naming test."""
    cards = []
    for number, (name, pose) in enumerate(poses.items(), 1):
        words = escape(name) if captions else str(number)
        picture = figure_svg(pose, prefix=name, animated=animated)
        cards.append(
            f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
        )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title><style>'
        "body{margin:8px;display:grid;grid-template-columns:repeat(4,1fr);gap:8px;"
        "font:13px sans-serif;color:#1f2f46}figure{margin:0;border:1px solid #ccd;"
        "border-radius:8px}svg{display:block;width:100%}figcaption{padding:2px 8px}"
        f"{plain_style()}</style>{''.join(cards)}</html>"
    )
