"""Decisions about goals: who may own and agree for a side, where a goal may stand, how far a measure has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

FAR_TREE = 50  # levels; a tree this deep is a circle in all but name
SOON_DAYS = 14
QUIET_DAYS = 120  # a quarter and a month's grace


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Horizon(StrEnum):
    """How far ahead a goal lies."""

    NEAR = "near"
    MID = "mid"
    FAR = "far"


HORIZON_LABELS: dict[str, str] = {
    Horizon.NEAR: _("Within a year"),
    Horizon.MID: _("One to three years"),
    Horizon.FAR: _("Later than three years"),
}


class Direction(StrEnum):
    """Which way a measure should go."""

    UP = "up"
    DOWN = "down"


DIRECTION_LABELS: dict[str, str] = {Direction.UP: _("Should rise"), Direction.DOWN: _("Should fall")}


class GoalState(StrEnum):
    """Whether a goal still holds."""

    ACTIVE = "active"
    CLOSED = "closed"


GOAL_STATE_LABELS: dict[str, str] = {GoalState.ACTIVE: _("Active"), GoalState.CLOSED: _("Closed")}


class OwningSide(StrEnum):
    """The two sides that own a goal together."""

    BUSINESS = "business"
    IT = "it"


OWNING_SIDES: tuple[OwningSide, OwningSide] = (OwningSide.BUSINESS, OwningSide.IT)
OWNING_LABELS: dict[str, str] = {OwningSide.BUSINESS: _("Business"), OwningSide.IT: _("IT")}


def owner_problem(side: OwningSide, department_side: str | None) -> str:
    """Say why somebody of a department's side cannot own a goal for a side; empty if they can.

    Finance, HR and executives stand with the business here; only IT owns for IT.
    """
    if department_side is None:
        return _("This person belongs to no department yet, so it is not known which side they stand on.")
    stands_for = OwningSide.IT if department_side == "it" else OwningSide.BUSINESS
    if stands_for == side:
        return ""
    if side == OwningSide.IT:
        return _("The owner for IT must belong to an IT department.")
    return _("The owner for the business cannot belong to an IT department.")


AGREED_UPON = frozenset({"title", "why"})


def asks_again(side: OwningSide, changed: Collection[str]) -> bool:
    """Tell whether a side that agreed is asked again: the goal or its own owner were changed."""
    return not (AGREED_UPON | {f"{side}_owner"}).isdisjoint(changed)


def makes_circle(goal_id: int, parent_id: int | None, parents: Mapping[int, int | None]) -> bool:
    """Tell whether putting a goal under a parent would make it its own ancestor."""
    seen = 0
    while parent_id is not None and seen < FAR_TREE:
        if parent_id == goal_id:
            return True
        parent_id = parents.get(parent_id)
        seen += 1
    return seen >= FAR_TREE


def progress(baseline: float | None, target: float | None, latest: float | None) -> float | None:
    """Say how far a measure has come from its baseline to its target, as a share; below 0 is the wrong way.

    None when one of the three is not known or the target is the baseline.
    """
    if baseline is None or target is None or latest is None or baseline == target:
        return None
    return (latest - baseline) / (target - baseline)


def is_review_due(review_date: date | None, today: date) -> bool:
    """Tell whether a review is due within two weeks or late."""
    return review_date is not None and (review_date - today).days <= SOON_DAYS


def is_quiet(signs: Iterable[date | None], today: date) -> bool:
    """Tell whether the last sign of life (a value, a review, an agreement) is longer ago than a quarter and a month."""
    last = max((sign for sign in signs if sign is not None), default=None)
    return last is not None and (today - last).days > QUIET_DAYS


def standing_words(*, has_owners: bool, business_agreed: bool, it_agreed: bool) -> str:
    """Say how far the sides are with a goal, to be translated where it is shown."""
    if not has_owners:
        return _("an owner is missing")
    if business_agreed and it_agreed:
        return _("agreed by both")
    if business_agreed:
        return _("waits for IT")
    return _("waits for the business") if it_agreed else _("nobody has agreed yet")
