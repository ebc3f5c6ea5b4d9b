"""The shape of what is asked and said in the story; days count back from the day it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Three = tuple[int, int, int]
"""Low, likely, high: months counted from the asking (the month of the asking is 1), or thousands of euros."""
SideName = Literal["business", "it", "finance"]
WHOLE_PORTFOLIO = ""


@dataclass(frozen=True)
class View:
    """What the people of one side said. The first says exactly this, the others come close to it.

    ``guesses`` are what they believe the other side's likely values to be, in the order payoff, benefit, cost; ``never``
    is the chance in percent that it never pays off; ``because`` gives per question the reasons of the first, second, …
    """

    side: SideName
    people: tuple[str, ...]
    payoff: Three | None = None
    benefit: Three | None = None
    cost: Three | None = None
    guesses: Three | None = None
    never: int = 5
    because: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """One round: about an initiative, a goal or the whole portfolio, asked by somebody, open for some days.

    ``silent`` are asked besides (name and side) and do not answer.
    """

    about: str
    asked_by: str
    days_ago: int
    open_for: int
    views: tuple[View, ...]
    note: str = ""
    silent: tuple[tuple[str, SideName], ...] = ()
