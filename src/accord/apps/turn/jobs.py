"""Changing many records in the background, with progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.jobs.sockets import JobRun
from accord.apps.people.models import Person
from accord.apps.turn import writes
from accord.apps.ui.rules import NotAllowed, Viewer

LOOK, MAKE, TAKE_BACK = "turn.bulk_look", "turn.bulk_make", "turn.bulk_take_back"


def look(run: JobRun) -> Mapping[str, Any]:
    """Try a bulk change without keeping it."""
    given = run.arguments
    change = writes.look_ahead(
        change_id=given["change"], action=given["action"], values=given["values"], by=_asker(run), at=run.at,
        progress=run.progress,
    )  # fmt: skip
    return {"change": change.pk}


def make(run: JobRun) -> Mapping[str, Any]:
    """Make a bulk change."""
    given = run.arguments["change"]
    change = writes.make_changes(change_id=given, by=_asker(run), at=run.at, progress=run.progress)
    return {"change": change.pk}


def take_back(run: JobRun) -> Mapping[str, Any]:
    """Take a bulk change back."""
    given = run.arguments["change"]
    change = writes.take_changes_back(change_id=given, by=_asker(run), at=run.at, progress=run.progress)
    return {"change": change.pk}


def _asker(run: JobRun) -> Viewer:
    person = Person.objects.filter(pk=run.by_id or 0, is_active=True).first()
    if person is None:
        raise NotAllowed(_("Whoever started this is no longer here."))
    return person
