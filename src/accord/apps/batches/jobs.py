"""Work on large batches in the background: reading, checking and writing, with progress; old files are deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.verdicts import State
from accord.apps.jobs.sockets import JobRun
from accord.apps.people.models import Person
from accord.apps.ui.rules import NotAllowed, Ref, Viewer

READ, READ_AGAIN = "batches.read", "batches.read_again"
CHECK, COMMIT = "batches.check", "batches.commit"
TAKE_BACK, AGAIN = "batches.take_back", "batches.again"
DROP_OLD_FILES = "batches.drop_old_files"


def read(run: JobRun) -> Mapping[str, Any]:
    """Read a batch's file and check its rows; begun again after a restart, it starts over."""
    by, batch_id = _asker(run), run.arguments["batch"]
    if Batch.objects.filter(pk=batch_id, state__in=[State.READING, State.FAILED]).exists():
        writes.read_file(batch_id=batch_id, by=by, at=run.at, progress=run.progress)
    writes.check_rows(batch_id=batch_id, by=by, at=run.at, progress=run.progress)
    return {"batch": batch_id}


def read_again(run: JobRun) -> Mapping[str, Any]:
    """Read a batch's file in another way and check its rows."""
    by, batch_id = _asker(run), run.arguments["batch"]
    choices = Choices.from_json(run.arguments["choices"])
    writes.reread(batch_id=batch_id, choices=choices, by=by, at=run.at, progress=run.progress)
    writes.check_rows(batch_id=batch_id, by=by, at=run.at, progress=run.progress)
    return {"batch": batch_id}


def check(run: JobRun) -> Mapping[str, Any]:
    """Check a batch's rows."""
    batch = writes.check_rows(batch_id=run.arguments["batch"], by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch.pk}


def commit(run: JobRun) -> Mapping[str, Any]:
    """Write a batch; begun again, it goes on where it stopped."""
    batch_id = run.arguments["batch"]
    if not _is(batch_id, State.COMMITTED):
        writes.commit(batch_id=batch_id, by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch_id}


def take_back(run: JobRun) -> Mapping[str, Any]:
    """Take a batch back, and what was ticked with it; begun again, it goes on where it stopped."""
    anyway = refs_of(run.arguments.get("anyway", ()))
    batch_id = run.arguments["batch"]
    if not _is(batch_id, State.TAKEN_BACK):
        writes.take_back(batch_id=batch_id, anyway=anyway, by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch_id}


def again(run: JobRun) -> Mapping[str, Any]:
    """Bring in a batch again that was taken back."""
    batch_id = run.arguments["batch"]
    if not _is(batch_id, State.COMMITTED):
        writes.bring_again(batch_id=batch_id, by=_asker(run), at=run.at, progress=run.progress)
    return {"batch": batch_id}


def _is(batch_id: int, state: State) -> bool:
    """Tell whether a worker that was struck down had finished all the same."""
    return Batch.objects.filter(pk=batch_id, state=state).exists()


def refs_of(texts: Iterable[str]) -> list[Ref]:
    """Read references as a page posts them; what is none is left out."""
    refs = []
    for text in texts:
        try:
            refs.append(Ref.parse(text))
        except ValueError:
            continue
    return refs


def drop_old_files(run: JobRun) -> Mapping[str, Any]:
    """Delete files brought long ago."""
    return {"dropped": writes.drop_old_files(by=None, at=run.at)}


def _asker(run: JobRun) -> Viewer:
    person = Person.objects.filter(pk=run.by_id or 0, is_active=True).first()
    if person is None:
        raise NotAllowed(_("Whoever started this is no longer here."))
    return person
