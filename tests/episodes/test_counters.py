"""Whatever three people do in whatever order: counters equal a full recount, no rows meet."""

import contextlib
import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backspasm.accounts.models import Owner
from backspasm.care.insight import Point, small_line, what_eased
from backspasm.episodes import actions
from backspasm.episodes.folding import folded
from backspasm.episodes.models import Diary, Episode, Reading, TechniqueUse
from backspasm.web.catalogue import catalogue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ZONE = "Europe/London"
CLASH = ["", "end_this", "end_open"]


class Person:
    """Does something at random; refuses nothing."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.owner = Owner.objects.create()

    def any_of(self, model, **more):
        rows = list(
            model.objects.filter(owner=self.owner, **more).order_by("pk")
        )
        return self.chance.choice(rows) if rows else None

    def moment(self):
        return NOW - timedelta(minutes=self.chance.randint(0, 60 * 24 * 40))

    def read(self):
        keys = [
            *Reading.objects.filter(owner=self.owner).values_list(
                "key", flat=True
            )
        ][:3]
        actions.log_reading(
            owner=self.owner,
            key=self.chance.choice([*keys, uuid4()]),
            pain=self.chance.randint(0, 10),
            moment=self.moment(),
            zone=ZONE,
            note=self.chance.choice(["", "Ä note"]),
            another=self.chance.random() < 0.2,
        )

    def remember(self):
        start = self.moment()
        over = self.chance.random() < 0.7
        details = {"start": start, "start_zone": ZONE, "notes": "From memory"}
        if over:
            details |= {"end": start + timedelta(days=2), "end_zone": ZONE}
        actions.log_episode(
            owner=self.owner,
            key=uuid4(),
            details=details,
            worst=self.chance.choice([None, 7]),
            clash=self.chance.choice(CLASH),
        )

    def session(self):
        at = self.moment()
        uses = [
            actions.UseEntry(
                "heat", at, effect=self.chance.choice(["better", "worse", ""])
            )
        ]
        actions.record_session(
            owner=self.owner,
            key=uuid4(),
            zone=ZONE,
            readings=[actions.ReadingEntry(at, self.chance.randint(0, 10))],
            uses=uses,
        )

    def change(self):
        if reading := self.any_of(Reading, deleted_at=None):
            details = {
                "pain": self.chance.randint(0, 10),
                "moment": self.moment(),
                "note": "x",
            }
            actions.edit_reading(reading=reading, details=details)

    def edit(self):
        if episode := self.any_of(Episode, deleted_at=None):
            details = {
                "end": None,
                "notes": "edited",
                "regions": ("region-lower",),
            }
            actions.edit_episode(
                episode=episode,
                details=details,
                clash=self.chance.choice(CLASH),
            )

    def end(self):
        if episode := self.any_of(Episode, deleted_at=None):
            actions.end_episode(episode=episode, end=self.moment(), zone=ZONE)

    def reopen(self):
        if episode := self.any_of(Episode, deleted_at=None):
            actions.reopen_episode(
                episode=episode, clash=self.chance.choice(CLASH)
            )

    def delete(self):
        kind = self.chance.choice(["episode", "reading", "use"])
        model = {"episode": Episode, "reading": Reading, "use": TechniqueUse}[
            kind
        ]
        if row := self.any_of(model, deleted_at=None):
            getattr(actions, f"delete_{kind}")(**{kind: row})

    def restore(self):
        kind = self.chance.choice(["episode", "reading", "use"])
        model = {"episode": Episode, "reading": Reading, "use": TechniqueUse}[
            kind
        ]
        if row := self.any_of(model, deleted_at__isnull=False):
            more = {} if kind == "use" else {"clash": self.chance.choice(CLASH)}
            getattr(actions, f"restore_{kind}")(**{kind: row}, **more)

    def act(self):
        deeds = [self.read] * 4 + [
            self.remember,
            self.session,
            self.change,
            self.edit,
        ]
        deeds += [self.end, self.reopen, self.delete, self.restore]
        with contextlib.suppress(actions.ClashError):
            self.chance.choice(deeds)()


def check_counters(owner):
    for episode in Episode.objects.of(owner):
        readings = list(
            episode.readings.filter(deleted_at=None).order_by("moment", "id")
        )
        uses = list(
            episode.uses.filter(deleted_at=None).order_by("start", "id")
        )
        pains = [reading.pain for reading in readings]
        assert episode.reading_count == len(readings)
        assert episode.use_count == len(uses)
        assert episode.worst_pain == max(pains, default=None)
        assert episode.last_pain == (pains[-1] if pains else None)
        assert episode.last_reading_at == (
            readings[-1].moment if readings else None
        )
        assert episode.line == small_line(
            [Point(r.moment, r.pain, r.estimated) for r in readings]
        )
        assert episode.eased == what_eased(
            [(use.technique, use.effect) for use in uses],
            catalogue().techniques,
        )
        notes = [episode.notes, *(reading.note for reading in readings)]
        written = [*filter(None, notes), *episode.triggers]
        assert episode.words == folded("\n".join(written))
        assert {row.owner_id for row in [*readings, *uses]} <= {owner.pk}
        assert all(
            reading.moment >= episode.start
            for reading in readings
            if not episode.notes
        )
    live = Episode.objects.of(owner)
    diary = Diary.objects.filter(owner=owner).first() or Diary()
    assert diary.episode_count == live.count()
    if diary.pk:
        starts = live.order_by("start").values_list("start", flat=True)
        assert diary.first_start == starts.first()
    assert (
        not Reading.objects.of(owner)
        .filter(episode__deleted_at__isnull=False)
        .exists()
    )
    assert live.filter(end=None).count() <= 1


@pytest.mark.parametrize("seed", range(8))
def test_counters_equal_a_recount(seed):
    chance = random.Random(seed)
    people = [Person(chance) for _ in range(3)]
    for _ in range(60):
        chance.choice(people).act()
    for person in people:
        check_counters(person.owner)
