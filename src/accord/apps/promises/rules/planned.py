"""What follows for the promise of a department when a list states a planned end: made, agreed anew, moved, kept, taken back.

A planned end that lay in the past when it was first stated was no promise any more. A later day named before the day that
stood is agreed anew; named after it, or an earlier one, it is moved. What people have moved themselves a list leaves alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accord.apps.promises.rules.proposing import is_in_time
from accord.apps.promises.rules.states import State


class Step(StrEnum):
    """What a state of a list does to a promise."""

    MADE = "made"
    AGREED_ANEW = "agreed_anew"
    MOVED = "moved"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PlannedEnd:
    """What a list states of an initiative on a day."""

    as_of: date
    planned_on: date | None = None
    ended_on: date | None = None
    is_cancelled: bool = False


@dataclass(frozen=True)
class Standing:
    """A promise as it stands, and the day that the list stated for it before (None: not known)."""

    state: str
    due_date: date
    first_due_date: date
    stated_on: date | None = None


@dataclass(frozen=True)
class Follow:
    """What follows: the day that stands then, and whether it ended and how. ``steps`` is in the order it happened."""

    steps: tuple[Step, ...]
    due_date: date
    renegotiated_on: date | None = None
    kept_on: date | None = None
    withdrawn_on: date | None = None


def first_said(end: PlannedEnd) -> Follow | None:
    """Say what follows when a list names a planned end for the first time; None: nothing."""
    if end.planned_on is None or not is_in_time(end.planned_on, on=end.as_of) or end.is_cancelled:
        return None
    return _settled(end, Follow((Step.MADE,), end.planned_on))


def said_again(promise: Standing, end: PlannedEnd) -> Follow | None:
    """Say what follows for a promise when its list states something again; None: nothing."""
    if promise.state not in {State.OPEN, State.UNTOLD}:
        return None
    follow = _settled(end, _moved(promise, end))
    return follow if follow.steps else None


def _moved(promise: Standing, end: PlannedEnd) -> Follow:
    here, said = promise.due_date, end.planned_on
    if said is None or said == here or (promise.stated_on is not None and promise.stated_on != here):
        return Follow((), here)
    if said > here and is_in_time(here, on=end.as_of):
        in_time = is_in_time(promise.first_due_date, on=end.as_of)
        return Follow((Step.AGREED_ANEW,), said, renegotiated_on=end.as_of if in_time else None)
    return Follow((Step.MOVED,), said)


def _settled(end: PlannedEnd, follow: Follow) -> Follow:
    if end.ended_on is not None and end.ended_on <= end.as_of:
        return Follow((*follow.steps, Step.KEPT), follow.due_date, follow.renegotiated_on, kept_on=end.ended_on)
    if end.is_cancelled:
        return Follow((*follow.steps, Step.WITHDRAWN), follow.due_date, follow.renegotiated_on, withdrawn_on=end.as_of)
    return follow
