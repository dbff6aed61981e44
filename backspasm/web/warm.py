"""What the danger path reads from files is read before the first request.

A template, the content pack or a table of zones that is first read when somebody asks can fail
then: an upgrade has moved the files, or no file can be opened any more. The page would be lost,
and without the pack even the country of its number.
"""

import logging
from contextlib import closing
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from backspasm.web.place import known_countries, known_zones, zone_countries
from backspasm.web.wsgi_call import Application, build_environ, call

PAGES = (
    "/",
    "/now/",
    "/check/danger-now/",
    "/emergency/",
    "/offline/",
    "/offline/positions/",
    "/country/here/",
    "/sw.js",
)
"""Asked for once, as by somebody who was never here: nothing is kept of it."""

logger = logging.getLogger(__name__)


def warm_up(application: Application) -> None:
    """Read every template, and ask the site for each page. Raises nothing: it only helps."""
    try:
        _read_tables()
        _read_templates()
        for page in PAGES:
            _ask(application, page)
    except Exception:
        logger.exception("not everything could be read ahead")


def _read_tables() -> None:
    known_countries()
    known_zones()
    zone_countries()


def _read_templates() -> None:
    """All of them: what a page includes depends on what has failed."""
    for folder in Engine.get_default().dirs:
        for file in sorted(Path(folder).rglob("*.html")):
            try:
                get_template(str(file.relative_to(folder)))
            except (TemplateDoesNotExist, TemplateSyntaxError):
                logger.exception("a template cannot be read")


def _ask(application: Application, page: str) -> None:
    scope = {
        "method": "GET",
        "scheme": "https" if settings.SITE.https else "http",
        "http_version": "1.1",
        "raw_path": page.encode(),
        "query_string": b"",
        "headers": [(b"host", settings.SITE.host.encode())],
        "server": (settings.SITE.host, 0),
        "client": ("127.0.0.1", 0),
    }
    with closing(call(application, build_environ(scope, BytesIO(), 0))):
        pass
