"""Expectations as JSON: the same reads and writes as the pages. An answer goes in and is sealed; nothing gives it back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.expectations import jobs, permissions, reads, writes
from accord.apps.expectations.rules import answers, months, rounds
from accord.apps.expectations.rules.words import NO_SUBJECT, SUBJECT_KINDS, Question, Side, State
from accord.apps.ui.api import (
    PROBLEMS,
    Amount,
    Body,
    Currency,
    Day,
    Id,
    Listing,
    Moment,
    Page,
    Share,
    Version,
    one_of,
    text,
)
from accord.apps.ui.permissions import door, viewer_of

router = Router(tags=["expectations"])

SubjectKind = Annotated[str, one_of(SUBJECT_KINDS)]
QuestionCode = Annotated[str, one_of(Question)]
AnsweringSide = Annotated[str, one_of(Side)]
AskingNote = Annotated[str, text(rounds.MOST_NOTE, blank=True)]
AnswerReason = Annotated[str, text(answers.MOST_REASON, blank=True)]
OutcomeSource = Annotated[str, text(1_000, blank=True)]


class SubjectIn(Body):
    """What is asked about; the whole portfolio (``organisation``) has no id."""

    kind: SubjectKind
    id: Id | None = None


class SubjectOut(Schema):
    """What is asked about; the whole portfolio (``organisation``) has no id."""

    kind: str
    id: int | None
    title: str


class AskedIn(Body):
    """One person and the side they answer for; executives answer for the business."""

    person_id: Id
    side: AnsweringSide


class AskedOut(Schema):
    """One asked person; whether they answered is known, what they answered is not."""

    person_id: int
    person: str
    side: str
    answered_at: datetime | None
    declined_at: datetime | None
    reminded_at: datetime | None


class RoundOut(Schema):
    """One round. The signed gaps (IT minus business) are null until it is revealed.

    ``trouble`` says why a reveal that is due could not be done.
    """

    id: int
    about: SubjectOut
    number: int
    note: str
    currency: str
    base_date: date
    state: str
    opened_at: datetime
    opened_by: str
    deadline_at: datetime
    revealed_at: datetime | None
    cause: str
    trouble: str
    is_latest: bool
    payoff_gap: float | None
    benefit_gap_share: float | None
    cost_gap_share: float | None
    asked: list[AskedOut]
    version: int

    @staticmethod
    def resolve_about(line: reads.RoundLine) -> dict[str, Any]:
        """Put kind, id and title of the subject together."""
        return {"kind": line.about_kind, "id": line.about_id, "title": line.title}


class RoundIn(Body):
    """A new round: about what, whom, until when, in which currency."""

    about: SubjectIn
    asked: Annotated[list[AskedIn], Field(min_length=1, max_length=rounds.MOST_ASKED)]
    deadline_at: Moment
    currency: Currency
    note: AskingNote = ""


class DeadlineIn(Body):
    """A later deadline."""

    deadline_at: Moment
    version: Version


class CallingOffIn(Body):
    """The version that was looked at."""

    version: Version


class RemindedOut(Schema):
    """How many people are reminded now."""

    people: int


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


class ForecastOut(Schema):
    """One answer to one question, by side: months after the base date, or money. Nobody is named."""

    question: str
    side: str
    low: float | None
    likely: float | None
    high: float | None
    guess: float | None
    never_share: float | None
    reason: str


class ComparisonOut(Schema):
    """Business against IT on one question; ``gap`` is IT's median minus the business's."""

    question: str
    perception: str
    unaware: list[str]
    move: str
    gap: float | None
    size: float | None
    trimmed_gap: float | None
    wasserstein: float | None
    overlap: float | None
    business_first_share: float | None
    method: str
    figures: dict[str, Any]


class ResultOut(Schema):
    """A revealed round; ``unreadable`` counts the answers that were not what had been sealed."""

    round_id: int
    base_date: date
    currency: str
    revealed_at: datetime
    cause: str
    unreadable: int
    comparisons: list[ComparisonOut]
    forecasts: list[ForecastOut]


class RecordedOutcomeOut(Schema):
    """What became of a subject: the month of the payoff, or an amount."""

    id: int
    about: SubjectOut
    question: str
    payoff_date: date | None
    amount: Decimal | None
    currency: str
    source: str
    recorded_at: datetime
    recorded_by: str
    version: int

    @staticmethod
    def resolve_about(line: reads.RecordedOutcome) -> dict[str, Any]:
        """Put kind, id and title of the subject together."""
        return {"kind": line.about_kind, "id": line.about_id, "title": line.title}


class RecordedOutcomeIn(Body):
    """What really happened: ``payoff_date`` for the payoff, ``amount`` and ``currency`` for benefit and cost."""

    about: SubjectIn
    question: QuestionCode
    payoff_date: Day | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    source: OutcomeSource = ""


class RecordedOutcomeChange(Body):
    """What is corrected; what is left out stays."""

    version: Version
    payoff_date: Day | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    source: OutcomeSource | None = None


class RoundsQuery(Page):
    """How to narrow the list of rounds."""

    part: Annotated[str, one_of(("mine",))] | None = None
    state: Annotated[str, one_of(State)] | None = None
    about_kind: SubjectKind | None = None
    about_id: Id | None = None


class OutcomesQuery(Page):
    """How to narrow the list of outcomes."""

    question: QuestionCode | None = None
    about_kind: SubjectKind | None = None
    about_id: Id | None = None


@router.get("/rounds", response={200: Listing[RoundOut], **PROBLEMS})
@door(permissions.SEE)
def rounds_list(request: HttpRequest, page: Query[RoundsQuery]) -> Any:
    """List the rounds the viewer may see, newest first; ``part=mine``: those waiting for the viewer's answer."""
    rows, count = reads.round_slice(
        viewer=viewer_of(request), offset=page.offset, limit=page.limit, state=page.state or "",
        about_kind=page.about_kind or "", about_id=page.about_id, waiting_for_me=page.part == "mine",
    )  # fmt: skip
    return {"items": rows, "count": count}


