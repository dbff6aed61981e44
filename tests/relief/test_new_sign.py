"""A stop sign or something new: what is not on the first list, and why the list comes again."""

import json
import re
from html import unescape

import pytest

from backspasm.assessments.models import Assessment
from tests.assessments.walking import answer_all
from tests.relief.lying import at, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db
LEG = {"weak-limb-which": ["leg-weak"], "weak-limb-since": "new"}
DROPPED = {"weak-limb-which": ["foot-drop"], "weak-limb-since": "48h"}
WATERS = {"pregnancy": "pregnant-mid", "pregnancy-signs": ["preg-waters"]}
PATTERN = {"pregnancy": "pregnant-mid", "pregnancy-signs": ["preg-rhythm"]}


@pytest.fixture
def stopped(client):
    """Someone who holds a position and taps "Stop sign? New sign?"."""
    with at(0):
        lie_down(client)
    with at(60):
        tap(client, "stop")
    return client


def tell(client, line, details):
    """Tap a line of what is new and answer its details; where the last one leads."""
    url = client.post("/now/new/", {"new-sign": line})["Location"]
    for name, value in details.items():
        assert (
            f'name="asked" value="{name}"' in client.get(url).content.decode()
        )
        url = client.post(url, {"asked": name, name: value})["Location"]
    return url


def test_the_way_is_on_the_list_after_a_stop_sign_alone(client, stopped):
    with at(70):
        page = stopped.get("/now/").content.decode()
        assert len(words(page)) <= 90
        assert 'href="/now/new/"' in page
        lines = stopped.get("/now/new/").content.decode()
        assert len(words(lines)) <= 40
        assert 'value="weak-limb"' in lines
        assert 'value="pregnant"' in lines
        assert "Cannot answer, or worse? Call 112" in lines
        lie_down(stopped)
        assert stopped.get("/now/")["Location"] == "/session/"


def test_it_is_not_on_the_first_list(client):
    assert "/now/new/" not in client.get("/now/").content.decode()
    assert client.get("/now/new/")["Location"] == "/now/"


@pytest.mark.parametrize(
    ("line", "details", "level"),
    [
        ("weak-limb", LEG, "URGENT"),
        ("weak-limb", DROPPED, "EMERGENCY"),
        ("pregnant", WATERS, "EMERGENCY"),
        ("pregnant", PATTERN, "URGENT"),
    ],
)
def test_it_weighs_as_much_as_in_the_calm_check(
    stopped, visitor, line, details, level
):
    with at(80):
        assert tell(stopped, line, details) == "/check/outcome/"
        assert standing().standing.finished
        page = stopped.get("/check/outcome/").content.decode()
    assert Assessment.objects.get().level == level
    assert f"care--{level.lower()}" in page
    visitor.post("/check/danger-now/", {"danger-now": ["none"]})
    visitor.post("/check/age/", {"age": "age-18-39"})
    visitor.post("/check/urgent/", {"urgent": [line]})
    screens = (
        ["weak-limb"]
        if line == "weak-limb"
        else ["pregnancy", "pregnancy-signs"]
    )
    for screen in screens:
        visitor.post(f"/check/{screen}/", details)
    calm = Assessment.objects.latest("pk")
    assert calm.level == level


def test_a_harmless_one_leads_back_to_the_list_and_no_clock_runs(stopped):
    old = {"weak-limb-which": ["arm-weak"], "weak-limb-since": "months"}
    with at(80):
        url = tell(stopped, "weak-limb", old)
        assert stopped.get(url)["Location"] == "/now/"
        assert standing().standing.paused
    with at(90):
        assert lie_down(stopped) == "/session/"
        assert not standing().standing.paused


def test_what_was_said_of_it_on_another_day_is_asked_again(client):
    """A limb that has been weak for months does not answer for one that is weak since today."""
    with at(0):
        weak = {"weak-limb-which": ["arm-weak"], "weak-limb-since": "months"}
        checked = {"old-checked": "yes"}
        answer_all(
            client,
            {
                "urgent": {"urgent": ["weak-limb"]},
                "weak-limb": weak,
                "checked": checked,
            },
        )
        client.post("/now/", {"danger-now": ["none"]})
    with at(60):
        tap(client, "stop")
        assert tell(client, "weak-limb", LEG) == "/check/outcome/"
        assert "care--urgent" in client.get("/check/outcome/").content.decode()


