"""What all tests share."""

import os

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory, override_settings

from backspasm.accounts.models import User
from backspasm.web.management.commands.serve import UNUSED_STATIC
from tests.collected import Collected

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Rate limits count in the cache; each test begins at nought."""
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    """A browser that nobody signed in to, strict about form tokens."""
    return Client()


@pytest.fixture
def user(db: None) -> User:
    """A person with an account."""
    return User.objects.create_user("kim@example.org", "a-long-enough-word")


@pytest.fixture
def member(user: User) -> Client:
    """The browser of that person."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """The static files as `manage.py serve` collects them."""
    root = tmp_path_factory.mktemp("collected")
    storage = {"BACKEND": "backspasm.web.static_files.ForgivingStorage"}
    with override_settings(STATIC_ROOT=root, STORAGES={"staticfiles": storage}):
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            ignore_patterns=UNUSED_STATIC,
        )
    return Collected(root)


@pytest.fixture
def get() -> RequestFactory:
    """Requests without a server."""
    return RequestFactory()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Whatever lies in tests/browser drives a browser and needs rows that a thread sees."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
    if os.environ.get("BACKSPASM_TEST_DATABASE"):
        others = [item for item in items if not touches_rows(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = filter(touches_rows, items)


def touches_rows(item: pytest.Item) -> bool:
    """Whether a test may use the database: pytest-django lets no other test near it."""
    fixtures = getattr(item, "fixturenames", ())
    return bool(
        item.get_closest_marker("django_db")
        or {"db", "transactional_db"} & {*fixtures}
    )
