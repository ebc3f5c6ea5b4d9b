"""What really happened, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema, Status

from accord.apps.expectations import permissions, reads, writes
from accord.apps.expectations.api.subjects import QuestionCode, SubjectIn, SubjectKind, SubjectOut, router
from accord.apps.expectations.rules.words import NO_SUBJECT
from accord.apps.ui.api import PROBLEMS, Amount, Body, Currency, Day, Id, Listing, Page, Version, text
from accord.apps.ui.permissions import door, viewer_of

OutcomeSource = Annotated[str, text(1_000, blank=True)]


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


class OutcomesQuery(Page):
    """How to narrow the list of outcomes."""

    question: QuestionCode | None = None
    about_kind: SubjectKind | None = None
    about_id: Id | None = None


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
