"""What the environment says, checked: read once by the settings, loud on nonsense."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# SQLite as a server database: writers queue instead of failing, readers never wait,
# and a power cut loses nothing that was acknowledged.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,  # until `web.timeouts` says what the request at hand may take
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-8000;"
    ),
}


CONNECTIONS = 8
"""Of PostgreSQL, for each worker: more than it has threads, or one would wait for another."""


@dataclass(frozen=True)
class Site:
    """Where the site is reached. Everything about transport follows from it."""

    url: str
    host: str
    https: bool


def read_site(url: str) -> Site:
    """The site's address, or ImproperlyConfigured when it is not a bare http(s) address."""
    parts = urlsplit(url.strip())
    try:
        valid_port = parts.port is None or parts.port > 0
    except ValueError:
        valid_port = False
    extra = (
        parts.path.strip("/") or parts.query or parts.fragment or parts.username
    )
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or extra
        or not valid_port
    ):
        raise ImproperlyConfigured(
            f"SITE_URL is {url!r}. It must be the site's own address without a path, "
            "for example https://back.example.org or http://localhost:8000."
        )
    return Site(
        f"{parts.scheme}://{parts.netloc}",
        parts.hostname,
        parts.scheme == "https",
    )


def read_database(env: environ.FileAwareEnv, default: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, tuned for its engine; without one, SQLite in `default`."""
    url = env.str("DATABASE_URL", default=f"sqlite:///{default}").strip()
    try:
        database = dict(env.db_url_config(url))
    except Exception as problem:
        raise ImproperlyConfigured(_database_help()) from problem
    match database.get("ENGINE"):
        case "django.db.backends.sqlite3":
            ours = {
                "ENGINE": "backspasm.web.sqlite3",
                "OPTIONS": SQLITE_OPTIONS,
            }
            return database | ours | {"CONN_MAX_AGE": None}
        case "django.db.backends.postgresql" if database.get("NAME"):
            return database | _on_postgresql(database.get("OPTIONS", {}))
    raise ImproperlyConfigured(_database_help())


def _on_postgresql(options: dict[str, Any]) -> dict[str, Any]:
    """A pool, and our own backend, whose waits have an end."""
    try:
        from backspasm.web.postgresql.connections import LimitedConnection  # noqa: PLC0415
    except ImportError as missing:
        raise ImproperlyConfigured(
            "DATABASE_URL names PostgreSQL: install psycopg[binary,pool] first."
        ) from missing
    pool = {
        "min_size": 2,
        "max_size": CONNECTIONS,
        "timeout": 4,
        "connection_class": LimitedConnection,
    }
    return {
        "ENGINE": "backspasm.web.postgresql",
        "OPTIONS": {"connect_timeout": 4, **options, "pool": pool},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }


def _database_help() -> str:
    # The value itself may hold a password, so it is not repeated here.
    return (
        "DATABASE_URL is not understood. Use sqlite:////absolute/path.sqlite3 or "
        "postgres://user:password@host:5432/name, or leave it out for SQLite in var/."
    )


def read_secret_key(env: environ.FileAwareEnv, file: Path) -> str:
    """SECRET_KEY, or SECRET_KEY_FILE, or a key made once and kept in `file` (mode 0600)."""
    given: str = env.str("SECRET_KEY", default="").strip()
    if given:
        return given
    if not file.exists():
        _make_secret(file)
    return file.read_text().strip()


def _make_secret(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(50))
    try:
        # Two processes may start at once: the first link wins, both then read one key.
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
