"""What a revealed round holds, by side: the comparisons and every forecast, without persons and in no telling order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Answer, Comparison, Forecast
from accord.apps.expectations.rules.words import PERCEPTION_MOVES, Question, State
from accord.apps.ui.rules import Viewer, WrongState

_ORDER = list(Question)


@dataclass(frozen=True)
class ForecastLine:
    """One question of one answer: months after the round's base, or money in its currency."""

    question: str
    side: str
    low: float | None
    likely: float | None
    high: float | None
    guess: float | None
    never_share: float | None
    reason: str


@dataclass(frozen=True)
class ComparisonLine:
    """One question: business against IT. ``gap`` is IT's median minus the business's; ``figures`` as they were stored."""

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


@dataclass(frozen=True)
class Result:
    """A revealed round; ``unreadable`` says how many answers were not what had been sealed."""

    round_id: int
    base_date: date
    currency: str
    revealed_at: datetime
    cause: str
    unreadable: int
    comparisons: list[ComparisonLine]
    forecasts: list[ForecastLine]


def result(*, viewer: Viewer, round_id: int) -> Result:
    """Show a revealed round: four queries. Raises NotFound, or WrongState for one that is not revealed."""
    found = permissions.find(viewer, round_id)
    if found.state != State.REVEALED or found.revealed_at is None:
        raise WrongState(_("This round is not revealed: nobody can see what was answered."))
    comparisons = Comparison.objects.filter(round=found).order_by("pk")
    return Result(
        round_id=found.pk,
        base_date=found.base_date,
        currency=found.currency,
        revealed_at=found.revealed_at,
        cause=found.cause,
        unreadable=Answer.objects.filter(asked__round=found, is_unreadable=True).count(),
        comparisons=sorted(map(_comparison, comparisons), key=lambda one: _ORDER.index(Question(one.question))),
        forecasts=_forecasts(list(Forecast.objects.filter(round=found).order_by())),
    )


def _comparison(row: Comparison) -> ComparisonLine:
    return ComparisonLine(
        question=row.question,
        perception=row.perception,
        unaware=list(row.unaware),
        move=_(PERCEPTION_MOVES[row.perception]),
        gap=row.gap,
        size=row.size,
        trimmed_gap=row.trimmed_gap,
        wasserstein=row.wasserstein,
        overlap=row.overlap,
        business_first_share=row.business_first_share,
        method=row.method,
        figures=row.figures,
    )


def _forecasts(rows: Sequence[Forecast]) -> list[ForecastLine]:
    """Sort by what was said: the order in which people answered would tell who said it."""
    lines = [
        ForecastLine(
            question=row.question,
            side=row.side,
            low=_plain(row.low),
            likely=_plain(row.likely),
            high=_plain(row.high),
            guess=_plain(row.guess),
            never_share=row.never_share,
            reason=row.reason,
        )
        for row in rows
    ]
    return sorted(lines, key=_place)


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _place(line: ForecastLine) -> tuple[Any, ...]:
    values = (line.low, line.likely, line.high, line.guess, line.never_share)
    return (_ORDER.index(Question(line.question)), line.side, *((v is None, v or 0) for v in values), line.reason)
