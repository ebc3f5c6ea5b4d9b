"""Many promises at once: what a list of promises adds, changes and takes back; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from accord.apps.people.models import Department, Person
from accord.apps.promises.events import (
    ImportedPromiseChangesTakenBack,
    ImportedPromiseTakenBack,
    PromiseChangedByFile,
    PromiseImported,
)
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import EDIT, WRITE_DOWN
from accord.apps.promises.rules import State
from accord.apps.promises.writes.checking import PERSON, PROMISE, side_of
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    """A new promise of an import: checked values, of a person or of a department; ``id`` as it was written before."""

    what: str
    due_date: date
    first_due_date: date
    owner_id: int | None = None
    department_id: int | None = None
    made_to_id: int | None = None
    about: Ref | None = None
    state: str = State.OPEN
    kept_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseChange:
    """What a file changes on an open promise; None where it says nothing."""

    due_date: date | None = None
    made_to_id: int | None = None
    state: str | None = None
    kept_on: date | None = None


@at_once
def import_promises(*, rows: Sequence[PromiseRow], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Write down promises; gives their ids in the order of the rows. Raises NotAllowed."""
    check(by, WRITE_DOWN)
    named = {pk for row in rows for pk in (row.owner_id, row.made_to_id) if pk is not None}
    people = {one.pk: one for one in Person.objects.filter(pk__in=named).select_related("department")}
    sides = dict(Department.objects.values_list("pk", "side"))
    made = insert_many(records=[_new(row, people, sides, by, at) for row in rows])
    told = [PromiseImported(subject=Ref(PROMISE, one.pk), changes=_as_new(one, by)) for one in made]
    trail.record_many(told, by=by, at=at, batch=batch)
    return [one.pk for one in made]


def _new(row: PromiseRow, people: Mapping[int, Person], sides: Mapping[int, str], by: Viewer, at: datetime) -> Promise:
    owner, made_to = people.get(row.owner_id or 0), people.get(row.made_to_id or 0)
    department = owner.department_id if owner else row.department_id
    return Promise(
        pk=row.id, what=row.what, owner_id=row.owner_id, made_to_id=row.made_to_id, due_date=row.due_date,
        first_due_date=row.first_due_date, about_kind=row.about.kind if row.about else "",
        about_id=row.about.id if row.about else None, department_id=department, side=sides.get(department or 0, ""),
        to_side=side_of(made_to), state=row.state, kept_at=_moment(row.kept_on), created_at=at, created_by_id=by.pk,
    )  # fmt: skip


def _moment(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, NOON)) if day else None


def _as_new(one: Promise, by: Viewer) -> tuple[Change, ...]:
    said = {
        "what": one.what, "owner": str(Ref(PERSON, one.owner_id)) if one.owner_id else None,
        "department": str(Ref("people.department", one.department_id)) if one.department_id and not one.owner_id else None,
        "due_date": one.due_date, "made_to": str(Ref(PERSON, one.made_to_id)) if one.made_to_id else None,
        "about": str(one.about) if one.about else None, "state": one.state, "kept_at": one.kept_at,
    }  # fmt: skip
    return tuple(
        Change(field=name, new=value, person_id=by.pk if name == "what" else None)
        for name, value in said.items()
        if value is not None
    )


@transaction.atomic
def change_promises(
    *, changes: Mapping[int, PromiseChange], source: str, by: Viewer, at: datetime, batch: Ref
) -> list[int]:
    """Change open promises as a file says; the first day stays. Gives the ids of those that did. Raises NotAllowed."""
    check(by, EDIT)
    people = Person.objects.filter(pk__in={one.made_to_id for one in changes.values()}).select_related("department")
    sides = {one.pk: side_of(one) for one in people}
    return trail.edit_many(
        model=Promise, values={pk: _values(one, sides, source) for pk, one in changes.items()},
        event=PromiseChangedByFile, personal=_said_by(by), by=by, at=at, batch=batch,
    )  # fmt: skip


def _values(one: PromiseChange, sides: Mapping[int, str], source: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if one.due_date:
        values |= {"due_date": one.due_date, "reason": source[:200]}
    if one.made_to_id:
        values |= {"made_to_id": one.made_to_id, "to_side": sides.get(one.made_to_id, "")}
    if one.state:
        values |= {"state": one.state, "kept_at": _moment(one.kept_on) if one.state == State.KEPT else None}
    return values


@transaction.atomic
def take_promises_back(
    *, added: Collection[int], changed: Collection[int], by: Viewer, at: datetime, batch: Ref,
    anyway: Collection[int] = (),
) -> trail.Undone:  # fmt: skip
    """Remove promises that an import wrote down and undo what it changed on others, except what was changed since.

    Raises NotAllowed.
    """
    check(by, EDIT)
    removed = trail.remove_many(
        model=Promise, ids=added, event=ImportedPromiseTakenBack, told="what", by=by, at=at, batch=batch, anyway=anyway
    )
    restored = trail.restore_many(
        model=Promise, ids=changed, edited=PromiseChangedByFile, event=ImportedPromiseChangesTakenBack,
        personal=_said_by(by), by=by, at=at, batch=batch, anyway=anyway,
    )  # fmt: skip
    return trail.Undone((*removed.done, *restored.done), {**removed.kept, **restored.kept})


def _said_by(by: Viewer) -> Any:
    return lambda _promise: {"what": by.pk, "reason": by.pk}
