"""Making promises and changing open ones."""

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
from accord.apps.promises.events import PromiseEdited, PromiseMade, PromiseMoved, PromiseWrittenDown
from accord.apps.promises.models import Promise, Proposal
from accord.apps.promises.rules import Answer, Kind, State
from accord.apps.promises.writes.checking import (
    PERSON,
    PROMISE,
    change,
    person,
    refuse,
    refuse_state,
    side_of,
    why_not_listed,
)
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, Ref, Viewer

EDITABLE = {"what", "due_date", "made_to_id", "kind", "confidence_share"}
PROPOSED = {"what", "due_date", "made_to_id"}  # what stays as it is while a proposal waits
_NOT_THERE = Reason(gettext_noop("There is no such record, or it is not open to you."))
_WHY_MOVED = Reason(gettext_noop("Say in a few words why the day moves: whoever counted on it will ask."))
_WAITS = Reason(gettext_noop("Another day has been proposed and waits for an answer. Take the proposal back first."))


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
    kind: str = Kind.DELIVERY,
    confidence_share: float | None = None,
) -> Promise:
    """Promise something by a day, for oneself or (by role) as another person's words.

    ``about`` is a record the promise is about. ``is_minuted`` says that it was made in a meeting, which answers for
    who may write it down there and for what it is about. ``kind`` says what is given (delivery, people, data, …),
    ``confidence_share`` how sure the owner is (0 to 1). Raises NotAllowed, Invalid.
    """
    if not is_minuted:
        permissions.check_make(by, owner_id)
    what = what.strip()
    refuse(
        what=rules.why_not_what(what),
        due_date=rules.why_not_due(due_date, today=timezone.localdate(at)),
        kind=why_not_listed(kind, rules.KIND_LABELS),
        confidence_share=rules.why_not_confidence(confidence_share),
    )
    owner = person(owner_id, "owner_id")
    made_to = person(made_to_id, "made_to_id") if made_to_id is not None else None
    if about is not None and not is_minuted and about not in titles(viewer=by, refs=[about]):
        refuse(about=_NOT_THERE)
    promise = Promise.objects.create(
        what=what,
        owner=owner,
        made_to=made_to,
        due_date=due_date,
        first_due_date=due_date,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        kind=str(kind),
        confidence_share=confidence_share,
        department=owner.department,
        side=side_of(owner),
        to_side=side_of(made_to),
        created_at=at,
        created_by_id=by.pk,
    )
    event = PromiseMade if owner_id == by.pk else PromiseWrittenDown
    trail.record(event(subject=Ref(PROMISE, promise.pk), changes=_new_values(promise, owner_id, by)), by=by, at=at)
    return promise


def _new_values(promise: Promise, owner_id: int, by: Viewer) -> tuple[Change, ...]:
    changes = [
        Change(field="what", new=promise.what, person_id=by.pk),
        Change(field="owner", new=str(Ref(PERSON, owner_id))),
        Change(field="due_date", new=promise.due_date),
    ]
    if promise.made_to_id:
        changes.append(Change(field="made_to", new=str(Ref(PERSON, promise.made_to_id))))
    if promise.about:
        changes.append(Change(field="about", new=str(promise.about)))
    if promise.kind != Kind.DELIVERY:
        changes.append(Change(field="kind", new=promise.kind))
    if promise.confidence_share is not None:
        changes.append(Change(field="confidence_share", new=promise.confidence_share))
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
    is_minuted: bool = False,
) -> Promise:
    """Change what, due_date, made_to_id, kind or confidence_share of an open promise; only what is in ``values``.

    Moving the day needs a ``reason``; the day it was first promised for is kept and goes on to count. How sure the
    owner is can be said once, before the first day. ``is_minuted`` says that it was agreed in a meeting, which answers
    for who may write it down. Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    if not is_minuted:
        permissions.check_edit(by, promise)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    change(promise, {}, PromiseEdited, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    refuse_state(rules.why_not_edit(State(promise.state)))
    given = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    wanted: dict[str, Any] = {name: value for name, value in given.items() if value != getattr(promise, name)}
    if PROPOSED & set(wanted) and Proposal.objects.filter(promise=promise, state=Answer.OPEN).exists():
        refuse_state(_WAITS)
    moved = "due_date" in wanted
    _refuse_values(promise, wanted, reason, today=timezone.localdate(at))
    if "made_to_id" in wanted:
        wanted["to_side"] = side_of(_made_to(wanted["made_to_id"]))
    if moved:
        wanted["reason"] = reason.strip()
    change(promise, wanted, PromiseMoved if moved else PromiseEdited, by=by, at=at, seen_version=seen_version)
    return promise


def _refuse_values(promise: Promise, wanted: Mapping[str, Any], reason: str, *, today: date) -> None:
    moved = "due_date" in wanted
    refuse(
        what=rules.why_not_what(wanted["what"]) if "what" in wanted else None,
        due_date=rules.why_not_due(wanted["due_date"], today=today) if moved else None,
        reason=(rules.why_not_words(reason) if reason.strip() else _WHY_MOVED) if moved else None,
        kind=why_not_listed(wanted.get("kind", promise.kind), rules.KIND_LABELS),
        confidence_share=rules.why_not_confidence(
            wanted["confidence_share"], stated=promise.confidence_share, first_due=promise.first_due_date, today=today
        )
        if "confidence_share" in wanted
        else None,
    )


def _made_to(person_id: int | None) -> Person | None:
    return None if person_id is None else person(person_id, "made_to_id")
