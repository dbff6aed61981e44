"""Counters on parent rows, written in the transaction that changes what they count."""

from collections.abc import Sequence

from django.db.models import F

from backspasm.accounts.models import Owner
from backspasm.care.insight import Point, small_line, what_eased
from backspasm.episodes.folding import folded
from backspasm.episodes.models import Diary, Episode
from backspasm.web.catalogue import catalogue

TAGS_KEPT = 60
READING_COUNTERS = (
    *("reading_count", "worst_pain", "last_pain", "last_reading_at"),
    *("line", "words"),
)


def recount(episode: Episode) -> Episode:
    """Work out an episode's counters from its live rows, and save it."""
    uses = episode.uses.filter(deleted_at__isnull=True).order_by("start", "id")
    count_uses(episode, list(uses.values_list("technique", "effect")))
    _count_live_readings(episode)
    episode.save()
    return episode


def recount_readings(episode: Episode) -> Episode:
    """The same after nothing but a reading changed: half the work, and only that is saved."""
    _count_live_readings(episode)
    episode.save(update_fields=READING_COUNTERS)
    return episode


def _count_live_readings(episode: Episode) -> None:
    rows = episode.readings.filter(deleted_at__isnull=True)
    columns = rows.values_list("moment", "pain", "estimated", "note")
    points = []
    notes = []
    for moment, pain, estimated, note in columns.order_by("moment", "id"):
        points.append(Point(moment, pain, estimated))
        notes.append(note)
    count_readings(episode, points, notes)


def count_readings(
    episode: Episode,
    points: Sequence[Point],
    notes: Sequence[str],
) -> None:
    """Fill the counters from readings in order of time, without saving."""
    episode.reading_count = len(points)
    episode.worst_pain = None
    episode.last_pain = None
    episode.last_reading_at = None
    if points:
        latest = points[-1]
        episode.worst_pain = max(point.pain for point in points)
        episode.last_pain = latest.pain
        episode.last_reading_at = latest.at
    episode.line = small_line(points)
    written = filter(None, (episode.notes, *notes, *episode.triggers))
    episode.words = folded("\n".join(written))


def count_uses(episode: Episode, uses: Sequence[tuple[str, str]]) -> None:
    """Fill the counters from (technique, effect), without saving."""
    known = catalogue().techniques
    episode.use_count = len(uses)
    episode.eased = what_eased(uses, known)


def note_in_diary(
    owner: Owner,
    *,
    added: int = 0,
    tags: Sequence[str] = (),
) -> None:
    """Bring the owner's diary up to date: `added` episodes more (or fewer), `tags` just used."""
    diary, _ = Diary.objects.get_or_create(owner=owner)
    oldest_first = Episode.objects.of(owner).order_by("start", "id")
    starts = oldest_first.values_list("start", flat=True)
    diary.first_start = starts.first()
    if tags:
        latest_first = tuple(dict.fromkeys([*tags, *diary.tags]))
        diary.tags = latest_first[:TAGS_KEPT]
    diary.save(update_fields=["first_start", "tags"])
    if added:
        # Counted by the database: another process may count at this very moment.
        count = F("episode_count") + added
        Diary.objects.filter(pk=diary.pk).update(episode_count=count)
