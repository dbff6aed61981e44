"""One screen of the check at a time."""

import pytest
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.actions import save_answers
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Level
from backspasm.care.check import triage
from backspasm.care.check.answers import Answers
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


def test_an_adult_with_a_plain_spasm_sees_at_most_twelve_screens(
    visitor: Client,
) -> None:
    assert len(answer_all(visitor)) <= 12


def test_looking_leaves_no_trace(visitor: Client) -> None:
    assert visitor.get("/check/danger-now/").status_code == 200
    assert not Owner.objects.exists()
    assert "sessionid" not in visitor.cookies


def test_the_first_answer_makes_a_guest_and_tells_what_is_kept(
    visitor: Client,
) -> None:
    assert (
        "kept for 30 days"
        in visitor.get("/check/").headers.get("X", "")
        + visitor.get("/check/danger-now/").content.decode()
    )
    post(visitor, "danger-now", PLAIN["danger-now"])
    assert Owner.objects.get().is_guest
    page = visitor.get("/check/age/").content.decode()
    assert "Delete now" in page


def test_delete_now_leaves_no_answer(visitor: Client) -> None:
    answer_all(visitor)
    assert visitor.post("/check/delete/")["Location"].startswith("/?deleted=")
    assert not Assessment.objects.of(Owner.objects.get()).exists()


def test_an_empty_post_says_so_beside_the_question(visitor: Client) -> None:
    response = post(visitor, "danger-now", {})
    assert response.status_code == 422
    assert "Tick what fits" in response.content.decode()
    assert not Assessment.objects.exists()


def test_none_stands_alone(visitor: Client) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    response = post(visitor, "urgent", {"urgent": ["none", "cancer"]})
    assert response.status_code == 422
    assert "stands alone" in response.content.decode()
    assert 'value="cancer"' in response.content.decode()


def test_a_danger_sign_beside_none_counts(visitor: Client) -> None:
    response = post(visitor, "danger-now", {"danger-now": ["none", "chest"]})
    assert response["Location"] == "/check/outcome/"
    assert Assessment.objects.get().level == "EMERGENCY"


@pytest.mark.parametrize(
    "data",
    [
        {"danger-now": ["unheard-of"]},
        {"danger-now": ["x" * 10_000]},
        {"danger-now": ["ünï", "\u0000"]},
        {"danger-now": ["none"] * 500 + ["unheard-of"]},
        {"other": "1"},
    ],
)
def test_a_hostile_post_changes_nothing(
    visitor: Client, data: dict[str, list[str]]
) -> None:
    assert post(visitor, "danger-now", data).status_code == 422
    assert not Assessment.objects.exists()


def test_an_unknown_screen_is_404(visitor: Client) -> None:
    assert visitor.get("/check/no-such-screen/").status_code == 404
    assert visitor.post("/check/no-such-screen/").status_code == 404


