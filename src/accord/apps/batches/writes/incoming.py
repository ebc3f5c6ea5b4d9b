"""Uploaded files, kept in the home until they are written or thrown away, so that they can be read again."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.batches.models import Batch
from accord.apps.ui.rules import Viewer, WrongState

FOLDER = "incoming"
KEPT_FOR = timedelta(days=30)


# no event: nothing anybody works with has changed until the batch is committed
def keep_file(*, path: Path) -> tuple[str, str]:
    """Keep a copy of a file; gives its name here and its SHA-256."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    shutil.copyfile(path, folder / name)
    (folder / name).chmod(0o600)
    with path.open("rb") as file:
        return name, hashlib.file_digest(file, "sha256").hexdigest()


# no event: see keep_file
def kept_file(*, batch: Batch) -> Path:
    """Find a batch's file. Raises WrongState when it is not kept any more."""
    path = _folder() / batch.path
    if not batch.path or not path.is_file():
        raise WrongState(_("The file itself is not kept here any more. Bring it again to read it in another way."))
    return path


# no event: see keep_file
def drop_file(*, name: str) -> None:
    """Delete a kept file."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


# no event: see keep_file
def drop_old_files(*, by: Viewer | None, at: datetime) -> int:
    """Delete the files of batches brought long ago, and those that no batch knows; gives how many."""
    old = Batch.objects.exclude(path="").filter(created_at__lt=at - KEPT_FOR)
    for batch in old:
        Batch.objects.filter(pk=batch.pk).update(path="")
    known = set(Batch.objects.exclude(path="").values_list("path", flat=True))
    dropped = 0
    for path in _folder().glob("*") if _folder().is_dir() else ():
        age = at - datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
        if path.name not in known and age > timedelta(hours=1):  # one being brought just now is not known yet
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _folder() -> Path:
    return Path(settings.ACCORD_HOME) / FOLDER
