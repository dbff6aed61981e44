"""The look: four of them, remembered, and a safe way back."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_choice_is_remembered(client, theme):
    answer = client.post("/theme/", {"theme": theme, "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert f'data-theme="{theme}"' in client.get("/").content.decode()


def test_auto_forgets(client):
    client.cookies["theme"] = "dark"
    client.post("/theme/", {"theme": "auto"})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize("cookie", ["pink", '"><script>'])
def test_unknown_cookie_is_auto(client, cookie):
    client.cookies["theme"] = cookie
    assert "data-theme" not in client.get("/").content.decode()


def test_unknown_choice_is_refused(client):
    assert client.post("/theme/", {"theme": "pink"}).status_code == 400


def test_get_is_refused(client):
    assert client.get("/theme/")["Location"] == "/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:x",
        "",
    ],
)
def test_only_back_to_ourselves(client, target):
    answer = client.post("/theme/", {"theme": "dark", "next": target})
    assert answer.headers["Location"] == "/"