def test_a_screen_that_does_not_apply_leads_back_and_keeps_nothing(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    before = Assessment.objects.get().answers
    response = post(visitor, "fever", {"temperature": "temp-normal"})
    assert response["Location"] == "/check/"
    assert Assessment.objects.get().answers == before


def test_what_is_alarming_on_such_a_screen_is_answered_all_the_same(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    before = Assessment.objects.get().answers
    response = post(
        visitor, "fever", {"temperature": "fever-38", "fever-with": ["chills"]}
    )
    assert "Be seen today" in response.content.decode()
    assert Assessment.objects.get().answers == before


def test_htmx_gets_the_next_screen_alone_and_its_address(
    visitor: Client,
) -> None:
    response = post(visitor, "danger-now", PLAIN["danger-now"], **HTMX)
    page = response.content.decode()
    assert "<html" not in page
    assert "How old are you" in page
    assert response["HX-Push-Url"] == "/check/age/"


def test_htmx_error_comes_as_422_with_the_form(visitor: Client) -> None:
    response = post(visitor, "danger-now", {}, **HTMX)
    assert response.status_code == 422
    assert "<html" not in response.content.decode()


def test_htmx_is_sent_to_the_outcome_as_a_whole_page(visitor: Client) -> None:
    response = post(visitor, "danger-now", {"danger-now": ["saddle"]}, **HTMX)
    assert response["HX-Redirect"] == "/check/outcome/"


def test_back_and_change_drop_only_what_no_longer_applies(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    post(visitor, "age", {"age": "age-50-54"})
    post(visitor, "urgent", {"urgent": ["fever", "cancer"]})
    post(
        visitor,
        "fever",
        {"temperature": "temp-normal", "fever-with": ["cold-only"]},
    )
    assert "temperature" in Assessment.objects.get().answers
    post(visitor, "urgent", {"urgent": ["cancer"]})
    answers = Assessment.objects.get().answers
    assert "temperature" not in answers
    assert answers["age"]["ticked"] == ["age-50-54"]
    assert (
        'href="/check/age/"' in visitor.get("/check/urgent/").content.decode()
    )


def test_a_half_done_check_goes_on_where_it_was(visitor: Client) -> None:
    for screen in ("danger-now", "age", "urgent"):
        post(visitor, screen, PLAIN[screen])
    assert visitor.get("/check/")["Location"] == "/check/where/"


def test_progress_never_goes_back(visitor: Client) -> None:
    answer_all(visitor)
    assert 'value="96"' in visitor.get("/check/age/").content.decode()


def test_not_sure_line_by_line(visitor: Client) -> None:
    page = visitor.get("/check/danger-now/?lines=1").content.decode()
    assert "Not sure" in page
    lines = [
        line for line in page.split('name="danger-now.') if '"' in line[:40]
    ]
    names = {f"danger-now.{line.split(chr(34))[0]}" for line in lines[1:]}
    data = dict.fromkeys(names, "no") | {"lines": "1"}
    assert post(visitor, "danger-now", data)["Location"] == "/check/age/"
    data["danger-now.accident"] = "unsure"
    assert post(visitor, "danger-now", data)["Location"] == "/check/injury/"
    data["danger-now.saddle"] = "unsure"
    assert post(visitor, "danger-now", data)["Location"] == "/check/outcome/"


def test_not_sure_about_an_open_danger_detail_counts_as_the_worst(
    visitor: Client,
) -> None:
    assert post(visitor, "danger-now", {"danger-now": ["both-legs"]})[
        "Location"
    ] == ("/check/both-legs/")
    page = visitor.get("/check/both-legs/").content.decode()
    assert "If you cannot answer, or it gets worse, call" in page
    assert visitor.get("/check/plan/")["Location"] == "/check/"
    assert (
        post(visitor, "both-legs", {"both-legs-kind": "unsure"})["Location"]
        == "/check/outcome/"
    )
    assert Assessment.objects.get().level == "EMERGENCY"


def test_another_browser_sees_nothing_of_it(visitor: Client) -> None:
    answer_all(visitor)
    stranger = Client()
    assert stranger.get("/check/")["Location"] == "/check/danger-now/"
    assert stranger.get("/check/outcome/")["Location"] == "/check/"
    assert stranger.get("/check/plan/")["Location"] == "/check/"


def test_two_tabs_at_once_lose_no_answer(visitor: Client) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    tab = Assessment.objects.get()
    post(visitor, "age", PLAIN["age"])
    pack = catalogue()
    now = timezone.now()
    answers = Answers.restore(tab.answers, pack).with_answer(
        pack, "danger-now", ["chest"], now
    )
    outcome = save_answers(check=tab, answers=answers, catalogue=pack, now=now)
    assert outcome.level is Level.EMERGENCY
    kept = Assessment.objects.get().answers
    assert kept["age"]["ticked"] == ["age-18-39"]
    assert kept["danger-now"]["ticked"] == ["chest"]


def test_two_tabs_in_the_same_instant_lose_no_answer(visitor: Client) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    pack = catalogue()
    one, two = Assessment.objects.get(), Assessment.objects.get()
    read = Answers.restore(one.answers, pack)
    now = one.changed  # a clock that stands still
    for tab, question, value in (
        (one, "age", "age-18-39"),
        (two, "pain-now", 7),
    ):
        answers = read.with_answer(pack, question, value, now)
        save_answers(check=tab, answers=answers, catalogue=pack, now=now)
    assert {"danger-now", "age", "pain-now"} <= set(
        Assessment.objects.get().answers
    )


def test_an_answer_to_a_check_deleted_meanwhile_begins_anew(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    assess = triage.assess

    def deleting(*args: object, **kwargs: object) -> triage.Outcome:
        Assessment.objects.all().delete()
        return assess(*args, **kwargs)

    monkeypatch.setattr(triage, "assess", deleting)
    answer = visitor.post("/check/age/", {"age": "age-18-39"})
    assert answer.status_code == 302
    assert answer["Location"] == "/check/"


def test_start_again_puts_the_old_check_aside(visitor: Client) -> None:
    answer_all(visitor)
    visitor.post("/check/restart/")
    assert visitor.get("/check/")["Location"] == "/check/danger-now/"
    assert Assessment.objects.filter(closed__isnull=False).count() == 1


@pytest.mark.parametrize("address", ["restart", "delete", "mistake", "bedtime"])
def test_changes_want_a_post(visitor: Client, address: str) -> None:
    assert visitor.get(f"/check/{address}/")["Location"] == "/check/"
