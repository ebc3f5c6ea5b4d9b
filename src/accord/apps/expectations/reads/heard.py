"""Who was asked in revealed rounds, who answered, and what was said for each side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accord.apps.expectations.models import Answer, Asked, Forecast
from accord.apps.expectations.reads.words import side_words
from accord.apps.expectations.rules.words import Side


@dataclass(frozen=True)
class Heard:
    """How many were asked for each side, and what each side's people said, by question and side."""

    asked: Mapping[str, int]
    answered: Mapping[str, int]
    forecasts: Mapping[tuple[str, str], Sequence[Forecast]]


@dataclass(frozen=True)
class SideCount:
    """How many of a side's people answered."""

    side: str
    label: str
    answered: int
    asked: int
    unreadable: int


# no viewer: rounds that were found for one
def heard_in(rounds: Sequence[int]) -> dict[int, tuple[Heard, tuple[SideCount, ...]]]:
    """Give who was asked and what was said in revealed rounds: three queries."""
    asked: dict[int, list[Asked]] = defaultdict(list)
    for place in Asked.objects.filter(round__in=rounds):
        asked[place.round_id].append(place)
    unreadable = dict(
        Answer.objects.filter(asked__round__in=rounds, is_unreadable=True).order_by().values_list("asked_id", "pk")
    )
    said: dict[int, dict[tuple[str, str], list[Forecast]]] = defaultdict(lambda: defaultdict(list))
    for forecast in Forecast.objects.filter(round__in=rounds).order_by("pk"):
        said[forecast.round_id][forecast.question, forecast.side].append(forecast)
    found = {}
    for pk in rounds:
        sides = tuple(_count(side.value, asked[pk], unreadable) for side in Side if _has(side, asked[pk]))
        heard = Heard(
            {one.side: one.asked for one in sides}, {one.side: one.answered - one.unreadable for one in sides}, said[pk]
        )
        found[pk] = (heard, sides)
    return found


def _has(side: Side, asked: Sequence[Asked]) -> bool:
    return any(one.side == side for one in asked)


def _count(side: str, asked: Sequence[Asked], unreadable: dict[int, int]) -> SideCount:
    own = [one for one in asked if one.side == side]
    return SideCount(
        side, side_words(side), sum(one.answered_at is not None for one in own), len(own),
        sum(one.pk in unreadable for one in own),
    )  # fmt: skip
