"""Accord's settings, adapted for tests: a throw-away home and database, a fast password hasher, jobs run at once."""

import os
import tempfile
from pathlib import Path

from tests import postgres

_run = os.environ.setdefault("ACCORD_TEST_RUN", tempfile.mkdtemp(prefix="accord-tests-"))
VENDOR = os.environ.setdefault("ACCORD_TEST_DATABASE", "sqlite")
os.environ["ACCORD_HOME"] = _run
if VENDOR == "postgresql":
    os.environ["DATABASE_URL"] = postgres.url()
else:
    os.environ.pop("DATABASE_URL", None)

try:
    from accord.site.settings import *  # noqa: F403
    from accord.site.settings import DATABASES
except ModuleNotFoundError:  # the site is still being built
    SECRET_KEY = "tests"
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(_run) / "db.sqlite3")}}
    INSTALLED_APPS = ["django.contrib.contenttypes"]
    USE_TZ = True

if VENDOR == "sqlite":
    # A file, not memory: threads, locks and a second process behave as in a real home.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_run) / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"accord_test_{os.getpid()}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
