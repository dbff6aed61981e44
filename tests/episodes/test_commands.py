"""The demo person and large histories."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.episodes import wording
from backspasm.episodes.models import (
    Diary,
    Episode,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from tests.episodes.test_counters import check_counters

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("hour", [0, 5, 12, 23])
@pytest.mark.parametrize(
    "day", [(2026, 1, 1), (2028, 2, 29), (2027, 3, 28), (2026, 10, 25)]
)
def test_last_reading_is_today(hour, day, capsys):
    now = datetime(*day, hour, 30, tzinfo=LONDON).astimezone(UTC)
    with time_machine.travel(now, tick=False):
        call_command("demo")
    last = Reading.objects.order_by("-moment").first().moment
    assert last.astimezone(LONDON).date() == now.astimezone(LONDON).date()
    assert not Reading.objects.filter(moment__gt=now).exists()
    assert not TechniqueUse.objects.filter(start__gt=now).exists()
    assert not MedicineDose.objects.filter(moment__gt=now).exists()


def test_believable(capsys):
    call_command("demo")
    owner = Owner.objects.get()
    episodes = Episode.objects.of(owner)
    assert episodes.filter(end=None).count() == 1
    first, last = (
        episodes.order_by("start").first(),
        episodes.newest_first().first(),
    )
    assert timedelta(days=400) < last.start - first.start < timedelta(days=450)
    assert set(TechniqueUse.objects.values_list("technique", flat=True)) <= {
        *wording.techniques()
    }
    for episode in episodes:
        assert {*episode.regions} <= {*wording.regions()}
        assert {*episode.triggers} <= {*wording.triggers()}
        assert {*episode.legs} <= {*wording.legs()}
        ends = episode.end or timezone.now()
        moments = episode.readings.values_list("moment", flat=True)
        assert all(episode.start <= moment <= ends for moment in moments)
    check_counters(owner)


def test_again_and_password(capsys):
    call_command("demo")
    user = User.objects.get()
    assert not user.has_usable_password()
    rows = [
        model.objects.count()
        for model in (Episode, Reading, TechniqueUse, Diary)
    ]
    call_command("demo", password="for-a-demo-only")
    user.refresh_from_db()
    assert user.check_password("for-a-demo-only")
    assert [
        model.objects.count()
        for model in (Episode, Reading, TechniqueUse, Diary)
    ] == rows


def test_demo_touches_nobody_else(read, owner, capsys):
    read(5)
    call_command("demo")
    assert Episode.objects.of(owner).count() == 1


def test_grow(capsys):
    call_command("grow", episodes=7, readings=4, people=2)
    assert capsys.readouterr().out.split() == [
        "grow-1@backspasm.example",
        "grow-2@backspasm.example",
    ]
    assert (Episode.objects.count(), Reading.objects.count()) == (14, 56)
    for owner in Owner.objects.all():
        check_counters(owner)
        assert not owner.user.has_usable_password()
    call_command("grow", episodes=0, readings=0)
    assert User.objects.count() == 3
