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
