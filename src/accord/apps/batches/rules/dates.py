"""Dates as people and spreadsheets write them. Nothing is guessed: what can be read two ways stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from accord.apps.batches.rules.words import fold, is_no_value

SPREADSHEET_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet serial numbers
SERIAL_YEARS = range(1950, 2101)  # a year typed into a date cell shows as the day with that serial number, in 1905
EARLIEST, LATEST = 1950, 2150

_PARTS = re.compile(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?$")
_ISO = re.compile(
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?$"
)
_NAMED = re.compile(
    r"^(?:([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})|(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}))$"
)
_MONTH = re.compile(r"^(?:([a-z]{3,9})\.?[ -](\d{4})|(\d{1,2})[/-](\d{4})|(\d{4})[/-](\d{1,2}))$")
_YEAR = re.compile(r"^(\d{4})$")
_SHORT = re.compile(
    r"^(?:\d{1,2}[ -][a-z]{3,9}\.?|[a-z]{3,9}\.?[ -]\d{1,2}|\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2})?|\d{1,2}[ -][a-z]{3,9}\.?[ -]\d{2})$"
)
MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
        start=1,
    )
}  # fmt: skip
_FULL = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december", "sept", *MONTHS}  # fmt: skip


class Trouble(StrEnum):
    """Why a cell does not give a day."""

    NONE = ""
    ORDER = "date_order_open"
    SERIAL = "serial_year"
    SHORT = "short_date"
    MONTH = "month_only"
    YEAR = "year_only"
    UNREADABLE = "unreadable_date"


@dataclass(frozen=True)
class ReadDate:
    """What a cell says: ``value`` is an ISO day, month (2024-05) or year (2024), "" when nothing can be taken."""

    value: str = ""
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True)
class DayOrder:
    """How many values of a column can only be read day first, only month first, or both ways."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    @property
    def decided(self) -> bool | None:
        """Tell whether the day comes first; None when the values do not say or contradict each other."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return self.day_first > 0


def order_of(text: str) -> str:
    """Say what one cell tells about the order: ``day_first``, ``month_first``, ``either`` or "" for nothing."""
    found = _PARTS.match(fold(text))
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if first == second or not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return ""
    if first > 12:
        return "day_first"
    return "month_first" if second > 12 else "either"


def read_date(text: str, *, day_first: bool | None, repair_years: bool = False) -> ReadDate:
    """Read one cell. ``day_first`` None means that nobody has said; such values stay open unless only one way works."""
    words = fold(text).rstrip(".")
    if is_no_value(text):
        return ReadDate()
    if found := _PARTS.match(words):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), day_first, repair_years)
    if found := _ISO.match(words):
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED.match(words):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _exact(int(year), _month(month), int(day))
    if found := _MONTH.match(words):
        return _only_month(found)
    if (found := _YEAR.match(words)) and EARLIEST <= int(found[1]) <= LATEST:
        return ReadDate(found[1], Trouble.YEAR)
    return ReadDate(trouble=Trouble.SHORT if _SHORT.match(words) else Trouble.UNREADABLE)


def _numbers(first: int, second: int, year: int, day_first: bool | None, repair_years: bool) -> ReadDate:
    if (serial := _serial_year(first, second, year)) is not None:
        return ReadDate(str(serial)) if repair_years else ReadDate(trouble=Trouble.SERIAL)
    if first > 12 and day_first is not False:
        return _exact(year, second, first)
    if first == second or (second > 12 and not day_first):
        return _exact(year, first, second)
    if day_first is None:
        return ReadDate(trouble=Trouble.ORDER)
    return _exact(year, second, first) if day_first else _exact(year, first, second)


def _serial_year(first: int, second: int, year: int) -> int | None:
    """Find the year that a spreadsheet shows as this day of 1905, in either order of day and month."""
    if year != 1905:
        return None
    for month, day in ((first, second), (second, first)):
        if (found := _day(year, month, day)) and (found - SPREADSHEET_ZERO).days in SERIAL_YEARS:
            return (found - SPREADSHEET_ZERO).days
    return None


def _only_month(found: re.Match[str]) -> ReadDate:
    if found[1]:
        month, year = _month(found[1]), int(found[2])
    elif found[3]:
        month, year = int(found[3]), int(found[4])
    else:
        month, year = int(found[6]), int(found[5])
    if 1 <= month <= 12 and EARLIEST <= year <= LATEST:
        return ReadDate(f"{year:04d}-{month:02d}", Trouble.MONTH)
    return ReadDate(trouble=Trouble.UNREADABLE)


def _month(name: str) -> int:
    return MONTHS.get(name[:3], 0) if name in _FULL else 0


def _exact(year: int, month: int, day: int) -> ReadDate:
    found = _day(year, month, day)
    if found is None or not EARLIEST <= year <= LATEST:
        return ReadDate(trouble=Trouble.UNREADABLE)
    return ReadDate(found.isoformat())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exact_day(value: str) -> date | None:
    """Give the day of a read value, None when only its month or year is known."""
    return date.fromisoformat(value) if len(value) == 10 else None


def last_day(value: str) -> date | None:
    """Give the last day a read value allows: the day itself, or the end of its month or year."""
    if len(value) == 10:
        return date.fromisoformat(value)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(int(value), 12, 31) if len(value) == 4 else None
