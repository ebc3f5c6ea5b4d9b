"""What people change about themselves: name, language, password, and ending their sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accord.apps.people import events
from accord.apps.people.models import Person
from accord.apps.people.permissions import OWN_ACCOUNT, check
from accord.apps.people.writes.persons import PERSONAL, checked
from accord.apps.people.writes.roles import locked
from accord.apps.trail import writes as trail
from accord.apps.ui.rules import Ref, Viewer

KIND = "people.person"


def edit_own(*, values: Mapping[str, Any], seen_version: int | None = None, by: Viewer, at: datetime) -> Person:
    """Change one's own ``name`` or ``language``. Raises Invalid or EditConflict."""
    check(by, OWN_ACCOUNT)
    wanted = checked({name: value for name, value in values.items() if name in {"name", "language"}}, by.pk)
    with transaction.atomic():
        person = locked(by.pk)
        trail.edit(
            person, wanted, event=events.PersonEdited, subject=Ref(KIND, person.pk), by=by, at=at,
            seen_version=seen_version, personal=dict.fromkeys(PERSONAL, person.pk),
        )  # fmt: skip
    return person


def end_sessions(*, by: Viewer, at: datetime) -> Person:
    """Sign oneself out on every device; the caller keeps the session at hand alive if it should stay."""
    check(by, OWN_ACCOUNT)
    with transaction.atomic():
        person = locked(by.pk)
        Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
        person.refresh_from_db(fields=["session_epoch"])
        trail.record(events.SignedOutEverywhere(subject=Ref(KIND, person.pk)), by=by, at=at)
    return person


def set_password(*, person: Person, password: str, by: Viewer | None, at: datetime) -> None:
    """Store a new password, already checked for strength; every other session of the person ends."""
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        trail.record(events.PasswordChanged(subject=Ref(KIND, person.pk)), by=by, at=at)
