"""Every address: the public ones answer a stranger, all others send them to sign in."""

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
}


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


SIMPLE = [(name, path) for name, path in every_address() if "<" not in path and "(" not in path]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), SIMPLE)
def test_signed_out(client, name, path):
    answer = client.get(path)
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith(
        settings.LOGIN_URL
    )
    if name in PUBLIC or name.startswith(("assessments:", "relief:")):
        assert not to_login
        assert answer.status_code in (200, 302, 405)
    else:
        assert to_login


def test_public_names_exist():
    assert {name for name, _ in every_address()} >= PUBLIC
