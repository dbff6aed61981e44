"""A check: the answers of one person about one spell of pain, and what they came to."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from backspasm.accounts.models import Owner


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Checks, always asked for from their owner."""

    def of(self, owner: Owner | None) -> Self:
        """The checks of one owner; of nobody, none."""
        return self.none() if owner is None else self.filter(owner=owner)

    def current(self) -> "Assessment | None":
        """The one check that is not closed."""
        return self.filter(closed__isnull=True).first()


class Assessment(models.Model):
    """One check. ``answers`` as :meth:`Answers.to_data`; ``outcome`` as it was shown."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="assessments")
    started = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True, blank=True)
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
                condition=models.Q(closed__isnull=True),
                name="assessment_one_open_an_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="assessment_progress_to_100"
            ),
            models.CheckConstraint(
                condition=models.Q(closed__isnull=True) | models.Q(closed__gte=models.F("started")),
                name="assessment_closed_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"
