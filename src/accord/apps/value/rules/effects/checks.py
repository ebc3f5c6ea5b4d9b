"""What values of series, claims and credits may be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from accord.apps.initiatives.rules import Reason, why_not_currency, why_not_text
from accord.apps.value.rules.days import EARLIEST, LATEST
from accord.apps.value.rules.effects.reading import MOST_POINTS
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, Direction, Rhythm

LARGEST = 1e15
MOST_UNIT_AMOUNT = Decimal(10) ** 11  # with four decimals no more is exact in every database
MOST_UNIT, MOST_SOURCE = 40, 300
CLAIM_TEXTS = ("why_then", "other_events")
RHYTHMS = (Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.YEARLY)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


def why_not_title(title: str) -> Reason | None:
    """Say why a series cannot be called so."""
    return why_not_text(title, most=MOST_TITLE) if title.strip() else Reason(_("Say what is counted or measured."))


def why_not_points(points: Sequence[tuple[date, float]], *, today: date) -> Reason | None:
    """Say why values cannot be taken: too many, two on a day, in the future, or no numbers."""
    if len(points) > MOST_POINTS:
        return Reason(_("At most %(most)s values in a series."), {"most": MOST_POINTS})
    seen: set[date] = set()
    for day, value in points:
        if not math.isfinite(value) or abs(value) > LARGEST:
            return Reason(_("The value of %(day)s is not a number that can be kept."), {"day": day.isoformat()})
        if day > today:
            return Reason(_("%(day)s lies in the future: only what was measured is taken."), {"day": day.isoformat()})
        if day < EARLIEST:
            return Reason(_("%(day)s is too long ago."), {"day": day.isoformat()})
        if day in seen:
            return Reason(_("There are two values for %(day)s."), {"day": day.isoformat()})
        seen.add(day)
    return None


def why_not_claim(values: Mapping[str, Any]) -> dict[str, Reason]:
    """Say at each field of a claim why its value cannot be taken."""
    found: dict[str, Reason | None] = {name: why_not_text(values[name], most=MOST_TEXT, needed=False)
                                       for name in CLAIM_TEXTS}  # fmt: skip
    start, announced = values["from_date"], values["announced_date"]
    if start is None or not EARLIEST <= start <= LATEST:
        found["from_date"] = Reason(_("Give the day from which it is to be seen."))
    elif announced is not None and announced > start:
        found["announced_date"] = Reason(_("If people learned of it only once it had begun, leave this empty."))
    if values["direction"] not in set(Direction):
        found["direction"] = Reason(_("Choose one of the list."))
    if values["rhythm"] not in RHYTHMS:
        found["rhythm"] = Reason(_("Choose one of the list."))
    found |= _why_not_size(values)
    return {name: reason for name, reason in found.items() if reason}


def _why_not_size(values: Mapping[str, Any]) -> dict[str, Reason | None]:
    promised, unit = values["promised_change"], values["unit_amount"]
    found: dict[str, Reason | None] = {}
    if promised is not None and not (math.isfinite(promised) and 0 < promised <= LARGEST):
        found["promised_change"] = Reason(_("Give how far it is to move, as a number above zero."))
    if unit is not None:
        if not (unit.is_finite() and 0 < unit < MOST_UNIT_AMOUNT and unit == round(unit, 4)):
            found["unit_amount"] = Reason(_("Give an amount above zero with at most four decimals, or leave it empty."))
        elif not values["currency"]:
            found["currency"] = Reason(_("Give the currency of the amount."))
    if values["currency"]:
        found.setdefault("currency", why_not_currency(values["currency"]))
    return found


def why_not_share(share: Decimal) -> Reason | None:
    """Say why a share cannot be credited."""
    if share.is_finite() and 0 <= share <= 1 and share == round(share, 3):
        return None
    return Reason(_("Give a share from 0 to 100 per cent, with at most one decimal."))
