"""Every address: the public ones answer a stranger, all others send them to sign in."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# Name of a public view -> how a stranger's GET ends. Whatever is not here needs a sign-in.
PUBLIC = {
    "relief:home",
    "relief:now",
    "assessments:check",
    "assessments:learn",
    "assessments:how_we_decide",
    "accounts:country",
    "accounts:here",
    "web:health",
    "web:about",
    "web:privacy",
    "web:theme",
    # The ways in: sign in, sign up, a new password.
    "accounts:no_mail",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
# Guests check and keep a diary too; whose rows are whose is tested view by view.
OPEN_APPS = ("assessments:", "episodes:", "relief:")
FILLERS = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000001"}


def every_address(
    resolver: URLResolver | None = None, path: str = "/", space: str = ""
) -> Iterator[tuple[str, str]]:
    """(name, path) of each view; parameters are filled with the number 1."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from every_address(entry, here, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", here


def filled(path: str) -> str:
    """The path with something in the place of each parameter."""
    path = re.sub(r"\(\?P<\w+>[^)]*\)", "a", path).replace("^", "").rstrip("$")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLERS.get(found[1], "a"), path)


ALL = [(name, filled(path)) for name, path in every_address()]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), ALL)
def test_signed_out(client, name, path):
    answer = client.get(path)
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith(
        settings.LOGIN_URL
    )
    if name in PUBLIC or name.startswith(OPEN_APPS):
        assert not to_login
        assert answer.status_code in (200, 302, 404, 405)
    else:
        assert to_login


def test_public_names_exist():
    assert {name for name, _ in every_address()} >= PUBLIC
