"""The reveal: the one place where a private key is read and sealed answers are opened, all of a round at once."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.expectations import events
from accord.apps.expectations.models import Answer, Asked, Comparison, Forecast, Round
from accord.apps.expectations.rules import answers, rounds, sealing
from accord.apps.expectations.rules.words import Cause, State
from accord.apps.expectations.writes.asking import ROUND
from accord.apps.expectations.writes.comparing import compared
from accord.apps.expectations.writes.keyring import private_key
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState

log = logging.getLogger(__name__)


def reveal_due(*, by: Viewer | None, at: datetime) -> list[int]:
    """Reveal every round whose time has come; gives their ids. A round whose key is missing says so and waits."""
    open_rounds = Round.objects.filter(state=State.OPEN).order_by("pk")
    waiting = Asked.objects.filter(answered_at=None, declined_at=None).order_by().values("round_id")
    ready = open_rounds.filter(Q(deadline_at__lte=at) | ~Q(pk__in=waiting))
    return [pk for pk in ready.values_list("pk", flat=True) if reveal_round(round_id=pk, by=by, at=at)]


def reveal_round(*, round_id: int, by: Viewer | None, at: datetime) -> bool:
    """Open all answers of a round if everybody has answered or the deadline has come; tells whether it did.

    It cannot be hurried: who asks for it and when makes no difference to what is due.
    """
    try:
        with transaction.atomic():
            return _reveal(round_id, by, at)
    except WrongState as refusal:  # the key is not here: said on the round, tried again when it is back
        said = refusal.message
    except Exception as trouble:  # one round that fails must not keep the others sealed
        said = _noted(round_id, trouble)
    Round.objects.filter(pk=round_id, state=State.OPEN).update(trouble=said)
    return False


def _noted(round_id: int, trouble: Exception) -> str:
    """Log where it failed, never with what: an exception's own words may hold a value that stays sealed now."""
    places = "".join(traceback.format_tb(trouble.__traceback__))
    log.error("Round %s could not be revealed: %s\n%s", round_id, type(trouble).__name__, places)
    return _("Something went wrong while the answers were opened. It was noted, and is tried again every minute.")


def _reveal(round_id: int, by: Viewer | None, at: datetime) -> bool:
    round_ = Round.objects.select_for_update().filter(pk=round_id, state=State.OPEN).first()
    if round_ is None:
        return False
    asked = list(round_.asked.order_by("pk"))
    standings = [rounds.Standing(one.side, one.answered_at is not None, one.declined_at is not None) for one in asked]
    cause = rounds.reveal_cause(standings, round_.deadline_at, at=at)
    if cause is None:
        return False
    for answer in Answer.objects.filter(asked__round=round_).select_related("asked").order_by("pk"):
        _open(round_, answer, at)
    _finish(round_, cause, by, at)
    return True


@sensitive_variables()
def _open(round_: Round, answer: Answer, at: datetime) -> None:
    asked = answer.asked
    try:
        content = sealing.unseal(
            answer.sealed, private=private_key(answer.key_id), place=sealing.label(round_.pk, asked.pk, asked.side)
        )
        if answers.commitment(content) != answer.receipt:
            raise sealing.Unreadable("not what the receipt stands for")
        _held, given = answers.read_wording(content)
        if answers.why_not_answer(given, side=asked.side, base=round_.base_date):
            raise sealing.Unreadable("never taken as an answer here")
    except (sealing.Unreadable, ValueError, KeyError, ArithmeticError):
        Answer.objects.filter(pk=answer.pk).update(is_unreadable=True)
        change = Change(field="side", new=asked.side)
        trail.record(events.AnswerUnreadable(subject=Ref(ROUND, round_.pk), changes=(change,)), by=None, at=at)
        return
    Answer.objects.filter(pk=answer.pk).update(wording=content.decode())
    Forecast.objects.bulk_create([
        Forecast(
            answer=answer, round=round_, side=asked.side, question=one.question.value, low=one.low, likely=one.likely,
            high=one.high, guess=one.guess,
            never_share=None if one.never_share is None else float(one.never_share), reason=one.reason,
        )
        for one in given.estimates
    ])  # fmt: skip


def _finish(round_: Round, cause: Cause, by: Viewer | None, at: datetime) -> None:
    forecasts = list(Forecast.objects.filter(round=round_).order_by("pk"))
    found = compared(round_, forecasts)
    Comparison.objects.bulk_create(found)
    Round.objects.filter(about_kind=round_.about_kind, about_id=round_.about_id, is_latest=True).update(is_latest=False)
    values = {
        "state": State.REVEALED.value,
        "revealed_at": at,
        "cause": cause.value,
        "trouble": "",
        "is_latest": True,
        **standing_of(found),
    }
    Round.objects.filter(pk=round_.pk).update(**values, version=round_.version + 1)
    changes = (
        Change(field="cause", new=cause.value),
        Change(field="answers", new=len({f.answer_id for f in forecasts})),
    )
    trail.record(events.RoundRevealed(subject=Ref(ROUND, round_.pk), changes=changes), by=by, at=at)


# no event: plain values for the round
def standing_of(found: list[Comparison]) -> dict[str, float | None]:
    """Give what the list of rounds sorts by: the signed gaps, and the largest in multiples of what counts as large."""
    by_question = {one.question: one for one in found}
    sizes = [one.size for one in found if one.size is not None]

    def figure(question: str, name: str) -> float | None:
        one = by_question.get(question)
        value = one.figures.get(name) if one else None
        return float(value) if isinstance(value, int | float) else None

    return {
        "payoff_gap": figure("payoff", "gap"),
        "benefit_gap": figure("benefit", "gap_share"),
        "cost_gap": figure("cost", "gap_share"),
        "never_gap": figure("payoff", "never_gap"),
        "size": max(sizes) if sizes else None,
    }
