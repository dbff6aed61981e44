"""After its start a worker needs no file of the project to answer the danger path."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES_GONE = """
import errno, json, sys
from io import BytesIO
from backspasm.asgi import application, site
from backspasm.web.wsgi_call import build_environ, call

def gone(event, arguments):
    if event == "open" and str(arguments[0]).startswith(sys.argv[1]):
        raise OSError(errno.EMFILE, "Too many open files", arguments[0])

def ask(method, path, body):
    headers = [(b"host", b"localhost"), (b"cookie", b"tz=America/Chicago"),
               (b"content-type", b"application/x-www-form-urlencoded")]
    scope = dict(method=method, scheme="http", http_version="1.1", raw_path=path.encode(),
                 query_string=b"", headers=headers, server=("localhost", 0), client=("::1", 0))
    answer = call(site, build_environ(scope, BytesIO(body), len(body)))
    return [answer.status, answer.body.read().decode()]

sys.addaudithook(gone)
asked = json.loads(sys.argv[2])
print(json.dumps([ask(method, path, body.encode()) for method, path, body in asked]))
"""
LISTS = ["/now/", "/check/danger-now/"]
LOOKS = ["/", *LISTS, "/emergency/", "/offline/", "/offline/positions/"]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory):
    """What a fresh worker answers when no file of the project can be opened any more.

    Its database is empty: the pages of what has failed must be at hand as well.
    """
    asked = [("GET", path, "") for path in LOOKS]
    asked += [("POST", path, "danger-now=chest") for path in LISTS]
    env = os.environ | {
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "DJANGO_SETTINGS_MODULE": "backspasm.settings",
    }
    command = [sys.executable, "-c", FILES_GONE, str(ROOT), json.dumps(asked)]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    known = [(method, path) for method, path, _ in asked]
    return dict(zip(known, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("path", LOOKS)
def test_pages_without_files(answers, path):
    status, page = answers["GET", path]
    assert status == 200
    assert "tel:911" in page


@pytest.mark.parametrize("path", LISTS)
def test_a_sign_without_files(answers, path):
    status, page = answers["POST", path]
    assert status == 200
    assert "tel:911" in page
    assert "Chest pain" in page.split("<main", 1)[1]
    assert "Call for help now" in page.split("<template", 1)[0]
