"""What a person writes down. Each moment is UTC plus the IANA zone it happened in."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.care import insight
from backspasm.episodes.fields import TagsField
from backspasm.episodes.querysets import (
    DoseQuerySet,
    EpisodeQuerySet,
    MedicineQuerySet,
    ReadingQuerySet,
    UseQuerySet,
)

ZONE_LENGTH = 64
TAG_LENGTH = 60
NOTE_LENGTH = 4000
LIVE = Q(deleted_at__isnull=True)
BINNED = Q(deleted_at__isnull=False)


class Row(models.Model):
    """What all of a person's rows share: the owner, a key against doubles, and the bin.

    A row in the bin (`deleted_at`) stands outside every constraint, count and export.
    """

    # The index over owner and key, bin included, finds an owner's rows as well.
    owner = models.ForeignKey(
        Owner,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    key = models.UUIDField(default=uuid.uuid4)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "key"], name="%(class)s_by_key")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "key"],
                condition=LIVE,
                name="%(class)s_key_once",
            )
        ]


class Episode(Row):
    """One spell of pain. An episode without an end is still going.

    The counters and `line` are what the live readings and uses come to; every action that
    touches one writes them again in the same transaction.
    """

    start = models.DateTimeField()
    start_zone = models.CharField(max_length=ZONE_LENGTH)
    start_about = models.BooleanField(default=False)
    end = models.DateTimeField(null=True, blank=True)
    end_zone = models.CharField(max_length=ZONE_LENGTH, blank=True)
    end_about = models.BooleanField(default=False)
    by_entry = models.BooleanField(default=False)
    """Opened by its first reading or session, not by the person: undone with it."""

    regions = TagsField(default=tuple, blank=True)
    triggers = TagsField(default=tuple, blank=True)
    legs = TagsField(default=tuple, blank=True)
    days_lost = models.PositiveSmallIntegerField(null=True, blank=True)
    notes = models.TextField(max_length=NOTE_LENGTH, blank=True)

    reading_count = models.PositiveIntegerField(default=0)
    use_count = models.PositiveIntegerField(default=0)
    worst_pain = models.PositiveSmallIntegerField(null=True, blank=True)
    last_pain = models.PositiveSmallIntegerField(null=True, blank=True)
    last_reading_at = models.DateTimeField(null=True, blank=True)
    line = models.TextField(blank=True)
    """The small line of the list: see :func:`backspasm.care.insight.small_line`."""
    eased = TagsField(default=tuple, blank=True)
    """Techniques that made it better, most often first."""
    words = models.TextField(blank=True)
    """All notes folded to one case: what the search reads."""

    objects: ClassVar[EpisodeQuerySet] = EpisodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            *Row.Meta.indexes,
            models.Index(
                fields=["owner", "-start", "-id"],
                condition=LIVE,
                name="episode_of_owner_newest",
            ),
            models.Index(
                fields=["owner", "-deleted_at"],
                condition=BINNED,
                name="episode_in_bin",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["owner"],
                condition=LIVE & Q(end__isnull=True),
                name="episode_one_open_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=False)
                | Q(end__isnull=True)
                | Q(end__gte=F("start")),
                name="episode_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"episode {self.pk}"

    @property
    def is_open(self) -> bool:
        """Still going, and not in the bin."""
        return self.end is None and self.deleted_at is None

    @property
    def state(self) -> insight.State:
        """Acute, settling or over: worked out each time."""
        return insight.state_of(
            ended=self.end is not None,
            worst=self.worst_pain,
            last=self.last_pain,
        )


class Reading(Row):
    """How bad the pain was at one moment."""

    episode = models.ForeignKey(
        Episode,
        on_delete=models.CASCADE,
        related_name="readings",
    )
    moment = models.DateTimeField()
    zone = models.CharField(max_length=ZONE_LENGTH)
    pain = models.PositiveSmallIntegerField()
    doing = models.CharField(max_length=TAG_LENGTH, blank=True)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    estimated = models.BooleanField(default=False)
    offline = models.BooleanField(default=False)
    """Noted on the phone without a network: the moment is the phone's own."""

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            *Row.Meta.indexes,
            models.Index(
                fields=["episode", "moment", "id"],
                name="reading_of_episode",
            ),
            models.Index(
                fields=["owner", "-deleted_at"],
                condition=BINNED,
                name="reading_in_bin",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(pain__range=(0, 10)),
                name="reading_pain_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Effect(models.TextChoices):
    """What a technique did. The words shown are in :mod:`backspasm.episodes.wording`."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class TechniqueUse(Row):
    """Something done against the pain: a technique of the pack by id, or own words."""

    episode = models.ForeignKey(
        Episode,
        on_delete=models.CASCADE,
        related_name="uses",
    )
    technique = models.CharField(max_length=TAG_LENGTH)
    start = models.DateTimeField()
    zone = models.CharField(max_length=ZONE_LENGTH)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_before = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_after = models.PositiveSmallIntegerField(null=True, blank=True)
    effect = models.CharField(
        max_length=6,
        choices=Effect,
        blank=True,
    )
    estimated = models.BooleanField(default=False)
    """Ticked from memory as what helped: nobody said when, or could have said that it did not."""
    offline = models.BooleanField(default=False)
    """Noted on the phone without a network: the moment is the phone's own."""

    objects: ClassVar[UseQuerySet] = UseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            *Row.Meta.indexes,
            models.Index(
                fields=["episode", "start", "id"],
                name="use_of_episode",
            ),
            models.Index(
                fields=["owner", "-start"],
                condition=LIVE,
                name="use_of_owner_newest",
            ),
            models.Index(
                fields=["owner", "-deleted_at"],
                condition=BINNED,
                name="use_in_bin",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(pain_before__isnull=True)
                | Q(pain_before__range=(0, 10)),
                name="use_pain_before_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(pain_after__isnull=True)
                | Q(pain_after__range=(0, 10)),
                name="use_pain_after_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(effect__in=["", "better", "same", "worse"]),
                name="use_effect_known",
            ),
        ]

    def __str__(self) -> str:
        return f"use {self.pk}"


