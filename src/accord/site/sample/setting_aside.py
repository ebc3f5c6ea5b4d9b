"""Money set aside for trying things out: Operations uses it, Commercial hardly."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from accord.apps.value import writes
from accord.apps.value.models import Budget
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.paying import CURRENCY
from accord.site.sample.working import Told

BEGUN, AHEAD = 300, 65  # days ago and ahead
SET_ASIDE: tuple[tuple[str, int, int], ...] = (("Operations", 1_400_000, 120_000), ("Commercial", 2_600_000, 200_000))
USED: tuple[tuple[str, int, int, str], ...] = (
    ("Operations", 262, 14_000, "Two weeks with a model that reads handwriting"),
    ("Operations", 214, 22_500, "Pictures from drones after the storm in the north"),
    ("Operations", 171, 18_000, "A day a month for the team leads to try what they like"),
    ("Operations", 118, 21_000, "Speech in three dialects"),
    ("Operations", 64, 17_500, "A test of small models on our own machines"),
    ("Operations", 19, 9_000, "What a surveyor's glasses can see"),
    ("Commercial", 203, 6_000, "A fair for campaign software"),
)


def note_budgets(chronicle: Chronicle, house: House, works: dict[str, Told]) -> None:
    """Note what was set aside ten months ago and what it was used for."""
    kept: dict[str, Budget] = {}
    begun = chronicle.day(BEGUN)
    for place, (unit, total, aside) in enumerate(SET_ASIDE):
        act = partial(_add, chronicle, house, kept, unit, total, aside)
        chronicle.note(begun, act, f"Money is set aside: {unit}", time(10, 20 + place))
    for unit, ago, amount, words in USED:
        day = chronicle.day(ago)
        chronicle.note(day, partial(_use, house, kept, unit, day, amount, words), f"{unit}: {words}", time(15, 10))


def _add(
    chronicle: Chronicle, house: House, kept: dict[str, Budget], unit: str, total: int, aside: int, at: datetime
) -> None:
    kept[unit] = writes.add_budget(
        title=f"{unit}, this year", from_date=at.date(), to_date=chronicle.today + timedelta(days=AHEAD),
        currency=CURRENCY, department_id=house.units[unit].pk, total_amount=Decimal(total), aside_amount=Decimal(aside),
        by=house.person("Miriam Costa"), at=at,
    )  # fmt: skip


def _use(house: House, kept: dict[str, Budget], unit: str, day: date, amount: int, words: str, at: datetime) -> None:
    writes.use_budget(
        budget_id=kept[unit].pk, date=day, words=words, amount=Decimal(amount), by=house.head_of(unit), at=at
    )
