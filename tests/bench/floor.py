"""The floor: the least a signed-in page of a Django site costs. 1.0 in every comparison.

Django's default middleware, a session in the database, a signed-in user, one template of
15 KB of text; the same server, settings of the database and connections as the site's own.
`python -m tests.bench.floor` prepares its database and prints the cookie of its user.
"""

import os
import sys
from pathlib import Path

import django
import environ
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from backspasm.environment import read_database
from backspasm.web.front import Front

HERE = "tests.bench.floor"
WORDS = "Rest, move a little, breathe out slowly, and try again in an hour. "
PAGE = f"""<!doctype html><html lang="en"><head><title>{{{{ user }}}}</title></head>
<body><h1>Hello {{{{ user.email }}}}</h1><p>{WORDS * 225}</p></body></html>"""

SECRET_KEY = "only-for-the-bench-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = HERE
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": read_database(
        environ.FileAwareEnv(),
        Path(os.environ.get("VAR_DIR", "var")) / "floor.sqlite3",
    )
}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        (
                            "django.template.loaders.locmem.Loader",
                            {"floor.html": PAGE},
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def floor(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    return render(request, "floor.html")


urlpatterns = [path("", floor)]


def prepare() -> str:
    """Tables and a user who is signed in; returns the id of the session."""
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    call_command("migrate", interactive=False, verbosity=0)
    user = User.objects.create_user("kim", "kim@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = HERE
    django.setup()
    sys.stdout.write(prepare())
elif (
    os.environ.get("DJANGO_SETTINGS_MODULE") == HERE
    and "granian" in sys.argv[0]
):
    application = Front(
        get_wsgi_application(),
        is_on_danger_path=lambda path: False,
        emergency_number=lambda environ: "112",
    )