class Medicine(Row):
    """A medicine the person named, with what the person's own label says."""

    name = models.CharField(max_length=TAG_LENGTH)
    hours_apart = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
    )
    most_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    last_used = models.DateTimeField(default=timezone.now)

    objects: ClassVar[MedicineQuerySet] = MedicineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            *Row.Meta.indexes,
            models.Index(
                fields=["owner", "-last_used"],
                name="medicine_of_owner",
            ),
            models.Index(
                fields=["owner", "-deleted_at"],
                condition=BINNED,
                name="medicine_in_bin",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = (
            Row.Meta.constraints
        )

    def __str__(self) -> str:
        return f"medicine {self.pk}"


class MedicineDose(Row):
    """One dose taken."""

    medicine = models.ForeignKey(
        Medicine,
        on_delete=models.CASCADE,
        related_name="doses",
    )
    moment = models.DateTimeField()
    zone = models.CharField(max_length=ZONE_LENGTH)

    objects: ClassVar[DoseQuerySet] = DoseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            *Row.Meta.indexes,
            models.Index(
                fields=["owner", "-moment", "-id"],
                name="dose_of_owner",
            ),
            models.Index(
                fields=["owner", "-deleted_at"],
                condition=BINNED,
                name="dose_in_bin",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = (
            Row.Meta.constraints
        )

    def __str__(self) -> str:
        return f"dose {self.pk}"


class Diary(models.Model):
    """What the list of a person's episodes needs without reading them all."""

    owner = models.OneToOneField(
        Owner,
        on_delete=models.CASCADE,
        related_name="diary",
    )
    episode_count = models.PositiveIntegerField(default=0)
    first_start = models.DateTimeField(null=True, blank=True)
    tags = TagsField(default=tuple, blank=True)
    """Triggers, last used first: ids of the pack and own words."""

    def __str__(self) -> str:
        return f"diary {self.pk}"

    @classmethod
    def of(cls, owner: Owner | None) -> "Diary | None":
        """The diary of an owner who has one."""
        if owner is None:
            return None
        return cls.objects.filter(owner=owner).first()

    @classmethod
    def tags_of(cls, owner: Owner | None) -> tuple[str, ...]:
        """What this owner said set it off, last used first."""
        diary = cls.of(owner)
        if diary is None:
            return ()
        return diary.tags
