"""The site's own settings, with what a test must not wait for or write to replaced."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# In memory where the machine has a folder there: nearly every test waits for commits to be safe.
_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
_scratch = Path(tempfile.mkdtemp(prefix="backspasm-", dir=_memory))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ["SECRET_KEY"] = "for-tests-only-" + "x" * 50
os.environ["VAR_DIR"] = str(_scratch)
for _name in ("DATABASE_URL", "SITE_URL", "DEBUG", "CACHE_URL", "EMAIL_URL"):
    os.environ.pop(_name, None)

from backspasm.settings import *  # noqa: E402, F403
from backspasm.settings import DATABASES, LANGUAGES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Only tests that start a server of their own read compressed, hashed files.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
(_scratch / "static").mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGES = [*LANGUAGES, ("en-xa", "Pseudo")]
if os.environ.get("BACKSPASM_TEST_DATABASE"):  # set by tests/on_postgres.py
    import environ

    DATABASES["default"] = environ.Env.db_url_config(
        os.environ["BACKSPASM_TEST_DATABASE"]
    )
else:
    # A file, not memory: threads and the live server share it as on a real site.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
