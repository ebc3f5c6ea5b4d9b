"""Outcomes as plain lines, for the API and for references."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.permissions import outcomes_visible_to
from accord.apps.expectations.reads.subjects import subject_titles, subject_url
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class RecordedOutcome:
    """What became of a subject: the month of the payoff, or an amount."""

    id: int
    about_kind: str
    about_id: int | None
    title: str
    question: str
    payoff_date: date | None
    amount: Decimal | None
    currency: str
    source: str
    recorded_at: datetime
    recorded_by: str
    version: int


def outcome_slice(
    *, viewer: Viewer, offset: int, limit: int, question: str = "", about_kind: str = "", about_id: int | None = None
) -> tuple[list[RecordedOutcome], int]:
    """List some of the outcomes the viewer may see, newest first, and how many there are: four queries."""
    found = outcomes_visible_to(viewer)
    for name, value in (("question", question), ("about_kind", about_kind), ("about_id", about_id)):
        if value:
            found = found.filter(**{name: value})
    rows = found.select_related("recorded_by").order_by("-recorded_at", "-pk")[offset : offset + limit]
    return _lines(list(rows)), found.order_by().count()


def recorded_outcome(*, viewer: Viewer, outcome_id: int) -> RecordedOutcome:
    """Describe one outcome. Raises NotFound for one the viewer may not see."""
    return _lines([permissions.find_outcome(viewer, outcome_id)])[0]


def outcome_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the outcomes the viewer may see to (title of the subject, its address): at most three queries."""
    rows = list(outcomes_visible_to(viewer).filter(pk__in=ids).order_by())
    names = subject_titles(rounds=rows)
    return {row.pk: (names[row.pk], subject_url(kind=row.about_kind, number=row.about_id)) for row in rows}


def _lines(rows: Sequence[Outcome]) -> list[RecordedOutcome]:
    names = subject_titles(rounds=rows)
    return [
        RecordedOutcome(
            id=row.pk,
            about_kind=row.about_kind,
            about_id=row.about_id or None,
            title=names[row.pk],
            question=row.question,
            payoff_date=row.payoff_date,
            amount=row.amount,
            currency=row.currency,
            source=row.source,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
            version=row.version,
        )
        for row in rows
    ]
