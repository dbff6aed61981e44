"""All that belongs to a person, kind by kind."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from backspasm.accounts.models import Owner

OWNED = (
    "accounts.Profile",
    "episodes.Diary",
    "episodes.Medicine",
    "episodes.Episode",
    "assessments.Assessment",
    "relief.RunningSession",
    "episodes.Reading",
    "episodes.TechniqueUse",
    "episodes.MedicineDose",
)
"""Every kind of row with an `owner`, those that others point to first. A test walks all models
and fails when one is missing here: it would be forgotten in a claim and an export."""

DIARY = tuple(label for label in OWNED if label.startswith("episodes."))
"""The kinds that move together, or wait together."""

ANSWERS = ("assessments.Assessment", "relief.RunningSession")
"""What was answered, and what was made from it."""

BIN = "deleted_at"
"""The field that says since when a row is in the bin."""


def owned_model(label: str) -> type[Model]:
    """A kind of OWNED as a model."""
    return apps.get_model(label)


def rows_of(label: str, *owners: Owner) -> QuerySet[Any]:
    """All rows of one kind that these owners have, the bin included."""
    model = owned_model(label)
    manager = model._default_manager  # noqa: SLF001
    rows: QuerySet[Any] = manager.filter(owner__in=owners)
    return rows


def live_rows_of(label: str, *owners: Owner) -> QuerySet[Any]:
    """The same without the bin."""
    rows = rows_of(label, *owners)
    if BIN not in columns(label):
        return rows
    return rows.filter(deleted_at__isnull=True)


def live_numbers(labels: Iterable[str], *owners: Owner) -> dict[str, int]:
    """How many rows of each of these kinds the owners have, the bin left out."""
    numbers = {}
    for label in labels:
        rows = live_rows_of(label, *owners)
        numbers[label] = rows.count()
    return numbers


def columns(label: str) -> list[str]:
    """The names under which a kind keeps its values, in the order of the model."""
    model = owned_model(label)
    fields = model._meta.concrete_fields  # noqa: SLF001
    return [field.attname for field in fields]
