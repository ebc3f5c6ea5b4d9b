"""Which topics an agenda that writes itself takes up, in which order, and how much each kind of topic matters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MOST_WRITTEN = 8  # topics an agenda takes up by itself: more is a list, not a talk
MOST_OF_A_KIND = 3  # as long as there is anything else to talk about
LEAST_BOX = 5  # minutes below which a topic is not worth opening
CLOSING = 5  # minutes kept free to say again who does what by when


@dataclass(frozen=True)
class Topic:
    """A candidate as the ranking sees it: ``key`` is any sortable name, ``kind`` the kind of record, ``weight`` 0–1."""

    key: tuple[str, int]
    kind: str
    weight: float
    minutes: int
    people: frozenset[int] = frozenset()


def presence(people: Collection[int], here: Collection[int]) -> float:
    """Say how far those it takes are there: 1 all of them (or nobody is needed), 1/2 some, 1/4 none.

    With weights up to 1, what people here can settle and is due (0.5) goes before anything they cannot settle.
    """
    wanted = set(people)
    if wanted <= set(here):
        return 1.0
    return 0.5 if wanted & set(here) else 0.25


def score(topic: Topic, here: Collection[int]) -> float:
    """Say how early a topic comes: how much it matters times who of its people is there."""
    return min(max(topic.weight, 0.0), 1.0) * presence(topic.people, here)


def ranked(topics: Iterable[Topic], here: Collection[int]) -> list[Topic]:
    """Sort topics, the most pressing first; equals stand by their name, so that the order is always the same."""
    return sorted(topics, key=lambda one: (-score(one, here), one.key))


def chosen(
    topics: Iterable[Topic],
    *,
    here: Collection[int],
    minutes: int,
    most: int = MOST_WRITTEN,
    per_kind: int = MOST_OF_A_KIND,
) -> list[tuple[Topic, int]]:
    """Choose topics with their time boxes for so many free minutes, in the order of an agenda.

    Of a kind at most ``per_kind`` are taken while there is another kind to talk about. What does not fit is passed over;
    the last may get the rest of the time if that is no less than half of what it asks for.
    """
    queue = ranked(topics, here)
    taken: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    left = minutes
    for limit in (per_kind, most):  # first a mixture; then, if time is left, whatever matters most
        for one in queue:
            box = box_for(one.minutes, left)
            if one.key in taken or not box or len(taken) >= most or counts.get(one.kind, 0) >= limit:
                continue
            taken[one.key] = box
            counts[one.kind] = counts.get(one.kind, 0) + 1
            left -= box
    return [(one, taken[one.key]) for one in queue if one.key in taken]


def box_for(asked: int, left: int) -> int:
    """Give the time box of a topic when so many minutes are left; 0 if it does not fit."""
    if asked <= left:
        return asked
    return left if left >= max(LEAST_BOX, asked / 2) else 0


def free_minutes(duration: int, boxes: Sequence[int]) -> int:
    """Count the minutes of a meeting that are not boxed yet, less those to close with."""
    return max(0, duration - sum(boxes) - CLOSING)


def rising(start: float, end: float, days: int, full: int) -> float:
    """Rise evenly from one weight to another within so many days, and stay there."""
    return start + (end - start) * min(max(days, 0) / full, 1.0)


def promise_weight(days_late: int, *, is_awaited: bool) -> float:
    """Weigh a promise: 0.4 due before the meeting; late from 0.5, awaited by somebody from 0.6, to 0.8 and 1 in a month."""
    if days_late <= 0:
        return 0.4
    return rising(0.6, 1.0, days_late, 30) if is_awaited else rising(0.5, 0.8, days_late, 30)


def review_weight(days_late: int) -> float:
    """Weigh a goal due for review: 0.4 on its day, 0.7 after a quarter."""
    return rising(0.4, 0.7, days_late, 90)


def decision_weight(days_waiting: int, *, days_late: int = 0) -> float:
    """Weigh a decision that waits: from 0.5 to 0.8 in a month, and up to 1 once it is late by two weeks."""
    return min(1.0, rising(0.5, 0.8, days_waiting, 30) + rising(0.0, 0.2, days_late, 14))


def left_over_weight(times: int) -> float:
    """Weigh what was parked or left over: 0.45, and more each time."""
    return rising(0.45, 0.75, times, 4)
