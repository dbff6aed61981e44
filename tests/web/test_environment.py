"""The environment: safe without anything, loud on nonsense."""

import os
import stat

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from backspasm.environment import read_database, read_secret_key, read_site


class Fresh(environ.FileAwareEnv):
    """Remembers no file of an earlier test."""

    ENVIRON = FileAwareMapping(cache=False)


@pytest.fixture
def env(monkeypatch):
    for name in ("DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return Fresh()


@pytest.mark.parametrize(
    ("url", "host", "https"),
    [
        ("http://localhost:8000", "localhost", False),
        ("https://back.example.org", "back.example.org", True),
        ("https://back.example.org/", "back.example.org", True),
        (" http://[::1]:8000 ", "::1", False),
    ],
)
def test_site(url, host, https):
    site = read_site(url)
    assert (site.host, site.https) == (host, https)
    assert not site.url.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "", "back.example.org", "ftp://x.org", "https://", "https://x.org/app", "http://x:99999",
        "https://u@x.org", "https://x.org?a=1",
    ],
)  # fmt: skip
def test_site_nonsense(url):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        read_site(url)


def test_sqlite_is_tuned(env, tmp_path):
    database = read_database(env, tmp_path / "x.sqlite3")
    assert database["NAME"] == str(tmp_path / "x.sqlite3")
    assert database["CONN_MAX_AGE"] is None
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_postgres_has_a_pool_that_does_not_wait_for_ever(
    env, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h:5432/name")
    database = read_database(env, tmp_path / "x")
    assert database["ENGINE"] == "backspasm.web.postgresql"
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["pool"]["timeout"] < 5
    assert database["OPTIONS"]["connect_timeout"] < 5


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a/b", "postgres://", "postgres://u:s3cret@h"]
)
def test_database_nonsense(env, tmp_path, monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        read_database(env, tmp_path)
    assert "s3cret" not in str(refused.value)


def test_secret_is_made_once(env, tmp_path):
    file = tmp_path / "new" / "secret_key"
    first = read_secret_key(env, file)
    assert len(first) >= 50
    assert read_secret_key(env, file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["secret_key"]  # noqa: PTH208


def test_secret_file_loses_its_newline(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("from-a-file\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert read_secret_key(Fresh(), tmp_path / "unused") == "from-a-file"
