"""How rows of the diary are asked for: always from their owner, the bin left out."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from backspasm.episodes.fields import wrapped

if TYPE_CHECKING:
    from backspasm.accounts.models import Owner
    from backspasm.episodes.models import Episode, Medicine


class RowQuerySet(models.QuerySet[Any]):
    """Rows of one owner."""

    def of(self, owner: "Owner | None") -> Self:
        """The live rows of one owner; of nobody, none."""
        return self.all_of(owner).filter(deleted_at__isnull=True)

    def all_of(self, owner: "Owner | None") -> Self:
        """The rows of one owner, those in the bin included."""
        return self.none() if owner is None else self.filter(owner=owner)

    def binned(self, owner: "Owner | None", since: datetime) -> Self:
        """What this owner deleted after `since`, the latest first."""
        return (
            self.all_of(owner)
            .filter(deleted_at__gte=since)
            .order_by("-deleted_at")
        )


class EpisodeQuerySet(RowQuerySet):
    """Episodes; the list reads one page of an index, however many there are."""

    def current(self) -> "Episode | None":
        """The one episode that is still going."""
        found: Episode | None = self.filter(end__isnull=True).first()
        return found

    def going_at(self, moment: datetime) -> "Episode | None":
        """The episode that a moment lies in, the newest if several do."""
        lasting = Q(end__isnull=True) | Q(end__gte=moment)
        found: Episode | None = (
            self.filter(lasting, start__lte=moment).newest_first().first()
        )
        return found

    def meeting(self, start: datetime, end: datetime) -> "Episode | None":
        """One that is over and shares more than a moment with [start, end]: the newest."""
        found: Episode | None
        found = self.filter(start__lt=end, end__gt=start).newest_first().first()
        return found

    def newest_first(self) -> Self:
        """In the order of the index."""
        return self.order_by("-start", "-id")

    def older_than(self, start: datetime, number: int) -> Self:
        """What comes after the episode (start, id) in that order."""
        after = Q(start__lt=start) | Q(start=start, id__lt=number)
        return self.filter(after, start__lte=start)

    def between(self, first: datetime, last: datetime) -> Self:
        """Begun in [first, last)."""
        return self.filter(start__gte=first, start__lt=last)

    def in_region(self, region: str) -> Self:
        return self.filter(regions__contains=wrapped(region))

    def set_off_by(self, trigger: str) -> Self:
        return self.filter(triggers__contains=wrapped(trigger))

    def saying(
        self, words: str, ids: Callable[[str], Iterable[str]] = lambda _word: ()
    ) -> Self:
        """Which hold all of the words, whatever their case, in notes or in what a row shows.

        `ids` gives the regions, triggers and techniques whose name holds a word.
        """
        found = self
        for word in words.casefold().split()[:8]:
            either = Q(words__contains=word) | Q(triggers__icontains=word)
            for name in ids(word):
                held = wrapped(name)
                either |= Q(triggers__contains=held) | Q(regions__contains=held)
                either |= Q(eased__contains=held)
            found = found.filter(either)
        return found


class ReadingQuerySet(RowQuerySet):
    """Readings."""

    def hurting(self, episode: "Episode") -> Self:
        """Those of an episode in which it hurt, in order of time."""
        mine = self.of(episode.owner).filter(episode=episode, pain__gt=0)
        return mine.order_by("moment", "id")


class UseQuerySet(RowQuerySet):
    """Uses; both ways of asking read a stretch of one index."""

    def since(self, moment: datetime) -> Self:
        """Begun after a moment, the latest first."""
        return self.filter(start__gt=moment).order_by("-start")

    def newest_first(self) -> Self:
        return self.order_by("-start")

    def names_lately(self, most: int, among: int = 60) -> list[str]:
        """What was done of late, each once, the latest first."""
        names = self.newest_first().values_list("technique", flat=True)[:among]
        return list(dict.fromkeys(names))[:most]


class MedicineQuerySet(RowQuerySet):
    """Medicines."""

    def last_used_first(self) -> Self:
        return self.order_by("-last_used", "-id")


class DoseQuerySet(RowQuerySet):
    """Doses."""

    def since(self, moment: datetime) -> Self:
        """Taken after a moment, the latest first."""
        return self.filter(moment__gt=moment).order_by("-moment", "-id")

    def between(self, first: datetime, last: datetime) -> Self:
        """Taken from one moment to another, the latest first."""
        return self.filter(moment__gte=first, moment__lte=last).order_by(
            "-moment", "-id"
        )

    def of_medicine(self, medicine: "Medicine") -> Self:
        return self.filter(medicine=medicine)
