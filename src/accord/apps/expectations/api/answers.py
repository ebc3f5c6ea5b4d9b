"""Answers as JSON: one goes in and is sealed; nothing gives it back before the reveal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status

from accord.apps.expectations import permissions, reads, writes
from accord.apps.expectations.api.rounds import RoundOut
from accord.apps.expectations.api.subjects import router
from accord.apps.expectations.rules import answers, months
from accord.apps.expectations.rules.words import Question
from accord.apps.ui.api import PROBLEMS, Amount, Body, Day, Id, Share, text
from accord.apps.ui.permissions import door, viewer_of

AnswerReason = Annotated[str, text(answers.MOST_REASON, blank=True)]


class PayoffIn(Body):
    """The month of the payoff as any day in it: low, likely and high, or none of them."""

    low: Day | None = None
    likely: Day | None = None
    high: Day | None = None
    guess: Day | None = None
    never_share: Share | None = None
    reason: AnswerReason = ""


class AmountIn(Body):
    """An amount in the round's currency: low, likely and high, or none of them."""

    low: Amount | None = None
    likely: Amount | None = None
    high: Amount | None = None
    guess: Amount | None = None
    reason: AnswerReason = ""


class ExpectationIn(Body):
    """An answer: 10th, 50th and 90th percentile per question; a question left out is "I cannot say".

    ``guess`` is what the other side is believed to call likely.
    """

    payoff: PayoffIn | None = None
    benefit: AmountIn | None = None
    cost: AmountIn | None = None


class ReceiptOut(Schema):
    """What the answerer keeps: the SHA-256 of what was sealed."""

    round_id: int
    side: str
    digest: str
    answered_at: datetime


class OwnReceiptOut(Schema):
    """One's own receipt; from the reveal on ``wording`` holds the text whose SHA-256 it is, before it is empty."""

    side: str
    digest: str
    answered_at: datetime | None
    wording: str
    is_unreadable: bool


@router.post("/rounds/{round_id}/answer", response={201: ReceiptOut, **PROBLEMS})
@door(permissions.ANSWER)
def give_answer(request: HttpRequest, round_id: Id, data: ExpectationIn) -> Any:
    """Seal one's own answer and return its receipt. Nothing shows the answer again before the reveal."""
    viewer = viewer_of(request)
    asked = reads.own_place(viewer=viewer, round_id=round_id)
    given = _answer(data, asked.round.base_date)
    receipt = writes.give_answer(asked=asked, answer=given, by=viewer, at=timezone.now())
    said = {"round_id": round_id, "side": receipt.side, "digest": receipt.digest, "answered_at": receipt.at}
    return Status(201, said)


@router.delete("/rounds/{round_id}/answer", response={200: RoundOut, **PROBLEMS})
@door(permissions.ANSWER)
def take_back_answer(request: HttpRequest, round_id: Id) -> Any:
    """Destroy one's own sealed answer unread, to answer anew."""
    viewer = viewer_of(request)
    asked = reads.own_place(viewer=viewer, round_id=round_id)
    writes.take_back_answer(asked=asked, by=viewer, at=timezone.now())
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.put("/rounds/{round_id}/declining", response={200: RoundOut, **PROBLEMS})
@door(permissions.ANSWER)
def decline(request: HttpRequest, round_id: Id) -> Any:
    """Say that one will not answer, so that nobody waits."""
    viewer = viewer_of(request)
    asked = reads.own_place(viewer=viewer, round_id=round_id)
    writes.decline(asked=asked, by=viewer, at=timezone.now())
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.get("/rounds/{round_id}/receipt", response={200: OwnReceiptOut, **PROBLEMS})
@door(permissions.ANSWER)
def receipt(request: HttpRequest, round_id: Id) -> Any:
    """Show one's own receipt; once revealed, with the text it stands for."""
    return reads.own_receipt(viewer=viewer_of(request), round_id=round_id)


def _answer(data: ExpectationIn, base: date) -> answers.Answer:
    given = []
    if data.payoff is not None:
        given.append(_payoff(data.payoff, base))
    for question, money in ((Question.BENEFIT, data.benefit), (Question.COST, data.cost)):
        if money is not None:
            given.append(answers.Estimate(question, **money.model_dump()))
    return answers.Answer(tuple(given))


def _payoff(data: PayoffIn, base: date) -> answers.Estimate:
    count = {
        name: None if day is None else Decimal(months.months_between(base, day))
        for name, day in (("low", data.low), ("likely", data.likely), ("high", data.high), ("guess", data.guess))
    }
    never = None if data.never_share is None else Decimal(str(data.never_share))
    return answers.Estimate(Question.PAYOFF, **count, never_share=never, reason=data.reason)
