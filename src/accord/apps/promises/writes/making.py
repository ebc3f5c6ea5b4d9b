"""Making, changing and settling promises: the only door for pages, API and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.people.models import Person
from accord.apps.promises import permissions, rules
from accord.apps.promises.events import (
    PromiseEdited,
    PromiseKept,
    PromiseMade,
    PromiseMissed,
    PromiseMoved,
    PromiseReopened,
    PromiseWithdrawn,
    PromiseWrittenDown,
)
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

PROMISE = "promises.promise"
PERSON = "people.person"
EDITABLE = {"what", "due_date", "made_to_id"}


@transaction.atomic
def make_promise(
    *,
    what: str,
    owner_id: int,
    due_date: date,
    by: Viewer,
    at: datetime,
    about: Ref | None = None,
    made_to_id: int | None = None,
    is_minuted: bool = False,
) -> Promise:
    """Promise something by a day, for oneself or (by role) as another person's words.

    ``about`` is a record the promise is about. ``is_minuted`` says that it was made in a meeting, which answers for
    who may write it down there and for what it is about. Raises NotAllowed, Invalid.
    """
    if not is_minuted:
        permissions.check_make(by, owner_id)
    what = what.strip()
    _refuse(what=rules.why_not_what(what), due_date=rules.why_not_due(due_date, today=timezone.localdate(at)))
    owner = _person(owner_id, "owner_id")
    made_to = _person(made_to_id, "made_to_id") if made_to_id is not None else None
    if about is not None and not is_minuted and about not in titles(viewer=by, refs=[about]):
        _refuse(about=_NOT_THERE)
    promise = Promise.objects.create(
        what=what,
        owner=owner,
        made_to=made_to,
        due_date=due_date,
        first_due_date=due_date,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        side=owner.department.side if owner.department else "",
        created_at=at,
        created_by_id=by.pk,
    )
    event = PromiseMade if owner_id == by.pk else PromiseWrittenDown
    trail.record(event(subject=Ref(PROMISE, promise.pk), changes=_new_values(promise, by)), by=by, at=at)
    return promise


_NOT_THERE = Reason(gettext_noop("There is no such record, or it is not open to you."))
_NO_PERSON = Reason(gettext_noop("Choose a person from the list."))
_WHY_MOVED = Reason(gettext_noop("Say in a few words why the day moves: whoever counted on it will ask."))
_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))


def _new_values(promise: Promise, by: Viewer) -> tuple[Change, ...]:
    changes = [
        Change(field="what", new=promise.what, person_id=by.pk),
        Change(field="owner", new=str(Ref(PERSON, promise.owner_id))),
        Change(field="due_date", new=promise.due_date),
    ]
    if promise.made_to_id:
        changes.append(Change(field="made_to", new=str(Ref(PERSON, promise.made_to_id))))
    if promise.about:
        changes.append(Change(field="about", new=str(promise.about)))
    return tuple(changes)


@transaction.atomic
def edit_promise(
    *,
    promise: Promise,
    values: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Promise:
    """Change what, due_date or made_to_id of an open promise; only what is in ``values``.

    Moving the day needs a ``reason``; the day it was first promised for is kept. Raises NotAllowed, Invalid,
    WrongState, EditConflict.
    """
    permissions.check_edit(by, promise)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    _change(promise, {}, PromiseEdited, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    _refuse_state(rules.why_not_edit(State(promise.state)))
    wanted: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    moved = "due_date" in wanted and wanted["due_date"] != promise.due_date
    today = timezone.localdate(at)
    _refuse(
        what=rules.why_not_what(wanted["what"]) if "what" in wanted else None,
        due_date=rules.why_not_due(wanted["due_date"], today=today) if moved else None,
        reason=(rules.why_not_words(reason) if reason.strip() else _WHY_MOVED) if moved else None,
    )
    if wanted.get("made_to_id") is not None and wanted["made_to_id"] != promise.made_to_id:
        _person(wanted["made_to_id"], "made_to_id")
    if moved:
        wanted["reason"] = reason.strip()
    _change(promise, wanted, PromiseMoved if moved else PromiseEdited, by=by, at=at, seen_version=seen_version)
    return promise


@transaction.atomic
def keep_promise(
    *, promise: Promise, by: Viewer, at: datetime, proof: str = "", seen_version: int | None = None
) -> Promise:
    """Say that a promise is kept, with what shows it. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    _refuse(proof=rules.why_not_words(proof))
    values = {"state": State.KEPT.value, "kept_at": at, "proof": proof.strip()}
    return _settle(promise, values, PromiseKept, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def miss_promise(
    *, promise: Promise, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Promise:
    """Say that a promise was not kept, and why. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    _refuse_reason(reason)
    values = {"state": State.MISSED.value, "reason": reason.strip()}
    return _settle(promise, values, PromiseMissed, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def withdraw_promise(
    *, promise: Promise, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Promise:
    """Take a promise back before its time, and say why. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    permissions.check_edit(by, promise)
    _refuse_reason(reason)
    values = {"state": State.WITHDRAWN.value, "reason": reason.strip()}
    return _settle(promise, values, PromiseWithdrawn, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def reopen_promise(*, promise: Promise, by: Viewer, at: datetime, seen_version: int | None = None) -> Promise:
    """Say that a settled promise is open after all. Raises NotAllowed, WrongState, EditConflict."""
    values = {"state": State.OPEN.value, "kept_at": None}
    return _settle(promise, values, PromiseReopened, by=by, at=at, seen_version=seen_version)


def _settle(
    promise: Promise, values: dict[str, Any], event: type[Event], *, by: Viewer, at: datetime, seen_version: int | None
) -> Promise:
    permissions.check_settle(by, promise)
    _change(promise, {}, event, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    _refuse_state(rules.why_not_move(State(promise.state), State(values["state"])))
    _change(promise, values, event, by=by, at=at, seen_version=seen_version)
    return promise


def _change(
    promise: Promise,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None,
) -> None:
    """Change under the version that was looked at: of the page if it is known, else of the record as loaded."""
    trail.edit(
        promise,
        values,
        event=event,
        subject=Ref(PROMISE, promise.pk),
        by=by,
        at=at,
        seen_version=promise.version if seen_version is None else seen_version,
        personal=dict.fromkeys(("what", "proof", "reason"), by.pk),
    )


def _person(person_id: int, field: str) -> Person:
    found = Person.objects.select_related("department").filter(pk=person_id, is_active=True, erased_at=None).first()
    if found is None:
        raise Invalid(_said(_NO_PERSON), {field: _said(_NO_PERSON)})
    return found


def _said(reason: Reason) -> str:
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def _refuse(**reasons: Reason | None) -> None:
    fields = {name: _said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def _refuse_reason(reason: str) -> None:
    _refuse(reason=rules.why_not_words(reason) if reason.strip() else _WHY)


def _refuse_state(reason: Reason | None) -> None:
    if reason:
        raise WrongState(_said(reason))
