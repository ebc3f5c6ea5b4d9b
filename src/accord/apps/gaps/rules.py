"""When a gap opens, closes and reopens, what people may do with it, whose it is, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

IN_A_ROW = 2  # readings that must agree before anything opens or closes
MONTHS_THAT_COUNT = 12  # a gap older than a year is not more pressing than one of a year
DAYS_A_MONTH = 30.44
LONGEST_ACCEPTANCE_DAYS = 366


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class GapState(StrEnum):
    """Where a gap stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    DIFFER = "differ"
    CLOSED = "closed"


GAP_STATE_LABELS: dict[str, str] = {
    GapState.OPEN: _("Open"),
    GapState.ACCEPTED: _("Accepted for now"),
    GapState.DISPUTED: _("Marked as wrong"),
    GapState.DIFFER: _("Agreed to differ"),
    GapState.CLOSED: _("Closed"),
}
UNSETTLED = (GapState.OPEN,)
OVER = (GapState.DIFFER, GapState.CLOSED)


class Move(StrEnum):
    """What a measurement does to a gap."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    RECOVER = "recover"
    EXPIRE = "expire"
    KEEP = "keep"


@dataclass(frozen=True)
class Streak:
    """How many readings in a row, ending with the latest, open a gap and how many close one."""

    opens: int = 0
    closes: int = 0

    @property
    def is_bad(self) -> bool:
        """Tell whether it is out of step for long enough."""
        return self.opens >= IN_A_ROW

    @property
    def is_back(self) -> bool:
        """Tell whether the measure has moved back for long enough."""
        return self.closes >= IN_A_ROW


def streak_of(readings: Sequence[tuple[bool, bool, int]]) -> Streak:
    """Count from readings as (opens, closes, times), the latest first."""
    return Streak(_count([(opens, times) for opens, _c, times in readings]),
                  _count([(closes, times) for _o, closes, times in readings]))  # fmt: skip


def _count(answers: Sequence[tuple[bool, int]]) -> int:
    total = 0
    for said, times in answers:
        if not said:
            break
        total += times
    return total


def move(state: str | None, streak: Streak, *, recovered: bool = False, expired: bool = False) -> Move:
    """Decide what a measurement does to a gap in a state (None: there is no gap yet).

    ``recovered``: since both owners signed that they differ, the measure had moved back once. What is unknown
    neither opens nor closes.
    """
    if state is None:
        return Move.OPEN if streak.is_bad else Move.KEEP
    if state == GapState.CLOSED:
        return Move.REOPEN if streak.is_bad else Move.KEEP
    if state == GapState.DIFFER:
        if streak.is_back and not recovered:
            return Move.RECOVER
        return Move.REOPEN if streak.is_bad and recovered else Move.KEEP
    if streak.is_back:
        return Move.CLOSE
    return Move.EXPIRE if state == GapState.ACCEPTED and expired else Move.KEEP


def is_expired(until: date | None, today: date) -> bool:
    """Tell whether an acceptance has run out."""
    return until is not None and until < today


# what people may do, by state
ALLOWED: dict[str, frozenset[str]] = {
    "agenda": frozenset({GapState.OPEN, GapState.ACCEPTED, GapState.DISPUTED}),
    "promise": frozenset({GapState.OPEN, GapState.ACCEPTED, GapState.DISPUTED}),
    "accept": frozenset({GapState.OPEN}),
    "dispute": frozenset({GapState.OPEN, GapState.ACCEPTED}),
    "differ": frozenset({GapState.OPEN, GapState.ACCEPTED, GapState.DISPUTED}),
    "reopen": frozenset({GapState.ACCEPTED, GapState.DISPUTED, GapState.DIFFER}),
}


def may_be(action: str, state: str) -> bool:
    """Tell whether something can be done with a gap in a state."""
    return state in ALLOWED[action]


@dataclass(frozen=True)
class Unit:
    """A department as the choice of owners sees it."""

    id: int
    parent: int | None
    side: str
    head: int | None


@dataclass(frozen=True)
class Owners:
    """Who answers for a gap on each side; None where nobody is named."""

    business: int | None
    it: int | None


def owners(
    units: Mapping[int, Unit],
    *,
    department: int | None = None,
    sponsor: int | None = None,
    lead: int | None = None,
    cio: int | None = None,
) -> Owners:
    """Choose the owners: sponsor and lead, else the heads of the departments concerned.

    For the business that is the nearest head above that does not stand for IT, else the head of the whole, if one
    department stands above all others: among equals nobody owns what belongs to the others. For IT it is the nearest
    IT head above, else the CIO, else the head of the topmost IT department.
    """
    above = _above(units, department)
    business = sponsor or _head(above, it=False) or _whole(units)
    it = lead or _head(above, it=True) or cio or _topmost_it(units)
    return Owners(business, it)


def _whole(units: Mapping[int, Unit]) -> int | None:
    tops = [unit for unit in units.values() if unit.parent is None]
    executive = [unit for unit in tops if unit.side == "executive"]
    chosen = executive if len(executive) == 1 else tops
    return chosen[0].head if len(chosen) == 1 and chosen[0].side != "it" else None


def _above(units: Mapping[int, Unit], start: int | None) -> list[Unit]:
    path: list[Unit] = []
    here = units.get(start) if start is not None else None
    while here is not None and here not in path:
        path.append(here)
        here = units.get(here.parent) if here.parent is not None else None
    return path


def _head(path: Sequence[Unit], *, it: bool) -> int | None:
    return next((unit.head for unit in path if unit.head and (unit.side == "it") == it), None)


def _topmost_it(units: Mapping[int, Unit]) -> int | None:
    found = [unit for unit in units.values() if unit.side == "it" and unit.head]
    return min(found, key=lambda unit: (len(_above(units, unit.id)), unit.id)).head if found else None


def weight(*, money_share: float | None, age_days: int, margin: float) -> float:
    """Rank a gap: money at risk × age × confidence, each between 1 and 2, so that none alone decides.

    ``money_share`` is the part (0–1) of all planned money that lies in the initiatives that fall short (None: no money
    is recorded, counts as none); ``age_days`` since it opened; ``margin`` how far (0–1) the guard interval's near end
    lies beyond the threshold, as a part of the threshold.
    """
    money = 1 + min(max(money_share or 0.0, 0.0), 1.0)
    age = 1 + min(max(age_days, 0) / DAYS_A_MONTH / MONTHS_THAT_COUNT, 1.0)
    return money * age * (1 + min(max(margin, 0.0), 1.0))


def margin(*, better: str, threshold: float, low: float | None, high: float | None) -> float:
    """Say how far the near end of an interval lies beyond a threshold, as a part of the threshold."""
    near = high if better == "up" else low
    if near is None or not threshold:
        return 0.0
    return (threshold - near) / threshold if better == "up" else (near - threshold) / threshold
