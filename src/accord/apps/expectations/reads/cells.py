"""One question of a revealed round as a row shows it, and when answers are too old to count on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accord.apps.expectations.models import Comparison, Round
from accord.apps.expectations.reads import words
from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.rounds import FRESH_DAYS
from accord.apps.expectations.rules.words import Question

DIGITS = 6  # quantiles are found to some ten digits: a million is no 999,999.9999


@dataclass(frozen=True)
class Cell:
    """One question of a line: both sides' P10, P50, P90 (None: no range), their joint median, and how far apart."""

    question: str
    base: date
    currency: str
    business: tuple[float, float, float] | None
    it: tuple[float, float, float] | None
    joint: float | None
    gap: float | None
    note: str
    is_apart: bool
    perception: str

    @property
    def label(self) -> str:
        """The question in words."""
        return words.question_words(self.question)

    @property
    def business_value(self) -> object:
        """The business's likely value: a day, or an amount."""
        return self._value(self.business)

    @property
    def it_value(self) -> object:
        """IT's likely value: a day, or an amount."""
        return self._value(self.it)

    def _value(self, values: tuple[float, float, float] | None) -> object:
        if values is None:
            return None
        return date_of(self.base, values[1]) if self.question == Question.PAYOFF else round(values[1])


# no viewer: a row that was found for one
def cell_of(row: Comparison, round_: Round) -> Cell:
    """Give one question of a revealed round as a row shows it."""
    share = row.figures.get("gap_share")
    return Cell(
        question=row.question,
        base=round_.base_date,
        currency=round_.currency,
        business=triple(row.figures.get("business")),
        it=triple(row.figures.get("it")),
        joint=joint[1] if (joint := triple(row.figures.get("pool"))) else None,
        gap=row.gap,
        note=words.gap_note(row.question, row.gap, share, currency=round_.currency),
        is_apart=row.size is not None and row.size > 1,
        perception=row.perception,
    )


# no viewer: plain values
def triple(found: Any) -> tuple[float, float, float] | None:
    """Read P10, P50, P90 out of stored figures; None where they are not there."""
    if not found or len(found) != 3 or any(value is None for value in found):
        return None
    low, likely, high = (round(float(value), DIGITS) for value in found)
    return low, likely, high


# no viewer: a rule about days
def is_old(revealed_at: datetime | None, *, as_of: date) -> bool:
    """Tell whether answers are too old to be compared with the world of today."""
    return revealed_at is not None and (as_of - timezone.localdate(revealed_at)).days > FRESH_DAYS