def ticked(page):
    return re.findall(r'<input[^>]*value="([^"]*)"[^>]* checked', page)


@pytest.fixture
def urgent(client):
    """Someone who is to be seen today, in a position of comfort, and taps a stop sign."""

    def begin(line, details):
        weak = {"weak-limb": details}
        pregnant = {name: {name: value} for name, value in details.items()}
        with at(0):
            screens = weak if line == "weak-limb" else pregnant
            answer_all(client, {"urgent": {"urgent": [line]}, **screens})
            assert Assessment.objects.get().level == "URGENT"
            client.post("/session/start/", {})
        with at(60):
            tap(client, "stop")
            return client.post("/now/new/", {"new-sign": line})["Location"]

    return begin


def test_a_leg_that_was_urgent_stays_so_and_the_new_one_is_added(
    client, urgent
):
    url = urgent("weak-limb", LEG)
    assert url == "/check/weak-limb/"
    assert Assessment.objects.get().level == "URGENT"
    with at(70):
        page = client.get(url).content.decode()
        assert ticked(page) == ["leg-weak"]  # and since when is to be said anew
        assert "What you ticked before is still here." in page
        assert (
            client.post(url, {"weak-limb-which": ["leg-weak"]}).status_code
            == 422
        )
        client.post(
            url,
            {
                "weak-limb-which": ["leg-weak", "foot-drop"],
                "weak-limb-since": "48h",
            },
        )
        assert Assessment.objects.get().level == "EMERGENCY"


def test_a_pregnancy_that_was_urgent_stays_so(client, urgent):
    url = urgent("pregnant", PATTERN)
    assert url == "/check/pregnancy-signs/"
    assert Assessment.objects.get().level == "URGENT"
    with at(70):
        assert ticked(client.get(url).content.decode()) == ["preg-rhythm"]
        client.post(url, {"pregnancy-signs": ["preg-rhythm", "preg-waters"]})
        assert Assessment.objects.get().level == "EMERGENCY"


def test_nothing_is_said_of_old_ticks_where_none_stayed(stopped):
    with at(80):
        tell(stopped, "weak-limb", LEG)
        page = stopped.get("/check/weak-limb/").content.decode()
    assert "What you ticked before" not in page
    assert ticked(page) == ["leg-weak", "new"]


def test_both_lines_count(stopped):
    with at(80):
        stopped.post("/now/new/", {"new-sign": "pregnant"})
        stopped.post("/now/new/", {"new-sign": "weak-limb"})
    assert set(Assessment.objects.get().answers["new-sign"]["ticked"]) == {
        "weak-limb",
        "pregnant",
    }


def test_by_mistake_takes_the_line_back(stopped):
    with at(80):
        tell(stopped, "weak-limb", LEG)
        stopped.post("/check/mistake/")
    assert "new-sign" not in Assessment.objects.get().answers


@pytest.mark.parametrize("data", [{}, {"new-sign": "x"}, {"new-sign": "none"}])
def test_nonsense(stopped, data):
    with at(80):
        assert stopped.post("/now/new/", data).status_code == 422


def test_an_emergency_follows(stopped):
    with at(80):
        stopped.post("/check/danger-now/", {"danger-now": ["chest"]})
        assert stopped.get("/now/new/")["Location"] == "/check/outcome/"


def test_a_stranger(stopped, visitor):
    with at(80):
        assert visitor.get("/now/new/")["Location"] == "/now/"
        told = visitor.post("/now/new/", {"new-sign": "weak-limb"})
    assert "Be seen today" in told.content.decode()
    assert "was not kept" in told.content.decode()
    assert Assessment.objects.count() == 1


def spoken(page):
    script = page.partition('data-script="')[2].partition('"')[0]
    return json.loads(unescape(script))["steps"][0]["speak"]


def test_two_worse_say_why_the_signs_come_again(client):
    with at(0):
        lie_down(client)
    with at(700):
        tap(client, "felt", felt="worse")
    with at(3000):
        tap(client, "felt", felt="worse")
        page = client.get("/now/").content.decode()
    why = "2 made it worse: danger signs again."
    assert f"data-focus>{why}</h1>" in page
    assert spoken(page) == why
    assert 'href="/now/new/"' in page, (
        "a weak leg and pregnancy are not on the list itself"
    )
    assert len(words(page)) <= 90


def test_nothing_is_spoken_over_the_first_list(client):
    assert "data-script" not in client.get("/now/").content.decode()
