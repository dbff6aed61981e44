"""Every address of the diary, tried by everyone who should not get through."""

from uuid import uuid4

import pytest
from django.urls import reverse

from backspasm.episodes import actions
from backspasm.episodes.models import (
    Episode,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.urls import urlpatterns

pytestmark = pytest.mark.django_db
LISTS = ["history", "log", "new", "bin", "medicine"]
DEEDS = {
    "reopen": "episode",
    "delete_episode": "episode",
    "restore_episode": "episode",
    "delete_reading": "reading",
    "restore_reading": "reading",
    "delete_use": "use",
    "restore_use": "use",
    "delete_medicine": "medicine",
    "restore_medicine": "medicine",
    "delete_dose": "dose",
    "restore_dose": "dose",
}
PAGES = {
    "episode": "episode",
    "edit_episode": "episode",
    "end": "episode",
    "use": "episode",
    "edit_reading": "reading",
    "edit_use": "use",
    "edit_medicine": "medicine",
    "take": "medicine",
}
EVERY = {**DEEDS, **PAGES}


@pytest.fixture
def rows(read, owner, now):
    reading = read(6, note="Private words")
    details = {"technique": "own way", "start": now, "zone": "UTC"}
    use = actions.log_use(episode=reading.episode, key=uuid4(), details=details)
    named = {"name": "Secret pills", "hours_apart": 4, "most_a_day": 3}
    medicine = actions.add_medicine(owner=owner, key=uuid4(), details=named)
    dose = actions.log_dose(
        medicine=medicine, key=uuid4(), moment=now, zone="UTC"
    )
    found = {"reading": reading, "episode": reading.episode, "use": use}
    return found | {"medicine": medicine, "dose": dose}


def test_every_address_is_listed_here():
    assert {entry.name for entry in urlpatterns} == {*LISTS, *EVERY}


@pytest.mark.parametrize("name", EVERY)
def test_not_mine(client, stranger, rows, name):
    url = reverse(f"episodes:{name}", args=[rows[EVERY[name]].pk])
    for browser in (client, stranger):
        if name != "episode":
            assert browser.post(url, {"pain": "1"}).status_code == 404
        if name in PAGES:
            assert browser.get(url).status_code == 404
    for model in (Episode, Reading, TechniqueUse, MedicineDose):
        assert model.objects.filter(deleted_at=None).count() == 1
    assert Reading.objects.get().pain == 6


@pytest.mark.parametrize("name", DEEDS)
def test_deeds_are_post_only(member, rows, name):
    url = reverse(f"episodes:{name}", args=[rows[DEEDS[name]].pk])
    assert member.get(url).status_code == 302
    for model in (Episode, Reading, TechniqueUse, MedicineDose):
        assert model.objects.filter(deleted_at=None).count() == 1


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**40])
def test_no_such_row(member, rows, name, number):
    url = reverse(f"episodes:{name}", args=[number])
    answer = member.get(url) if name == "episode" else member.post(url)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_lists_show_only_mine(client, stranger, member, rows, name):
    url = reverse(f"episodes:{name}")
    for browser in (client, stranger):
        page = browser.get(url)
        assert page.status_code == 200
        assert "Secret pills" not in page.content.decode()
        assert "/episodes/reading/" not in page.content.decode()
    assert member.get(url).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_personal_pages_are_not_stored(member, rows, name):
    args = [rows[PAGES[name]].pk] if name in PAGES else []
    page = member.get(reverse(f"episodes:{name}", args=args))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_put_is_refused(member, rows, name):
    args = [rows[PAGES[name]].pk] if name in PAGES else []
    assert member.put(reverse(f"episodes:{name}", args=args)).status_code == 405


@pytest.mark.parametrize(
    "kind", ["episode", "reading", "use", "dose", "medicine"]
)
@pytest.mark.parametrize("deed", ["kept", "gone"])
def test_undo_line_tells_strangers_nothing(
    member, stranger, client, rows, kind, deed
):
    mark = {"did": f"{deed}-{kind}-{rows[kind].pk}"}
    url = reverse("episodes:history")
    for browser in (client, stranger):
        assert "Undo" not in browser.get(url, mark).content.decode()
    assert ("Undo" in member.get(url, mark).content.decode()) is (
        deed == "kept"
    )


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "kept",
        "kept-reading",
        "kept-owner-1",
        "kept-reading-²",
        "x-reading-1",
        "kept-reading-99999999999999999999999",
        "kept-reading--1",
    ],
)
def test_nonsense_undo_marks(member, rows, mark):
    page = member.get(reverse("episodes:history"), {"did": mark})
    assert page.status_code == 200
    assert "Undo" not in page.content.decode()


@pytest.mark.parametrize(
    "kind", ["episode", "reading", "use", "dose", "medicine"]
)
def test_delete_then_undo(member, rows, kind):
    row = rows[kind]
    answer = member.post(reverse(f"episodes:delete_{kind}", args=[row.pk]))
    page = member.get(answer.headers["Location"]).content.decode()
    back = reverse(f"episodes:restore_{kind}", args=[row.pk])
    assert f'action="{back}"' in page
    row.refresh_from_db()
    assert row.deleted_at is not None
    assert (
        member.post(
            reverse(f"episodes:delete_{kind}", args=[row.pk])
        ).status_code
        == 404
    )
    assert member.post(back).status_code == 302
    assert member.post(back).status_code == 302, "twice is no harm"
    row.refresh_from_db()
    assert row.deleted_at is None
