"""Counters on parent rows, written in the transaction that changes what they count."""

from collections.abc import Sequence

from django.db.models import F

from backspasm.accounts.models import Owner
from backspasm.care.insight import Point, small_line, what_eased
from backspasm.episodes.models import Diary, Episode

TAGS_KEPT = 60


def recount(episode: Episode) -> Episode:
    """Work out an episode's counters from its live rows, and save it."""
    readings = list(
        episode.readings.filter(deleted_at__isnull=True)
        .order_by("moment", "id")
        .values_list("moment", "pain", "estimated", "note")
    )
    uses = list(
        episode.uses.filter(deleted_at__isnull=True)
        .order_by("start", "id")
        .values_list("technique", "effect")
    )
    points = [Point(moment, pain, estimated) for moment, pain, estimated, _ in readings]
    notes = [episode.notes, *(note for *_, note in readings)]
    set_counters(episode, points, uses, notes)
    episode.save()
    return episode


def set_counters(
    episode: Episode,
    points: Sequence[Point],
    uses: Sequence[tuple[str, str]],
    notes: Sequence[str],
) -> None:
    """Fill the counters from rows in order of time, without saving."""
    episode.reading_count = len(points)
    episode.use_count = len(uses)
    episode.worst_pain = max((point.pain for point in points), default=None)
    episode.last_pain = points[-1].pain if points else None
    episode.last_reading_at = points[-1].at if points else None
    episode.line = small_line(points)
    episode.eased = what_eased(uses)
    episode.words = "\n".join(note for note in notes if note).casefold()


def note_in_diary(owner: Owner, *, added: int = 0, tags: Sequence[str] = ()) -> None:
    """Bring the owner's diary up to date: `added` episodes more (or fewer), `tags` just used."""
    diary, _ = Diary.objects.get_or_create(owner=owner)
    starts = Episode.objects.of(owner).order_by("start", "id").values_list("start", flat=True)
    diary.first_start = starts.first()
    if tags:
        diary.tags = tuple(dict.fromkeys([*tags, *diary.tags]))[:TAGS_KEPT]
    diary.save(update_fields=["first_start", "tags"])
    if added:
        Diary.objects.filter(pk=diary.pk).update(episode_count=F("episode_count") + added)
