"""The order of an agenda, given as ids, and its time boxes."""

from __future__ import annotations

from collections.abc import Sequence


def put_last(order: Sequence[int], item: int) -> list[int]:
    """Put an item at the end of an agenda, given as ids in order."""
    return [*(one for one in order if one != item), item]


def moved(order: Sequence[int], item: int, position: int) -> list[int]:
    """Move an item to a position (from 1); positions beyond the ends mean the ends."""
    rest = [one for one in order if one != item]
    place = max(0, min(len(rest), position - 1))
    return [*rest[:place], item, *rest[place:]]


def without(order: Sequence[int], item: int) -> list[int]:
    """Take an item out of an agenda; the others close up."""
    return [one for one in order if one != item]


def positions(order: Sequence[int]) -> dict[int, int]:
    """Number an agenda from 1."""
    return {item: number for number, item in enumerate(order, start=1)}


def minutes_over(boxes: Sequence[int], duration: int) -> int:
    """Count the minutes by which the time boxes of an agenda exceed the meeting; negative means time to spare."""
    return sum(boxes) - duration
