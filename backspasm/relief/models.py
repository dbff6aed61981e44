"""A session as the server knows it: steps, start, and what was done since."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from backspasm.accounts.models import Owner


class SessionQuerySet(models.QuerySet["RunningSession"]):
    """Sessions, always asked for from their owner."""

    def of(self, owner: Owner | None) -> Self:
        """The sessions of one owner; of nobody, none."""
        return self.none() if owner is None else self.filter(owner=owner)

    def current(self) -> "RunningSession | None":
        """The one that runs."""
        return self.filter(ended__isnull=True).first()

    def since(self, moment: datetime) -> Self:
        """Those that ran at or after a moment, oldest first."""
        running = Q(ended__isnull=True) | Q(ended__gte=moment)
        return self.filter(running).order_by("started", "pk")


class RunningSession(models.Model):
    """One stay on the floor or one guided session; where it stands is computed, never stored.

    ``steps`` as :meth:`backspasm.care.session.replay.Step.to_data`, ``events`` as
    :meth:`backspasm.care.session.replay.Event.to_data`.
    """

    class Way(models.TextChoices):
        """From where it was started."""

        FLOOR = "floor"
        PLAN = "plan"

    owner = models.ForeignKey(
        Owner, on_delete=models.CASCADE, related_name="sessions"
    )
    key = models.UUIDField(default=uuid.uuid4)
    way = models.CharField(max_length=5, choices=Way)
    started = models.DateTimeField()
    zone = models.CharField(max_length=64)
    ended = models.DateTimeField(null=True, blank=True)
    recorded = models.BooleanField(default=False)
    """The diary has it."""
    steps = models.JSONField(default=list)
    events = models.JSONField(default=list)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["owner", "-started"], name="session_of_owner_newest"
            )
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(ended__isnull=True),
                name="session_one_open_an_owner",
            ),
            models.UniqueConstraint(
                fields=["owner", "key"], name="session_key_once"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")),
                name="session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["floor", "plan"]), name="session_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"
