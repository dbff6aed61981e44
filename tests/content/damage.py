"""Ways to damage a copy of the pack."""

from dataclasses import replace
from typing import Any

from backspasm.care.catalogue import Catalogue, Choice, Factor, Screen

Q, R, F = "questions.toml", "rules.toml", "factors.toml"
T, M = "techniques/ex-bridge.toml", "advice/medicines.toml"
GONE = ("gone",)


def changed(
    catalogue: Catalogue, table: str, key: Any, **values: Any
) -> Catalogue:
    """A copy of the pack with one entry of a table changed."""
    entries = dict(getattr(catalogue, table))
    entries[key] = replace(entries[key], **values)
    return replace(catalogue, **{table: entries})


def question(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    """A copy of the pack with one question changed."""
    screens = tuple(
        replace(
            screen,
            questions=tuple(
                replace(q, **values) if q.id == name else q
                for q in screen.questions
            ),
        )
        for screen in catalogue.screens
    )
    return replace(catalogue, screens=screens)


def screen(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    """A copy of the pack with one screen changed."""
    screens: tuple[Screen, ...] = tuple(
        replace(item, **values) if item.id == name else item
        for item in catalogue.screens
    )
    return replace(catalogue, screens=screens)


def choices(
    catalogue: Catalogue, name: str, **values: Any
) -> tuple[Choice, ...]:
    """The choices of a question, each named one (``_`` for ``-``) changed by its dict."""
    wanted = {key.replace("_", "-"): item for key, item in values.items()}
    return tuple(
        replace(choice, **wanted.get(choice.id, {}))
        for choice in catalogue.questions[name].choices
    )


def factor(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    if name in catalogue.factors:
        return changed(catalogue, "factors", name, **values)
    return replace(
        catalogue,
        factors={
            **catalogue.factors,
            name: Factor(name, "a new one", **values),
        },
    )


def rule(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    return changed(catalogue, "rules", name, **values)


def technique(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    return changed(catalogue, "techniques", name, **values)


def advice(catalogue: Catalogue, name: str, **values: Any) -> Catalogue:
    return changed(catalogue, "advice", name, **values)