@router.post("/rounds", response={201: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def open_round(request: HttpRequest, data: RoundIn) -> Any:
    """Ask people of both sides what they expect, sealed until all have answered or the deadline comes."""
    viewer = viewer_of(request)
    made = writes.open_round(
        about_kind=data.about.kind, about_id=data.about.id or NO_SUBJECT, deadline_at=data.deadline_at,
        asked=[(one.person_id, one.side) for one in data.asked], currency=data.currency, note=data.note, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, reads.round_line(viewer=viewer, round_id=made.pk))


@router.get("/rounds/{round_id}", response={200: RoundOut, **PROBLEMS})
@door(permissions.SEE)
def round_(request: HttpRequest, round_id: Id) -> Any:
    """Show one round: who is asked and who has answered."""
    return reads.round_line(viewer=viewer_of(request), round_id=round_id)


@router.post("/rounds/{round_id}/people", response={201: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def ask_person(request: HttpRequest, round_id: Id, data: AskedIn) -> Any:
    """Ask one more person while the round is open."""
    viewer, now = viewer_of(request), timezone.now()
    found = permissions.find(viewer, round_id)
    asked = writes.ask_person(round_=found, person_id=data.person_id, side=data.side, by=viewer, at=now)
    jobs.start_mail("asking", round_id=round_id, asked=[asked.pk], by=viewer, at=now)
    return Status(201, reads.round_line(viewer=viewer, round_id=round_id))


@router.put("/rounds/{round_id}/deadline", response={200: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def move_deadline(request: HttpRequest, round_id: Id, data: DeadlineIn) -> Any:
    """Move the deadline later; everybody saw it, so it never becomes earlier."""
    viewer = viewer_of(request)
    writes.move_deadline(
        round_=permissions.find(viewer, round_id), deadline_at=data.deadline_at, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.put("/rounds/{round_id}/calling-off", response={200: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def call_off(request: HttpRequest, round_id: Id, data: CallingOffIn) -> Any:
    """Call a sealed round off; its answers are destroyed unread."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, round_id)
    writes.call_off(round_=found, seen_version=data.version, by=viewer, at=timezone.now())
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.post("/rounds/{round_id}/reminders", response={200: RemindedOut, **PROBLEMS})
@door(permissions.ASK)
def remind(request: HttpRequest, round_id: Id) -> Any:
    """Remind those who have not answered, at most once a day."""
    viewer, now = viewer_of(request), timezone.now()
    due = writes.remind(round_=permissions.find(viewer, round_id), by=viewer, at=now)
    jobs.start_mail("reminder", round_id=round_id, asked=due, by=viewer, at=now)
    return {"people": len(due)}


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


@router.get("/rounds/{round_id}/result", response={200: ResultOut, **PROBLEMS})
@door(permissions.SEE)
def result(request: HttpRequest, round_id: Id) -> Any:
    """Show a revealed round: comparisons, and forecasts by side."""
    return reads.result(viewer=viewer_of(request), round_id=round_id)


@router.get("/outcomes", response={200: Listing[RecordedOutcomeOut], **PROBLEMS})
@door(permissions.SEE)
def outcomes(request: HttpRequest, page: Query[OutcomesQuery]) -> Any:
    """List what is known to have happened, newest first."""
    rows, count = reads.outcome_slice(
        viewer=viewer_of(request), offset=page.offset, limit=page.limit, question=page.question or "",
        about_kind=page.about_kind or "", about_id=page.about_id,
    )  # fmt: skip
    return {"items": rows, "count": count}


@router.post("/outcomes", response={201: RecordedOutcomeOut, **PROBLEMS})
@door(permissions.RECORD)
def record_outcome(request: HttpRequest, data: RecordedOutcomeIn) -> Any:
    """Record the month of the payoff, the measured benefit of a year, or the closed cost."""
    viewer = viewer_of(request)
    made = writes.record_outcome(
        about_kind=data.about.kind, about_id=data.about.id or NO_SUBJECT, question=data.question,
        payoff_date=data.payoff_date, amount=data.amount, currency=data.currency or "", source=data.source, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, reads.recorded_outcome(viewer=viewer, outcome_id=made.pk))


@router.get("/outcomes/{outcome_id}", response={200: RecordedOutcomeOut, **PROBLEMS})
@door(permissions.SEE)
def outcome(request: HttpRequest, outcome_id: Id) -> Any:
    """Show one outcome."""
    return reads.recorded_outcome(viewer=viewer_of(request), outcome_id=outcome_id)


@router.patch("/outcomes/{outcome_id}", response={200: RecordedOutcomeOut, **PROBLEMS})
@door(permissions.RECORD)
def correct_outcome(request: HttpRequest, outcome_id: Id, data: RecordedOutcomeChange) -> Any:
    """Correct the month, the amount, its currency or the source."""
    viewer = viewer_of(request)
    values = {name: value for name, value in data.model_dump(exclude={"version"}).items() if value is not None}
    writes.correct_outcome(
        outcome=permissions.find_outcome(viewer, outcome_id), values=values, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return reads.recorded_outcome(viewer=viewer, outcome_id=outcome_id)


@router.delete("/outcomes/{outcome_id}", response={204: None, **PROBLEMS})
@door(permissions.RECORD)
def remove_outcome(request: HttpRequest, outcome_id: Id) -> Any:
    """Take an outcome back that was recorded by mistake."""
    viewer = viewer_of(request)
    writes.remove_outcome(outcome=permissions.find_outcome(viewer, outcome_id), by=viewer, at=timezone.now())
    return Status(204, None)


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
