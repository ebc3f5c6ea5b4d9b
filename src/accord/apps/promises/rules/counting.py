"""What became of a promise by its first day, and when a record is too good: plain functions, no clock.

Percent plan complete (Ballard, The Last Planner, 2000): kept on or before the first day ÷ due. A later day agreed in time
is a class of its own and never counts as kept; a day moved alone changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from accord.apps.promises.rules.proposing import is_in_time
from accord.apps.promises.rules.states import State

ENOUGH_FOR_SHARE = 5  # below, counts only
FEWEST_PEOPLE = 3  # of fewer people's promises a share would be a score of persons
ENOUGH_ALL_KEPT = 10
ENOUGH_NEARLY_ALL = 20
NEARLY_ALL = 0.95
HARDLY_LUCK = 0.05


def voices(promisers: Iterable[tuple[int | None, int | None]]) -> int:
    """Count who stands behind promises, given as (owner, department): persons, and departments that promise as such.

    Where no person is named at all nobody is scored, which is as good as enough of them.
    """
    known = set(promisers)
    people = {owner for owner, _team in known if owner is not None}
    if known and not people:
        return FEWEST_PEOPLE
    return len(people) + len({team for owner, team in known if owner is None})


class Became(StrEnum):
    """What became of a promise by the first day it was given."""

    AHEAD = "ahead"  # the first day is not over
    RELEASED = "released"  # taken back before the first day: not due
    UNTOLD = "untold"  # its list no longer names what it is about: nobody says what became of it
    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    MISSED = "missed"


def became(
    *,
    state: str,
    first_due: date,
    kept_on: date | None,
    withdrawn_on: date | None,
    renegotiated_on: date | None,
    today: date,
) -> Became:
    """Say what became of a promise by its first day; the day itself has to be over."""
    if first_due >= today:
        return Became.AHEAD
    if state == State.KEPT and kept_on is not None and kept_on <= first_due:
        return Became.KEPT
    if state == State.WITHDRAWN and (withdrawn_on is None or is_in_time(first_due, on=withdrawn_on)):
        return Became.RELEASED
    if renegotiated_on is not None and is_in_time(first_due, on=renegotiated_on):
        return Became.RENEGOTIATED
    return Became.UNTOLD if state == State.UNTOLD else Became.MISSED


def as_told(state: str, *, day: date, told_on: date | None, is_stated: bool) -> str:
    """Say where a promise stands as far as anybody told: of one that a list stated and nobody owns, a list of after ``day``.

    A list is believed up to its own day: one of before cannot know whether the day held.
    """
    if is_stated and state == State.OPEN and (told_on is None or told_on <= day):
        return State.UNTOLD.value
    return state


def is_too_good(kept: int, due: int, confidences: Sequence[float]) -> bool:
    """Tell whether a record is better than promises that matter can be.

    All of ten or more kept although, by how sure people said they were, that happens once in twenty; or more than 95 %
    of twenty or more.
    """
    if due >= ENOUGH_NEARLY_ALL and kept > NEARLY_ALL * due:
        return True
    return due >= ENOUGH_ALL_KEPT and kept == due and bool(confidences) and math.prod(confidences) < HARDLY_LUCK


def cause_counts(causes: Iterable[str]) -> list[tuple[str, int, float]]:
    """Count what got in the way, commonest first, each with the share that it and all before it make up."""
    counted = sorted(Counter(causes).items(), key=lambda item: (-item[1], item[0]))
    total, so_far, found = sum(count for _cause, count in counted), 0, []
    for cause, count in counted:
        so_far += count
        found.append((cause, count, so_far / total))
    return found
