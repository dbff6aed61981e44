"""What a first visit costs on the wire."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"


def packed(data: bytes) -> int:
    return len(brotli.compress(data))


@pytest.mark.parametrize(("name", "limit"), [("css/floor.css", 5), ("css/site.css", 9)])
def test_style_sheets(name, limit):
    assert packed((STATIC / name).read_bytes()) <= limit * 1024


def test_page_script_is_short():
    assert len((STATIC / "js/page.js").read_text().splitlines()) <= 60


@pytest.mark.django_db
def test_home(client):
    page = client.get("/").content
    files = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', page))
    total = len(gzip.compress(page)) + sum(
        packed((STATIC / f.decode()).read_bytes()) for f in files
    )
    assert total <= 30 * 1024
