"""How rows of the diary are asked for: always from their owner, the bin left out."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from backspasm.episodes.fields import wrapped
from backspasm.episodes.folding import folded

if TYPE_CHECKING:
    from backspasm.accounts.models import Owner
    from backspasm.episodes.models import Episode, Medicine


WORDS_SEARCHED = 8
"""Of a longer search the first words count: each one makes the query longer."""


class RowQuerySet(models.QuerySet[Any]):
    """Rows of one owner."""

    def of(self, owner: "Owner | None") -> Self:
        """The live rows of one owner; of nobody, none."""
        rows = self.all_of(owner)
        return rows.filter(deleted_at__isnull=True)

    def all_of(self, owner: "Owner | None") -> Self:
        """The rows of one owner, those in the bin included."""
        if owner is None:
            return self.none()
        return self.filter(owner=owner)

    def binned(self, owner: "Owner | None", since: datetime) -> Self:
        """What this owner deleted after `since`, the latest first."""
        rows = self.all_of(owner).filter(deleted_at__gte=since)
        return rows.order_by("-deleted_at")


class EpisodeQuerySet(RowQuerySet):
    """Episodes; the list reads one page of an index, however many there are."""

    def current(self) -> "Episode | None":
        """The one episode that is still going."""
        going = self.filter(end__isnull=True)
        found: Episode | None = going.first()
        return found

    def going_at(self, moment: datetime) -> "Episode | None":
        """The episode that a moment lies in, the newest if several do."""
        lasting = Q(end__isnull=True) | Q(end__gte=moment)
        around = self.filter(lasting, start__lte=moment)
        found: Episode | None = around.newest_first().first()
        return found

    def meeting(self, start: datetime, end: datetime) -> "Episode | None":
        """One that is over and shares more than a moment with [start, end]: the newest."""
        shared = self.filter(start__lt=end, end__gt=start)
        found: Episode | None = shared.newest_first().first()
        return found

    def newest_first(self) -> Self:
        """In the order of the index."""
        return self.order_by("-start", "-id")

    def older_than(self, start: datetime, number: int) -> Self:
        """What comes after the episode (start, id) in that order."""
        begun_before = Q(start__lt=start)
        begun_together = Q(start=start, id__lt=number)
        # The last condition says nothing new: by it the database finds its place in the index.
        return self.filter(begun_before | begun_together, start__lte=start)

    def between(self, first: datetime, last: datetime) -> Self:
        """Begun in [first, last)."""
        return self.filter(start__gte=first, start__lt=last)

    def in_region(self, region: str) -> Self:
        held = wrapped(region)
        return self.filter(regions__contains=held)

    def set_off_by(self, trigger: str) -> Self:
        held = wrapped(trigger)
        return self.filter(triggers__contains=held)

    def saying(
        self,
        words: str,
        ids: Callable[[str], Iterable[str]] = lambda _word: (),
    ) -> Self:
        """Which hold all of the words, whatever their case, in notes or in what a row shows.

        `ids` gives the regions, triggers and techniques whose name holds a word.
        """
        found = self
        for word in folded(words).split()[:WORDS_SEARCHED]:
            either = Q(words__contains=word)
            for name in ids(word):
                held = wrapped(name)
                either |= Q(triggers__contains=held)
                either |= Q(regions__contains=held)
                either |= Q(eased__contains=held)
            found = found.filter(either)
        return found


class ReadingQuerySet(RowQuerySet):
    """Readings."""

    def hurting(self, episode: "Episode") -> Self:
        """Those of an episode in which it hurt, in order of time."""
        mine = self.of(episode.owner)
        hurting = mine.filter(episode=episode, pain__gt=0)
        return hurting.order_by("moment", "id")


class UseQuerySet(RowQuerySet):
    """Uses; both ways of asking read a stretch of one index."""

    def since(self, moment: datetime) -> Self:
        """Begun after a moment, the latest first."""
        later = self.filter(start__gt=moment)
        return later.order_by("-start")

    def newest_first(self) -> Self:
        return self.order_by("-start")

    def names_lately(self, most: int, among: int = 60) -> list[str]:
        """What was done of late, each once, the latest first."""
        names = self.newest_first().values_list("technique", flat=True)
        each_once = dict.fromkeys(names[:among])
        return list(each_once)[:most]


class MedicineQuerySet(RowQuerySet):
    """Medicines."""

    def last_used_first(self) -> Self:
        return self.order_by("-last_used", "-id")


class DoseQuerySet(RowQuerySet):
    """Doses."""

    def since(self, moment: datetime) -> Self:
        """Taken after a moment, the latest first."""
        later = self.filter(moment__gt=moment)
        return later.order_by("-moment", "-id")

    def between(self, first: datetime, last: datetime) -> Self:
        """Taken from one moment to another, the latest first."""
        within = self.filter(moment__gte=first, moment__lte=last)
        return within.order_by("-moment", "-id")

    def of_medicine(self, medicine: "Medicine") -> Self:
        return self.filter(medicine=medicine)
