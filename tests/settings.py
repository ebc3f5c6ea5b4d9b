"""Accord's settings, adapted for tests: a throw-away home and database, a fast password hasher, jobs run at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import postgres

if "ACCORD_TEST_RUN" not in os.environ:  # the first process of a run makes the folder and takes it away
    os.environ["ACCORD_TEST_RUN"] = tempfile.mkdtemp(prefix="accord-tests-")
    atexit.register(shutil.rmtree, os.environ["ACCORD_TEST_RUN"], ignore_errors=True)
_run = os.environ["ACCORD_TEST_RUN"]
VENDOR = os.environ.setdefault("ACCORD_TEST_DATABASE", "sqlite")
os.environ["ACCORD_HOME"] = _run
(Path(_run) / "static").mkdir(exist_ok=True)
if VENDOR == "postgresql":
    os.environ["DATABASE_URL"] = postgres.url()
else:
    os.environ.pop("DATABASE_URL", None)

from accord.site.settings import *  # noqa: E402, F403
from accord.site.settings import DATABASES  # noqa: E402

if VENDOR == "sqlite":
    # A file, not memory: threads, locks and a second process behave as in a real home.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_run) / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": "accord_test"}
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # a pool's idle connections would hold the test database open

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
