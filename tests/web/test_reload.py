"""What `make dev` does besides: a changed pack restarts the server."""

from pathlib import Path

from django.conf import settings
from django.utils.autoreload import StatReloader, autoreload_started


def test_the_development_server_watches_the_pack():
    reloader = StatReloader()
    autoreload_started.send(sender=reloader)
    watched = {Path(file) for file in reloader.watched_files()}
    assert settings.CONTENT_DIR / "rules.toml" in watched
    assert settings.CONTENT_DIR / "techniques" / "pos-90-90.toml" in watched
