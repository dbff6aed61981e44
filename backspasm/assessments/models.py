"""A check: the answers of one person about one spell of pain, and what they came to."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Episode


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Checks, always asked for from their owner."""

    def of(self, owner: Owner | None) -> Self:
        """The live checks of one owner; of nobody, none."""
        every = self.all_of(owner)
        return every.filter(deleted_at__isnull=True)

    def all_of(self, owner: Owner | None) -> Self:
        """The checks of one owner, those in the bin included."""
        if owner is None:
            return self.none()
        return self.filter(owner=owner)

    def binned_before(self, moment: datetime) -> Self:
        """What was deleted before `moment`, whoever's it was."""
        return self.filter(deleted_at__lt=moment)

    def current(self) -> "Assessment | None":
        """The one check of an owner that is not closed."""
        return self.open().first()

    def open(self) -> Self:
        """The checks that are not closed, one an owner, with the times of their episodes."""
        return self.filter(
            closed__isnull=True,
            deleted_at__isnull=True,
        ).with_episode()

    def about(self, episode: Episode) -> Self:
        """The checks of one episode, the latest first."""
        checks = self.filter(episode=episode)
        return checks.order_by("-started", "-pk")

    def with_episode(self) -> Self:
        """Each with its episode, but without the long texts of that."""
        return self.select_related("episode").defer(
            "episode__words",
            "episode__line",
            "episode__notes",
        )


class Assessment(models.Model):
    """One check; ``outcome`` as it was shown.

    ``answers`` as :meth:`backspasm.care.check.answers.Answers.to_data`.
    """

    owner = models.ForeignKey(
        Owner,
        on_delete=models.CASCADE,
        related_name="assessments",
    )
    started = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Since when it lies in the bin: it counts nowhere, and can be put back for a day."""
    episode = models.ForeignKey(
        Episode,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="checks",
    )
    """The spell of pain it is about, once it has come to an outcome."""
    again = models.BooleanField(default=False)
    """A check-in: begun with the answers of an earlier check of the same episode."""
    answers = models.JSONField(default=dict)
    progress = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=9, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    content_version = models.CharField(max_length=12, blank=True)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(
                    closed__isnull=True,
                    deleted_at__isnull=True,
                ),
                name="assessment_one_open_an_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100),
                name="assessment_progress_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(closed__isnull=True)
                | models.Q(closed__gte=models.F("started")),
                name="assessment_closed_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"

    @property
    def live_episode(self) -> Episode | None:
        """Its episode, unless that lies in the bin or waits for its person's choice elsewhere."""
        found = self.episode
        if found is None or found.deleted_at is not None:
            return None
        if found.owner_id != self.owner_id:
            return None
        return found
