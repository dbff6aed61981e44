"""What the environment turns on: mail, https. Read in a process of its own, as on a real site."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse
def path(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
print(json.dumps({
    "verification": settings.ACCOUNT_EMAIL_VERIFICATION,
    "code": path("account_request_login_code"),
    "reset": resolve("/accounts/password/reset/").url_name,
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "secure": settings.SESSION_COOKIE_SECURE,
    "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    "insecure_passkeys": settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
    "mail": settings.EMAIL_BACKEND,
}))
"""


def site(tmp_path, **environment):
    told = {
        "DJANGO_SETTINGS_MODULE": "backspasm.settings",
        "VAR_DIR": str(tmp_path),
    }
    bare = {
        name: os.environ[name]
        for name in ("PATH", "HOME")
        if name in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=bare | told | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_bare(tmp_path):
    found = site(tmp_path)
    assert (found["verification"], found["code"], found["reset"]) == (
        "none",
        None,
        "no_mail",
    )
    assert found["mail"].endswith("filebased.EmailBackend")
    assert found["cookies"] == ["sessionid", "csrftoken"]
    assert found["proxies"] == 0
    assert found["insecure_passkeys"]


def test_with_mail(tmp_path):
    found = site(
        tmp_path, EMAIL_URL="smtp+tls://kim:secret@mail.example.org:587"
    )
    assert found["verification"] == "mandatory"
    assert found["code"] == "/accounts/login/code/"
    assert found["reset"] == "account_reset_password"
    assert found["mail"].endswith("smtp.EmailBackend")


@pytest.mark.parametrize(
    "url", ["https://back.example.org", "https://localhost"]
)
def test_https(tmp_path, url):
    found = site(tmp_path, SITE_URL=url)
    assert found["cookies"] == ["__Host-sessionid", "__Host-csrftoken"]
    assert found["secure"]
    assert found["proxies"] == 1
    assert not found["insecure_passkeys"]


def test_plain_http_elsewhere_offers_no_insecure_passkeys(tmp_path):
    assert not site(tmp_path, SITE_URL="http://back.example.org")[
        "insecure_passkeys"
    ]
