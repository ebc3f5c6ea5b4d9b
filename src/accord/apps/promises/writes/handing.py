"""Asking somebody else to take a promise over, and what they answer: nobody promises for another unasked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.promises import permissions, rules
from accord.apps.promises.events import OfferDeclined, OfferTakenBack, PromiseOffered, PromiseTakenOver
from accord.apps.promises.models import Offer, Promise
from accord.apps.promises.rules import Answer, State
from accord.apps.promises.writes.checking import (
    PERSON,
    PROMISE,
    change,
    person,
    refuse,
    refuse_state,
    said,
    side_of,
    why_not_reason,
)
from accord.apps.promises.writes.proposing import close_proposal
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

_OWNER = Reason(gettext_noop("They own it already."))
_MADE_TO = Reason(gettext_noop("It is promised to them. Choose somebody who can keep it for them."))
_WAITS = Reason(gettext_noop("Somebody has been asked already. Take that back first."))
_NONE = Reason(gettext_noop("Nobody is asked to take this over."))


@transaction.atomic
def offer_promise(*, promise: Promise, to_id: int, reason: str, by: Viewer, at: datetime) -> Offer:
    """Ask somebody to take a promise over; it stays with its owner until they accept.

    Raises NotAllowed, Invalid, WrongState.
    """
    permissions.check_edit(by, promise)
    refuse_state(rules.why_not_edit(State(promise.state)) or (_WAITS if _waiting(promise) else None))
    taken = {promise.owner_id: _OWNER, promise.made_to_id: _MADE_TO}
    refuse(to_id=taken.get(to_id), reason=why_not_reason(reason))
    to = person(to_id, "to_id")
    offer = Offer.objects.create(
        promise=promise, to=to, reason=reason.strip(), offered_by_id=by.pk, offered_at=at
    )  # fmt: skip
    changes = (
        Change(field="to", new=str(Ref(PERSON, to.pk))),
        Change(field="reason", new=offer.reason, person_id=by.pk),
    )
    trail.record(PromiseOffered(subject=Ref(PROMISE, promise.pk), changes=changes), by=by, at=at)
    return offer


@transaction.atomic
def take_over(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Take a promise over that one was asked to: its day stays, how sure one is can be said anew before the first day.

    Raises NotAllowed, WrongState, EditConflict.
    """
    _answered(promise, Answer.ACCEPTED, by=by, at=at)
    owner = person(by.pk, "owner_id")
    values: dict[str, Any] = {
        "owner_id": owner.pk, "department_id": owner.department_id, "side": side_of(owner), "confidence_share": None,
    }  # fmt: skip
    change(promise, values, PromiseTakenOver, by=by, at=at, seen_version=None)
    close_proposal(promise, by=by, at=at)
    return promise


@transaction.atomic
def decline_offer(*, promise: Promise, by: Viewer, at: datetime, reason: str = "") -> Promise:
    """Leave a promise with its owner, perhaps saying why. Raises NotAllowed, Invalid, WrongState."""
    refuse(reason=rules.why_not_words(reason))
    offer = _answered(promise, Answer.DECLINED, by=by, at=at, words=reason.strip())
    why = (Change(field="answer", new=offer.answer, person_id=by.pk),) if offer.answer else ()
    trail.record(OfferDeclined(subject=Ref(PROMISE, promise.pk), changes=why), by=by, at=at)
    return promise


@transaction.atomic
def withdraw_offer(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Take the question back before it is answered. Raises NotAllowed, WrongState."""
    permissions.check_edit(by, promise)
    if _waiting(promise) is None:
        refuse_state(_NONE)
    close_offer(promise, by=by, at=at)
    return promise


def close_offer(promise: Promise, *, by: Viewer, at: datetime) -> None:
    """Take back what still waits for an answer, because its owner wants so or the promise is settled."""
    offer = _waiting(promise)
    if offer is not None:
        _answer(offer, Answer.WITHDRAWN, at=at)
        whom = (Change(field="to", new=str(Ref(PERSON, offer.to_id))),)
        trail.record(OfferTakenBack(subject=Ref(PROMISE, promise.pk), changes=whom), by=by, at=at)


def _waiting(promise: Promise) -> Offer | None:
    return Offer.objects.filter(promise=promise, state=Answer.OPEN).first()


def _answered(promise: Promise, answer: Answer, *, by: Viewer, at: datetime, words: str = "") -> Offer:
    """Write the answer of the one who was asked."""
    offer = _waiting(promise)
    if offer is None:
        raise WrongState(said(_NONE))
    permissions.check_take_over(by, offer)
    _answer(offer, answer, at=at, words=words)
    return offer


def _answer(offer: Offer, answer: Answer, *, at: datetime, words: str = "") -> None:
    """Write the answer, if nobody was faster."""
    values = {"state": answer.value, "answered_at": at, "answer": words}
    if not Offer.objects.filter(pk=offer.pk, state=Answer.OPEN).update(**values):
        refuse_state(_NONE)
    for name, value in values.items():
        setattr(offer, name, value)
