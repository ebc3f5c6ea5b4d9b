"""A revealed round as JSON, by side."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from accord.apps.expectations import permissions, reads
from accord.apps.expectations.api.subjects import router
from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of


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


@router.get("/rounds/{round_id}/result", response={200: ResultOut, **PROBLEMS})
@door(permissions.SEE)
def result(request: HttpRequest, round_id: Id) -> Any:
    """Show a revealed round: comparisons, and forecasts by side."""
    return reads.result(viewer=viewer_of(request), round_id=round_id)
