"""Choosing the country whose number is shown."""

import pytest

pytestmark = pytest.mark.django_db


def test_number_follows_the_choice(client):
    answer = client.post("/country/", {"country": "GB", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert client.cookies["country"]["samesite"] == "Lax"
    assert 'href="tel:999"' in client.get("/").content.decode()


def test_number_follows_the_zone(client):
    client.cookies["tz"] = "America/Chicago"
    assert 'href="tel:911"' in client.get("/").content.decode()


def test_us_english_is_not_the_united_states(client):
    page = client.get(
        "/", headers={"Accept-Language": "en-US,en"}
    ).content.decode()
    assert 'href="tel:911"' not in page
    assert 'href="tel:112"' in page
    assert "or your local number" in page


def test_empty_goes_back_to_guessing(client):
    client.cookies["country"] = "GB"
    client.post("/country/", {"country": ""})
    assert client.cookies["country"].value == ""


def test_unknown_is_refused(client):
    answer = client.post("/country/", {"country": "QQ"})
    assert answer.status_code == 422
    assert "country" not in client.cookies


def test_list_leaves_out_the_unknown_country(client):
    page = client.get("/country/").content.decode()
    assert '<option value="GB"' in page
    assert '"ZZ"' not in page
