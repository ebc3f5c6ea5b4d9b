"""Work on large batches in the background: checking and writing, with progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches import writes
from accord.apps.jobs.sockets import JobRun
from accord.apps.people.models import Person
from accord.apps.ui.rules import NotAllowed, Viewer

CHECK, COMMIT = "batches.check", "batches.commit"


def check(run: JobRun) -> Mapping[str, Any]:
    """Check a batch's rows."""
    batch = writes.check_rows(batch_id=run.arguments["batch"], by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch.pk}


def commit(run: JobRun) -> Mapping[str, Any]:
    """Write a batch."""
    batch = writes.commit(batch_id=run.arguments["batch"], by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch.pk}


def _asker(run: JobRun) -> Viewer:
    person = Person.objects.filter(pk=run.by_id or 0, is_active=True).first()
    if person is None:
        raise NotAllowed(_("Whoever started this is no longer here."))
    return person
