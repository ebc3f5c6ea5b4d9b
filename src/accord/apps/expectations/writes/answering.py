"""Giving a sealed answer, taking it back while it is sealed, declining; and what goes when a person's data is erased."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.expectations import events, permissions
from accord.apps.expectations.models import Answer, Asked, Forecast, LinkCode
from accord.apps.expectations.rules import answers, rounds, sealing
from accord.apps.expectations.rules.words import State
from accord.apps.expectations.writes.asking import ROUND, locked
from accord.apps.expectations.writes.keyring import sealing_key
from accord.apps.expectations.writes.refusing import refuse, refuse_state
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Ref, Viewer, WrongState


@dataclass(frozen=True)
class Receipt:
    """What the answerer takes home: after the reveal it proves that nothing was changed."""

    round_id: int
    side: str
    digest: str
    at: datetime


@sensitive_variables()
@transaction.atomic
def give_answer(*, asked: Asked, answer: answers.Answer, by: Viewer, at: datetime) -> Receipt:
    """Seal an answer on behalf of the side one is asked for. Nobody reads it before the reveal, its giver included.

    Raises NotAllowed, Invalid (fields as ``payoff_low``), or WrongState when the round is over or one has answered.
    """
    permissions.check_answer(by, asked)
    round_ = locked(asked.round)
    refuse_state(rounds.why_not_open(round_.state, round_.deadline_at, at=at))
    now = Asked.objects.select_for_update().get(pk=asked.pk)
    if now.answered_at is not None:
        raise WrongState(_("You have answered already. To answer anew, take your sealed answer back first."))
    refuse(dict(answers.why_not_answer(answer, side=now.side, base=round_.base_date)))
    content = answers.wording(
        answer, round_id=round_.pk, asked_id=now.pk, side=now.side, currency=round_.currency, base=round_.base_date,
        nonce=secrets.token_hex(32),
    )  # fmt: skip
    key = sealing_key()
    sealed = sealing.seal(content, public=key.public, place=sealing.label(round_.pk, now.pk, now.side))
    digest = answers.commitment(content)
    Answer.objects.create(asked=now, sealed=sealed, key_id=key.id, receipt=digest)
    _mark(now, by, at, events.AnswerSealed, answered_at=at, declined_at=None)
    return Receipt(round_.pk, now.side, digest, at)


@transaction.atomic
def take_back_answer(*, asked: Asked, by: Viewer, at: datetime) -> Asked:
    """Destroy one's own sealed answer, unread, to answer anew. Raises NotAllowed, or WrongState once it is too late."""
    permissions.check_answer(by, asked)
    round_ = locked(asked.round)
    refuse_state(rounds.why_not_open(round_.state, round_.deadline_at, at=at))
    now = Asked.objects.select_for_update().get(pk=asked.pk)
    if now.answered_at is None:
        raise WrongState(_("There is no answer of yours to take back."))
    Answer.objects.filter(asked=now).delete()
    return _mark(now, by, at, events.AnswerTakenBack, answered_at=None, declined_at=None)


@transaction.atomic
def decline(*, asked: Asked, by: Viewer, at: datetime) -> Asked:
    """Say that one will not answer, so that nobody waits. One may answer after all while the round is open.

    Raises NotAllowed, or WrongState when the round is over or one has answered.
    """
    permissions.check_answer(by, asked)
    round_ = locked(asked.round)
    refuse_state(rounds.why_not_open(round_.state, round_.deadline_at, at=at))
    now = Asked.objects.select_for_update().get(pk=asked.pk)
    if now.answered_at is not None:
        raise WrongState(_("You have answered already. Take your answer back first."))
    if now.declined_at is not None:
        return now
    return _mark(now, by, at, events.AnswerDeclined, answered_at=None, declined_at=at)


def _mark(
    asked: Asked, by: Viewer, at: datetime, event: type[Event], *, answered_at: datetime | None,
    declined_at: datetime | None,
) -> Asked:  # fmt: skip
    asked.answered_at, asked.declined_at = answered_at, declined_at
    asked.save(update_fields=["answered_at", "declined_at"])
    change = Change(field="side", new=asked.side)
    trail.record(event(subject=Ref(ROUND, asked.round_id), changes=(change,)), by=by, at=at)
    return asked


def erase_answers(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Destroy what a person said: sealed answers wholly, revealed reasons and wordings; the numbers stay the side's.

    Runs in the transaction that erases the person. Returns how many answers were touched.
    """
    there = Answer.objects.filter(asked__person_id=person_id).select_related("asked__round")
    touched = 0
    for answer in there:
        asked = answer.asked
        if asked.round.state == State.OPEN:
            answer.delete()
            asked.answered_at, asked.declined_at = None, at
            asked.save(update_fields=["answered_at", "declined_at"])
        elif answer.wording or answer.sealed:
            Answer.objects.filter(pk=answer.pk).update(wording="", sealed="")
            Forecast.objects.filter(answer=answer).update(reason="")
        touched += 1
        change = Change(field="side", new=asked.side)
        trail.record(events.AnswerErased(subject=Ref(ROUND, asked.round_id), changes=(change,)), by=by, at=at)
    LinkCode.objects.filter(asked__person_id=person_id).delete()
    return touched
