"""Quarters, half years and fiscal years as people write them, and the last day of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = 1950, 2150
PIVOT = 70  # 69 is 2069, 70 is 1970
_PAIR = r"(?P<first>\d{4})(?:\s?[-/]\s?)(?P<second>\d{4}|\d{2})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FISCAL = r"(?P<fiscal>f\.?y\.?|fiscal(?: year)?|financial year)"
_PART = r"(?P<part>[qh])\s?(?P<number>[1-4])"
_MARK = r"[\s,/_-]{0,3}(?:of )?"
_FORMS = tuple(
    re.compile(f"^(?:{form})$")
    for form in (
        rf"(?:end of )?(?:{_FISCAL}{_MARK})?{_PAIR}(?: (?:f\.?y\.?))?",
        rf"(?:end of )?{_FISCAL}{_MARK}{_YEAR}",
        rf"{_PART}{_MARK}(?:{_FISCAL}{_MARK})?(?:{_PAIR}|{_YEAR})",
        rf"(?:{_FISCAL}{_MARK})?(?:{_PAIR}|{_YEAR}){_MARK}{_PART}",
    )
)


@dataclass(frozen=True)
class Period:
    """A stretch of a year: ``year`` in which it is named to end, ``months`` from the year's start to the period's end."""

    year: int
    months: int
    is_fiscal: bool

    def last_day(self, fiscal_month: int) -> date | None:
        """Give its last day when fiscal years end in this month (1–12); None when that is needed and not said (0)."""
        month = fiscal_month if self.is_fiscal else 12
        if not month:
            return None
        turned = self.year * 12 + month - 12 + self.months
        found = date(turned // 12, turned % 12 + 1, 1) - timedelta(days=1)
        return found if EARLIEST <= found.year <= LATEST else None


def period_of(words: str) -> Period | None:
    """Read folded words such as ``fy 2018/19``, ``2018-2019``, ``q4fy25`` or ``q3 2024``; None for anything else."""
    for form in _FORMS:
        if found := form.match(words):
            named = found.groupdict()
            break
    else:
        return None
    pair = named.get("first")
    year = _second(int(pair), str(named["second"])) if pair else full_year(str(named["year"]))
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    size = {"q": 3, "h": 6}.get(named.get("part") or "", 12)
    number = int(named.get("number") or 1)
    if size * number > 12:
        return None
    return Period(year, size * number, bool(named.get("fiscal") or named.get("first")))


def _second(first: int, second: str) -> int | None:
    """Give the second year of a pair, which has to be the one after the first."""
    return first + 1 if (first + 1) % 10 ** len(second) == int(second) else None


def full_year(text: str) -> int:
    """Give the year that two digits stand for, or the four as they are."""
    number = int(text)
    return number if len(text) > 2 else number + (2000 if number < PIVOT else 1900)
