"""Proposing another day before the first one, and what the other side answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.promises import permissions, rules
from accord.apps.promises.events import DayAccepted, DayDeclined, DayProposed, ProposalTakenBack
from accord.apps.promises.models import Promise, Proposal
from accord.apps.promises.rules import Answer, State
from accord.apps.promises.writes.checking import PERSON, PROMISE, change, refuse, refuse_state, said, why_not_reason
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

_NOBODY = Reason(
    gettext_noop("Nobody is there who could agree: say first to whom it is promised, or move the day on your own.")
)
_OVER = Reason(gettext_noop("The proposed day has passed already. Decline it, and agree on another one."))
_NOT_OPEN = Reason(gettext_noop("No other day waits for an answer here."))


@transaction.atomic
def propose_day(
    *,
    promise: Promise,
    due_date: date,
    reason: str,
    by: Viewer,
    at: datetime,
    what: str = "",
    seen_version: int | None = None,
) -> Proposal:
    """Propose another day, and if given other words, to the one it is made to; nothing changes until they agree.

    Without anybody it is made to, who wrote it down is asked, else the next head above the owner. Raises NotAllowed,
    Invalid, WrongState, EditConflict.
    """
    permissions.check_edit(by, promise)
    change(promise, {}, DayProposed, by=by, at=at, seen_version=seen_version)
    today, what = timezone.localdate(at), what.strip() or promise.what
    refuse_state(
        rules.why_not_propose(
            State(promise.state), promise.first_due_date, today=today, is_waiting=_waiting(promise) is not None
        )
    )
    refuse(
        due_date=rules.why_not_proposed_day(due_date, promise.due_date, today=today),
        what=rules.why_not_what(what),
        reason=why_not_reason(reason),
    )
    asked = permissions.who_agrees(promise, proposed_by=by)
    if asked is None:
        raise WrongState(said(_NOBODY))
    proposal = Proposal.objects.create(
        promise=promise, due_date=due_date, what=what, reason=reason.strip(), proposed_by_id=by.pk, proposed_at=at,
        asked_id=asked,
    )  # fmt: skip
    _record(DayProposed, proposal, Change(field="reason", new=proposal.reason, person_id=by.pk), by=by, at=at)
    return proposal


@transaction.atomic
def accept_day(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Agree to the day that is proposed; before the first day this is kept as renegotiated in time.

    Raises NotAllowed, WrongState, EditConflict.
    """
    proposal = _asked(promise, by)
    today = timezone.localdate(at)
    refuse_state(_OVER if proposal.due_date < today else None)
    _answer(proposal, Answer.ACCEPTED, at=at)
    values: dict[str, Any] = {"due_date": proposal.due_date, "what": proposal.what, "reason": proposal.reason}
    if rules.is_in_time(promise.first_due_date, on=today):
        values["renegotiated_at"] = at
    change(promise, values, DayAccepted, by=by, at=at, seen_version=None)
    return promise


@transaction.atomic
def decline_day(*, promise: Promise, by: Viewer, at: datetime, reason: str = "") -> Proposal:
    """Hold on to the day as it is, perhaps saying why. Raises NotAllowed, Invalid, WrongState."""
    proposal = _asked(promise, by)
    refuse(reason=rules.why_not_words(reason))
    _answer(proposal, Answer.DECLINED, at=at, words=reason.strip())
    why = (Change(field="answer", new=proposal.answer, person_id=by.pk),) if proposal.answer else ()
    _record(DayDeclined, proposal, *why, by=by, at=at)
    return proposal


@transaction.atomic
def withdraw_proposal(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Take a proposal back before it is answered. Raises NotAllowed, WrongState."""
    permissions.check_edit(by, promise)
    if _waiting(promise) is None:
        refuse_state(_NOT_OPEN)
    close_proposal(promise, by=by, at=at)
    return promise


def close_proposal(promise: Promise, *, by: Viewer, at: datetime) -> None:
    """Take back what still waits for an answer, because its owner wants so or the promise is settled."""
    proposal = _waiting(promise)
    if proposal is not None:
        _answer(proposal, Answer.WITHDRAWN, at=at)
        _record(ProposalTakenBack, proposal, by=by, at=at)


def _waiting(promise: Promise) -> Proposal | None:
    return Proposal.objects.filter(promise=promise, state=Answer.OPEN).first()


def _asked(promise: Promise, by: Viewer) -> Proposal:
    """Get the proposal that waits, for the one who was asked."""
    proposal = _waiting(promise)
    if proposal is None:
        raise WrongState(said(_NOT_OPEN))
    permissions.check_answer(by, proposal)
    return proposal


def _answer(proposal: Proposal, answer: Answer, *, at: datetime, words: str = "") -> None:
    """Write the answer, if nobody was faster."""
    values = {"state": answer.value, "answered_at": at, "answer": words}
    if not Proposal.objects.filter(pk=proposal.pk, state=Answer.OPEN).update(**values):
        proposal.refresh_from_db()
        refuse_state(rules.why_not_answer(Answer(proposal.state)))
    for name, value in values.items():
        setattr(proposal, name, value)


def _record(
    event: type[DayProposed | DayDeclined | ProposalTakenBack],
    proposal: Proposal,
    *more: Change,
    by: Viewer,
    at: datetime,
) -> None:
    changes = (
        Change(field="due_date", new=proposal.due_date),
        Change(field="asked", new=str(Ref(PERSON, proposal.asked_id))),
        *more,
    )
    trail.record(event(subject=Ref(PROMISE, proposal.promise_id), changes=changes), by=by, at=at)
