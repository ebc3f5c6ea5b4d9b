"""How work turned out against its first estimate: the class that ships with Accord, and when one's own history is enough.

The file beside this module is made by ``tools/reference_class.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

OWN, PUBLIC = "own", "uk-major-projects"
ENOUGH = 20  # a class with fewer cases is no class (M12)
FILE = Path(__file__).with_name("uk-major-projects.json")
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class PublicCost:
    """A published project: its whole-life cost in million pounds as first and as last stated, with the years."""

    project: str
    first_report: int
    first: Decimal
    last_report: int
    last: Decimal

    @property
    def ratio(self) -> float:
        """The cost last stated by the cost first stated."""
        return float(self.last / self.first)


@dataclass(frozen=True)
class PublicTime:
    """A published project: its start, and its planned end as first and as last stated, with the years."""

    project: str
    start: date
    first_report: int
    first: date
    last_report: int
    last: date

    @property
    def ratio(self) -> float:
        """The time to the end last stated by the time to the end first stated."""
        return (self.last - self.start).days / (self.first - self.start).days

    @property
    def slip_months(self) -> float:
        """By how many months the planned end moved; negative means earlier."""
        return (self.last - self.first).days / DAYS_A_MONTH


@dataclass(frozen=True)
class PublicClass:
    """A published class: its cases, where they come from, what may be concluded from them and what not."""

    code: str
    title: str
    source: str
    notice: str
    licence_url: str
    what: str
    what_not: str
    left_out: tuple[str, ...]
    costs: tuple[PublicCost, ...]
    times: tuple[PublicTime, ...]


@lru_cache(maxsize=1)
def public_class() -> PublicClass:
    """Read the class that ships with Accord."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    said = {name: found[name] for name in ("code", "title", "source", "notice", "licence_url", "what", "what_not")}
    return PublicClass(
        **said,
        left_out=tuple(found["left_out"]),
        costs=tuple(PublicCost(name, y1, Decimal(c1), y2, Decimal(c2)) for name, y1, c1, y2, c2 in found["costs"]),
        times=tuple(
            PublicTime(name, _day(start), y1, _day(end1), y2, _day(end2))
            for name, start, y1, end1, y2, end2 in found["times"]
        ),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
