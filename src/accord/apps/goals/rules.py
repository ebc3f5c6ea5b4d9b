"""What may be said about goals: horizons, who may own for which side, no circles, how far a measure has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from accord.apps.people.rules import Side, measured_side

GOAL = "goals.goal"
REVIEW_EVERY = timedelta(days=90)  # a quarter: the rhythm in which budgets and priorities are looked at again
STALE_AFTER = timedelta(days=120)  # a quarter and a month's grace without any sign of life
WITHDRAWS_AGREEMENT = frozenset({"title", "why", "business_owner_id", "it_owner_id"})


class Horizon(StrEnum):
    """How soon a goal is meant to show."""

    NEAR = "near"
    MID = "mid"
    FAR = "far"


HORIZON_LABELS: dict[str, str] = {
    Horizon.NEAR: "Near (within a year)",
    Horizon.MID: "Mid (one to two years)",
    Horizon.FAR: "Far (beyond two years)",
}


class State(StrEnum):
    """Whether a goal still counts."""

    ACTIVE = "active"
    CLOSED = "closed"


STATE_LABELS: dict[str, str] = {State.ACTIVE: "Active", State.CLOSED: "Closed"}


class Direction(StrEnum):
    """Which way a measure should move."""

    UP = "up"
    DOWN = "down"


DIRECTION_LABELS: dict[str, str] = {Direction.UP: "Should rise", Direction.DOWN: "Should fall"}


class Agreement(StrEnum):
    """How far the two owners are: both, one, or neither has agreed, or an owner is missing."""

    BOTH = "both"
    BUSINESS = "business"
    IT = "it"
    NONE = "none"
    OWNERLESS = "ownerless"


AGREEMENT_LABELS: dict[str, str] = {
    Agreement.BOTH: "Agreed by both",
    Agreement.BUSINESS: "Waits for IT",
    Agreement.IT: "Waits for business",
    Agreement.NONE: "Waits for both",
    Agreement.OWNERLESS: "An owner is missing",
}

OWNING_SIDES = (Side.BUSINESS, Side.IT)


def agreement(*, business_owner: int | None, it_owner: int | None, business_agreed: bool, it_agreed: bool) -> Agreement:
    """Say how far the two owners are."""
    if business_owner is None or it_owner is None:
        return Agreement.OWNERLESS
    if business_agreed and it_agreed:
        return Agreement.BOTH
    if business_agreed:
        return Agreement.BUSINESS
    return Agreement.IT if it_agreed else Agreement.NONE


def may_own(*, side: str, owner_side: str | None, goal_side: str | None = None) -> bool:
    """Tell whether somebody of ``owner_side`` can own a goal for ``side`` (business or it).

    Executives own for the business. A goal of Finance or HR is owned for the business by its own people too.
    """
    if owner_side is None:
        return False
    if side == Side.IT:
        return owner_side == Side.IT
    if measured_side(owner_side) == Side.BUSINESS:
        return True
    return owner_side in {Side.FINANCE, Side.HR} and owner_side == goal_side


def makes_circle(parents: Mapping[int, int | None], goal: int, parent: int | None) -> bool:
    """Tell whether putting ``goal`` under ``parent`` would make it its own ancestor."""
    seen: set[int] = set()
    step = parent
    while step is not None and step not in seen:
        if step == goal:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


def in_tree_order(parents: Mapping[int, int | None], order: Sequence[int]) -> list[tuple[int, int]]:
    """List (id, depth) so that every goal follows its parent; siblings keep ``order``; orphans stand at the top.

    Goals caught in a circle (which writes refuse) would be unreachable: they are listed at the top as well.
    """
    known = set(order)
    children: dict[int | None, list[int]] = {}
    for item in order:
        parent = parents.get(item)
        children.setdefault(parent if parent in known else None, []).append(item)
    listed: list[tuple[int, int]] = []
    seen: set[int] = set()
    _walk(children, [(item, 0) for item in children.get(None, [])], listed, seen)
    for item in order:
        if item not in seen:
            _walk(children, [(item, 0)], listed, seen)
    return listed


def _walk(
    children: Mapping[int | None, list[int]], tops: list[tuple[int, int]], listed: list[tuple[int, int]], seen: set[int]
) -> None:
    waiting = list(reversed(tops))
    while waiting:
        item, depth = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        listed.append((item, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(item, [])))


def progress_share(*, baseline: Decimal | None, target: Decimal | None, latest: Decimal | None) -> float | None:
    """Share of the way from baseline to target that the latest actual has come; None when it cannot be told.

    Below 0 it moved the wrong way, above 1 it went past the target.
    """
    if baseline is None or target is None or latest is None or baseline == target:
        return None
    return float((latest - baseline) / (target - baseline))


def runs_against(*, direction: str, baseline: Decimal | None, target: Decimal | None) -> bool:
    """Tell whether the target lies on the wrong side of the baseline for its direction."""
    if baseline is None or target is None:
        return False
    return target < baseline if direction == Direction.UP else target > baseline


@dataclass(frozen=True)
class Staleness:
    """Whether a goal looks forgotten, since when, and what was looked at."""

    is_stale: bool
    last_sign: date
    days: int


def staleness(*, signs: Collection[date | None], created: date, today: date) -> Staleness:
    """Judge from the latest sign of life (actual, review, agreement, edit) whether the goal is stale."""
    last = max([created, *(sign for sign in signs if sign is not None and sign <= today)])
    days = max((today - last).days, 0)
    return Staleness(days > STALE_AFTER.days, last, days)


def next_review(today: date) -> date:
    """Propose the date of the next review."""
    return today + REVIEW_EVERY
