"""Running a meeting: the time of the item under way, its neighbours, and how often something was put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings.rules.states import State

MOST_NOTE = 5_000
MOST_NOTES = 1_000
AHEAD = timedelta(days=2)  # how long before a meeting its agenda is written


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class NoteKind(StrEnum):
    """What somebody wrote down while people met."""

    NOTE = "note"
    PARKED = "parked"


TIMES: dict[int, str] = {
    2: _("second time"),
    3: _("third time"),
    4: _("fourth time"),
    5: _("fifth time"),
    6: _("sixth time"),
    7: _("seventh time"),
    8: _("eighth time"),
    9: _("ninth time"),
}


def times_words(times_carried: int) -> tuple[str, int] | None:
    """Say for the how manieth time an item stands on an agenda, as a sentence and its number; None the first time."""
    if times_carried < 1:
        return None
    number = times_carried + 1
    return TIMES.get(number, _("%(number)s times by now")), number


def minutes_left(since: datetime, minutes: int, now: datetime) -> int:
    """Count the whole minutes left of a time box; negative means over."""
    left = (since + timedelta(minutes=minutes) - now).total_seconds() / 60
    return int(left) if left >= 0 else -int(-left)


def part_used(since: datetime, minutes: int, now: datetime) -> float:
    """Say how much of a time box has gone by, 0–1."""
    return min(max((now - since).total_seconds() / 60 / minutes, 0.0), 1.0)


def neighbours(order: Sequence[int], item: int | None) -> tuple[int | None, int | None]:
    """Give what stands before and after an item on the agenda; before the first one, the first is next."""
    if item not in order:
        return None, order[0] if order else None
    here = order.index(item)
    return (order[here - 1] if here else None), (order[here + 1] if here + 1 < len(order) else None)


def why_not_run(now: State) -> Reason | None:
    """Say why nothing can be written down in a meeting: it was cancelled."""
    return Reason(_("This meeting was cancelled.")) if now == State.CANCELLED else None
