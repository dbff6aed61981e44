"""Home: two doors, nothing to sign."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_two_doors(client):
    page = client.get("/").content.decode()
    assert f'href="{reverse("relief:now")}"' in page
    assert f'href="{reverse("assessments:check")}"' in page
    assert "not a diagnosis" in page
    assert "No clinician has reviewed it yet" in page


def test_member_sees_it_too(member):
    assert member.get("/").status_code == 200


def test_post_is_refused(client):
    assert client.post("/").status_code == 405


def test_whoever_was_here_before_sees_their_own_pages(client, member, visitor):
    client.post("/episodes/log/", {"pain": "4", "when": "now"})
    for known in (client, member):
        page = known.get("/").content.decode()
        own = page[
            page.index('aria-label="Your own pages"') : page.index(
                "not a diagnosis"
            )
        ]
        for name in (
            "episodes:history",
            "episodes:medicine",
            "assessments:plan",
        ):
            assert f'href="{reverse(name)}"' in own
        assert f'href="{reverse("relief:now")}"' in page
        assert f'href="{reverse("assessments:check")}"' in page
        assert page.count("<h1") == 1
        assert "No account, no typing" not in page
    first = visitor.get("/").content.decode()
    assert "No account, no typing" in first
    assert "Your own pages" not in first


def test_an_emergency_stands_on_top_until_it_was_a_mistake(client):
    client.post("/check/danger-now/", {"danger-now": ["chest"]})
    page = client.get("/").content.decode()
    assert "You ticked a danger sign. Call now:" in page
    assert page.index("You ticked a danger sign") < page.index("happening now")
    client.post("/check/mistake/")
    assert "You ticked a danger sign" not in client.get("/").content.decode()


def test_to_be_seen_today_is_said_too(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    client.post("/check/age/", {"age": "age-18-39"})
    client.post("/check/urgent/", {"urgent": ["skin"]})
    client.post("/check/skin/", {"skin": ["blister-rash"]})
    assert "be seen today" in client.get("/").content.decode()
