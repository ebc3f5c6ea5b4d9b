"""Many persons at once: what an import adds, changes and takes back; the caller holds the transaction of the batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import Person
from accord.apps.people.permissions import EDIT_PEOPLE, check
from accord.apps.people.writes.persons import KIND, PERSONAL
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

IMPORTED = ("name", "email", "title", "department_id", "external_key")


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A new person of an import: checked values; ``id`` is the one they had when the same import was written before."""

    name: str
    email: str | None = None
    title: str = ""
    department_id: int | None = None
    external_key: str = ""
    id: int | None = None


@at_once
def import_people(*, rows: Sequence[PersonRow], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Add employees without sign-in; gives their ids in the order of the rows. Raises NotAllowed."""
    check(by, EDIT_PEOPLE)
    made = insert_many(
        records=[
            Person(
                pk=row.id, name=row.name, email=row.email, title=row.title, department_id=row.department_id,
                external_key=row.external_key, roles=[rules.Role.EMPLOYEE.value], password=make_password(None),
            )
            for row in rows
        ]
    )  # fmt: skip
    told = [events.PersonAdded(subject=Ref(KIND, one.pk), changes=_as_new(one)) for one in made]
    trail.record_many(told, by=by, at=at, batch=batch)
    return [one.pk for one in made]


def _as_new(person: Person) -> tuple[Change, ...]:
    changes = [
        Change(field=name, new=getattr(person, name), person_id=person.pk)
        for name in ("name", "email", "title")
        if getattr(person, name)
    ]
    if person.department_id is not None:
        changes.append(Change(field="department", new=str(Ref("people.department", person.department_id))))
    return tuple(changes)


@transaction.atomic
def change_people(*, values: Mapping[int, Mapping[str, Any]], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Change persons as a file says (any of IMPORTED); gives the ids of those that really changed. Raises NotAllowed."""
    check(by, EDIT_PEOPLE)
    wanted = {pk: {name: new for name, new in said.items() if name in IMPORTED} for pk, said in values.items()}
    return trail.edit_many(
        model=Person, values=wanted, event=events.PersonEdited, personal=_own, by=by, at=at, batch=batch
    )


@transaction.atomic
def take_people_back(
    *, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()
) -> trail.Undone:
    """Remove persons whom an import added, unless they did or said something since; their data goes from the trail too.

    Raises NotAllowed.
    """
    check(by, EDIT_PEOPLE)
    here = Person.objects.filter(pk__in=ids)
    entries = Entry.objects.filter(actor_id__in=ids).order_by().values_list("actor_id", flat=True).distinct()
    acted = {pk for pk in entries if pk is not None}
    acted |= {one.pk for one in here if one.last_login or one.has_usable_password()}
    undone = trail.remove_many(
        model=Person, ids=[pk for pk in ids if pk not in acted], event=events.ImportedPersonTakenBack, by=by, at=at,
        batch=batch, anyway=anyway,
    )  # fmt: skip
    for pk in undone.done:
        trail.erase_person(pk, by=by, at=at)
    since = dict.fromkeys(sorted(acted), _("They have been active here since."))
    return trail.Undone(undone.done, {**undone.kept, **since})


@transaction.atomic
def take_changes_of_people_back(
    *, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()
) -> trail.Undone:
    """Undo what an import changed on persons, where nobody changed them since. Raises NotAllowed."""
    check(by, EDIT_PEOPLE)
    return trail.restore_many(
        model=Person, ids=ids, edited=events.PersonEdited, event=events.ImportedChangesTakenBack, personal=_own,
        by=by, at=at, batch=batch, anyway=anyway,
    )  # fmt: skip


def _own(person: Person) -> Mapping[str, int | None]:
    return dict.fromkeys(PERSONAL, person.pk)
