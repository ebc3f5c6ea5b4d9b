"""What a source says of an initiative on a day: its planned end, its money, its rating; and what changed between days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from accord.apps.batches.rules.dates import last_day

REBASED = 10  # money that grew or shrank by more than this factor is another scope or unit, not growth
GREW = 0.1  # the share of change from which on money has grown or shrunk a good deal
LONG = 180  # days beyond which a day is said to have moved far
LARGEST = Decimal(10) ** 15


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Rating(StrEnum):
    """How sure a source is that an initiative will be done as planned."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"
    NONE = "none"


RATING_LABELS: dict[str, str] = {
    Rating.GREEN: _("Green"),
    Rating.AMBER_GREEN: _("Amber/Green"),
    Rating.AMBER: _("Amber"),
    Rating.AMBER_RED: _("Amber/Red"),
    Rating.RED: _("Red"),
    Rating.NONE: _("No rating"),
}


class Move(StrEnum):
    """What became of a planned end from one state of a list to the next."""

    LATER = "later"
    SAME = "same"
    EARLIER = "earlier"


class Growth(StrEnum):
    """What became of an amount from one state of a list to the next."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True)
class Stated:
    """What one source says on one day, as far as it is compared; None and "" where it says nothing."""

    as_of: date
    planned_end_on: date | None = None
    cost: Decimal | None = None
    currency: str = ""
    rating: str = ""


def stated_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the values of a row into the fields of an initiative; only what the row speaks of.

    Of a month or a year the last day is taken: the source allows it.
    """
    found: dict[str, Any] = {}
    for name in ("planned_end_on", "ended_on"):
        if isinstance(value := values.get(name), str) and (day := last_day(value)):
            found[name] = day
    for name in ("cost", "benefit"):
        if (amount := amount_of(values.get(name))) is not None:
            found |= {f"{name}_amount": amount, f"{name}_currency": str(values[name].get("currency", ""))[:3]}
    if values.get("rating"):
        found["rating"] = values["rating"]
    return found


def amount_of(value: Any) -> Decimal | None:
    """Read the amount of money in a row's value (``{"amount": "12.50", …}``); None for anything else."""
    if not isinstance(value, Mapping):
        return None
    try:
        amount = Decimal(str(value.get("amount", ""))).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < LARGEST else None


def days_between(earlier: Stated, later: Stated) -> int | None:
    """Count the days by which the planned end moved; negative means earlier, None that one of them named none."""
    if earlier.planned_end_on is None or later.planned_end_on is None:
        return None
    return (later.planned_end_on - earlier.planned_end_on).days


def move_of(days: int) -> Move:
    """Name which way a planned end moved."""
    return Move.SAME if days == 0 else Move.LATER if days > 0 else Move.EARLIER


def ratio_between(earlier: Stated, later: Stated) -> float | None:
    """Divide the later cost by the earlier one; None where one is missing, in another currency, or the earlier not above 0."""
    if earlier.cost is None or later.cost is None or earlier.currency != later.currency:
        return None
    return float(later.cost / earlier.cost) if earlier.cost > 0 else None


def growth_of(ratio: float) -> Growth:
    """Name what became of an amount."""
    return Growth.SAME if ratio == 1 else Growth.UP if ratio > 1 else Growth.DOWN


def is_rebased(ratio: float) -> bool:
    """Tell whether an amount changed so much that another scope or unit is counted, not growth."""
    return ratio > REBASED or ratio < 1 / REBASED
