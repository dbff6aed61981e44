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
        own = page[page.index('aria-label="Your own pages"') : page.index("not a diagnosis")]
        for name in ("episodes:history", "episodes:medicine", "assessments:plan"):
            assert f'href="{reverse(name)}"' in own
        assert f'href="{reverse("relief:now")}"' in page
        assert f'href="{reverse("assessments:check")}"' in page
        assert page.count("<h1") == 1
        assert "No account, no typing" not in page
    first = visitor.get("/").content.decode()
    assert "No account, no typing" in first
    assert "Your own pages" not in first
