"""Planned ends that lists state, as promises of their departments: made, followed and taken back with the import."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accord.apps.initiatives.permissions import check_import
from accord.apps.promises.events import (
    PlannedEndAgreedAnew,
    PlannedEndCancelled,
    PlannedEndMoved,
    PlannedEndPutBack,
    PlannedEndReached,
    PlannedEndStated,
    PlannedEndTakenBack,
)
from accord.apps.promises.models import Offer, Promise, Proposal
from accord.apps.promises.rules import MOST_WHAT, Follow, State, Step
from accord.apps.promises.writes.checking import PROMISE
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.trail.reads import VERSION
from accord.apps.trail.rules import plain
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

FIELDS = ("state", "due_date", "kept_at", "withdrawn_at", "untold_on", "renegotiated_at", "source")
EVENTS: dict[Step, type[Event]] = {
    Step.MADE: PlannedEndStated,
    Step.AGREED_ANEW: PlannedEndAgreedAnew,
    Step.MOVED: PlannedEndMoved,
    Step.KEPT: PlannedEndReached,
    Step.WITHDRAWN: PlannedEndCancelled,
}
NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class NewPlannedEnd:
    """A planned end that a list names for the first time; ``id`` is the one it had when the file was written before."""

    what: str
    about: Ref
    follow: Follow
    owner_id: int | None
    department_id: int | None
    side: str
    id: int | None = None


@at_once
def import_planned_ends(
    *, rows: Sequence[NewPlannedEnd], source: str, as_of: date, by: Viewer, at: datetime, batch: Ref
) -> list[int]:
    """Make the promises that planned ends are; gives their ids in the order of the rows. Raises NotAllowed."""
    check_import(by)
    made = insert_many(records=[_new(row, source, as_of, by, at) for row in rows])
    events = [
        EVENTS[step](subject=Ref(PROMISE, one.pk), changes=_told(one, row.follow, step, source))
        for one, row in zip(made, rows, strict=True)
        for step in row.follow.steps
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in made]


def _new(row: NewPlannedEnd, source: str, as_of: date, by: Viewer, at: datetime) -> Promise:
    one = Promise(
        pk=row.id, what=row.what[:MOST_WHAT], owner_id=row.owner_id, department_id=row.department_id, side=row.side,
        due_date=row.follow.due_date, first_due_date=row.follow.due_date, about_kind=row.about.kind, about_id=row.about.id,
        source=source[:200], made_on=as_of, created_at=at, created_by_id=by.pk,
    )  # fmt: skip
    for name, value in _values(row.follow).items():
        setattr(one, name, value)
    return one


@transaction.atomic
def follow_planned_ends(
    *, follows: Mapping[int, Follow], source: str, by: Viewer, at: datetime, batch: Ref
) -> dict[int, dict[str, Any]]:
    """Bring promises in line with what a later state of their list says (promise id → what follows).

    Gives what stood there before, by id, for taking it back. Raises NotAllowed.
    """
    check_import(by)
    there = Promise.objects.in_bulk(list(follows))
    before: dict[int, dict[str, Any]] = {}
    events: list[Event] = []
    for pk, one in sorted(there.items()):
        follow = follows[pk]
        before[pk] = {name: plain(getattr(one, name)) for name in FIELDS}
        old = one.due_date
        for name, value in {**_values(follow), "source": source[:200]}.items():
            setattr(one, name, value)
        one.version += 1
        for place, step in enumerate(follow.steps):
            told = _told(one, follow, step, source, old=old)
            version = () if place else (Change(field=VERSION, old=one.version - 1, new=one.version),)
            events.append(EVENTS[step](subject=Ref(PROMISE, pk), changes=(*told, *version)))
    Promise.objects.bulk_update(list(there.values()), [*FIELDS, "version"], batch_size=500)
    trail.record_many(events, by=by, at=at, batch=batch)
    return before


def _values(follow: Follow) -> dict[str, Any]:
    values: dict[str, Any] = {"due_date": follow.due_date, "state": State.OPEN.value, "untold_on": None}
    if follow.renegotiated_on is not None:
        values["renegotiated_at"] = _noon(follow.renegotiated_on)
    if follow.kept_on is not None:
        values |= {"state": State.KEPT.value, "kept_at": _noon(follow.kept_on)}
    elif follow.withdrawn_on is not None:
        values |= {"state": State.WITHDRAWN.value, "withdrawn_at": _noon(follow.withdrawn_on)}
    return values


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def _told(one: Promise, follow: Follow, step: Step, source: str, *, old: date | None = None) -> tuple[Change, ...]:
    said = Change(field="source", new=source[:200])
    match step:
        case Step.KEPT:
            return (said, Change(field="kept_on", new=follow.kept_on))
        case Step.WITHDRAWN:
            return (said,)
        case Step.MADE:
            about = Change(field="about", new=str(one.about))
            return (said, Change(field="due_date", new=follow.due_date), about)
    return (said, Change(field="due_date", old=old, new=follow.due_date))


@transaction.atomic
def take_back_planned_ends(
    *, created: Collection[int], changed: Mapping[int, Mapping[str, Any]], by: Viewer, at: datetime, batch: Ref
) -> dict[int, str]:
    """Remove the promises an import made and put back what it changed on others; gives those kept, with the reason.

    Raises NotAllowed.
    """
    check_import(by)
    kept = _remove(created, by=by, at=at, batch=batch)
    _put_back(changed, by=by, at=at, batch=batch)
    return kept


def _remove(ids: Collection[int], *, by: Viewer, at: datetime, batch: Ref) -> dict[int, str]:
    asked = set(Offer.objects.filter(promise__in=ids).values_list("promise_id", flat=True))
    asked |= set(Proposal.objects.filter(promise__in=ids).values_list("promise_id", flat=True))
    kept = dict.fromkeys(sorted(asked), _("Somebody has been asked about it since."))
    there = dict(Promise.objects.filter(pk__in=ids).exclude(pk__in=asked).order_by("pk").values_list("pk", "what"))
    while True:
        try:
            with transaction.atomic():
                Promise.objects.filter(pk__in=there).delete()
        except ProtectedError as error:
            held = {pk for pk in _protected(error) if pk in there}
            if not held:
                raise
            kept |= dict.fromkeys(held, _("Other records rest on it by now."))
            there = {pk: what for pk, what in there.items() if pk not in held}
        else:
            break
    events = [
        PlannedEndTakenBack(subject=Ref(PROMISE, pk), changes=(Change(field="what", old=what),))
        for pk, what in there.items()
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return kept


def _protected(error: ProtectedError) -> set[int]:
    return {pk for record in error.protected_objects if (pk := getattr(record, "promise_id", None)) is not None}


def _put_back(changed: Mapping[int, Mapping[str, Any]], *, by: Viewer, at: datetime, batch: Ref) -> None:
    there = Promise.objects.in_bulk(list(changed))
    events: list[Event] = []
    for pk, one in sorted(there.items()):
        told = [
            Change(field=name, old=plain(getattr(one, name)), new=old)
            for name, old in changed[pk].items()
            if plain(getattr(one, name)) != old
        ]
        for name, old in changed[pk].items():
            setattr(one, name, _stored(name, old))
        one.version += 1
        step = Change(field=VERSION, old=one.version - 1, new=one.version)
        events.append(PlannedEndPutBack(subject=Ref(PROMISE, pk), changes=(*told, step)))
    Promise.objects.bulk_update(list(there.values()), [*FIELDS, "version"], batch_size=500)
    trail.record_many(events, by=by, at=at, batch=batch)


def _stored(name: str, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if name in {"due_date", "untold_on"}:
        return parse_date(value)
    return parse_datetime(value) if name.endswith("_at") else value
