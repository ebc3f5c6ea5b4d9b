"""Dates as people and spreadsheets write them. Nothing is guessed: what can be read two ways stays text.

What a cell most likely means although it does not say so is a repair: proposed, and done only when somebody says so for
the column.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from accord.apps.batches.rules.periods import EARLIEST, LATEST, full_year, period_of
from accord.apps.batches.rules.words import fold, is_no_value

SPREADSHEET_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet serial numbers
SERIAL_YEARS = range(1950, 2101)  # a year typed into a date cell shows as the day with that serial number, in 1905

_TIME = r"(?:[ t,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?)?"
_NAME = r"[^\W\d_]{3,10}"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ")
_PARTS = re.compile(rf"^(\d{{1,2}}) ?([/.\-]) ?(\d{{1,2}}) ?\2 ?(\d{{4}}|\d{{2}}){_TIME}$")
_ISO = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}$")
_NAMED = re.compile(
    rf"^(?:({_NAME})\.? {_DAY},? (\d{{4}})|{_DAY}\.?[ /-](?:of )?({_NAME})\.?,?[ /-](\d{{4}}|\d{{2}})){_TIME}$"
)
_MONTH = re.compile(rf"^(?:({_NAME})\.?,?[ /-](\d{{4}})|(\d{{1,2}})[/-](\d{{4}})|(\d{{4}})[/-](\d{{1,2}}))$")
_YEAR = re.compile(r"^(\d{4})$")
_SHORT = re.compile(rf"^(?:(\d{{1,2}})[ -]({_NAME})\.?|({_NAME})\.?[ -]'?(\d{{1,2}})|\d{{1,2}}[/.\-]\d{{1,2}})$")
_COUNTED = re.compile(r"^(?:(\d{12,13})|(\d{10})|(\d{5})(?:\.\d+)?)$")
_INSIDE = re.compile(
    rf"\b(?:(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})|({_NAME})\.? {_DAY},? (\d{{4}})|{_DAY} ({_NAME})\.?,? (\d{{4}}))\b"
)
_NAMES = (
    ("january", "januar", "janvier"), ("february", "februar", "février"), ("march", "märz", "mars"), ("april", "avril"),
    ("may", "mai"), ("june", "juni", "juin"), ("july", "juli", "juillet"), ("august", "août"),
    ("september", "septembre", "sept"), ("october", "oktober", "octobre"), ("november", "novembre"),
    ("december", "dezember", "décembre"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
MONTHS |= {names[0][:3]: number for number, names in enumerate(_NAMES, start=1)} | {"mär": 3, "okt": 10, "dez": 12}


class Trouble(StrEnum):
    """Why a cell does not give a day."""

    NONE = ""
    ORDER = "date_order_open"
    SERIAL = "serial_year"
    SHORT = "short_date"
    MONTH = "month_only"
    YEAR = "year_only"
    TWO_DIGITS = "two_digit_year"
    PERIOD = "period_only"
    COUNTED = "counted_day"
    UNREADABLE = "unreadable_date"


class Repair(StrEnum):
    """What can be done about a whole column of dates."""

    YEARS = "years"  # days of 1905 are the years they stand for
    TWO_DIGITS = "two_digits"  # 31.12.40 is 2040
    MONTH_YEAR = "month_year"  # 24-Sep is September 2024
    PERIODS = "periods"  # a quarter or fiscal year is its last day
    COUNTED = "counted"  # numbers are days or moments counted by a machine
    INSIDE = "inside"  # the one date named in a sentence


@dataclass(frozen=True)
class ReadDate:
    """What a cell says: ``value`` is an ISO day, month (2024-05) or year (2024), "" when nothing can be taken.

    ``repair`` names what would help, and ``proposal`` what the cell would then say ("" when more has to be said first).
    """

    value: str = ""
    trouble: Trouble = Trouble.NONE
    repair: Repair | None = None
    proposal: str = ""


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


def read_date(
    text: str,
    *,
    day_first: bool | None,
    repair_years: bool = False,
    repairs: Collection[str] = (),
    fiscal_month: int = 0,
) -> ReadDate:
    """Read one cell.

    ``day_first`` None means that nobody has said; such values stay open unless only one way works. ``repairs`` are those
    agreed for the column; ``fiscal_month`` is the month (1–12) in which its fiscal years end, 0 when nobody has said.
    """
    read = _read(text, day_first, fiscal_month)
    agreed = {*repairs, *([Repair.YEARS] if repair_years else []), *([Repair.PERIODS] if fiscal_month else [])}
    if read.repair in agreed and read.proposal:
        return ReadDate(read.proposal, Trouble.MONTH if read.repair == Repair.MONTH_YEAR else Trouble.NONE)
    return read


def _read(text: str, day_first: bool | None, fiscal_month: int) -> ReadDate:
    words = _WEEKDAY.sub("", fold(text).rstrip("."))
    if is_no_value(text):
        return ReadDate()
    if found := _PARTS.match(words):
        return _numbers(int(found[1]), int(found[3]), found[4], day_first)
    if found := _ISO.match(words):
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED.match(words):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _with_year(_exact(full_year(year), MONTHS.get(month, 0), int(day)), year)
    if (found := _MONTH.match(words)) and (month := _only_month(found)).value:
        return month
    if period := period_of(words):
        last = period.last_day(fiscal_month)
        return ReadDate(trouble=Trouble.PERIOD, repair=Repair.PERIODS, proposal=last.isoformat() if last else "")
    if (found := _YEAR.match(words)) and EARLIEST <= int(found[1]) <= LATEST:
        return ReadDate(found[1], Trouble.YEAR)
    if found := _COUNTED.match(words):
        return _counted(found)
    if found := _SHORT.match(words):
        return _short(found)
    return _inside(words)


def _numbers(first: int, second: int, written: str, day_first: bool | None) -> ReadDate:
    year = full_year(written)
    if len(written) == 4 and (serial := _serial_year(first, second, year)) is not None:
        return ReadDate(trouble=Trouble.SERIAL, repair=Repair.YEARS, proposal=str(serial))
    if first > 12 and day_first is not False:
        return _with_year(_exact(year, second, first), written)
    if first == second or (second > 12 and not day_first):
        return _with_year(_exact(year, first, second), written)
    if day_first is None:
        return ReadDate(trouble=Trouble.ORDER)
    return _with_year(_exact(year, second, first) if day_first else _exact(year, first, second), written)


def _with_year(read: ReadDate, written: str) -> ReadDate:
    """Take a day whose year was written with two digits as a proposal only."""
    if len(written) > 2 or not read.value:
        return read
    return ReadDate(trouble=Trouble.TWO_DIGITS, repair=Repair.TWO_DIGITS, proposal=read.value)


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
        month, year = MONTHS.get(found[1], 0), int(found[2])
    elif found[3]:
        month, year = int(found[3]), int(found[4])
    else:
        month, year = int(found[6]), int(found[5])
    if 1 <= month <= 12 and EARLIEST <= year <= LATEST:
        return ReadDate(f"{year:04d}-{month:02d}", Trouble.MONTH)
    return ReadDate(trouble=Trouble.UNREADABLE)


def _short(found: re.Match[str]) -> ReadDate:
    month = MONTHS.get(found[2] or found[3] or "", 0)
    if not month:
        return ReadDate(trouble=Trouble.UNREADABLE if found[2] or found[3] else Trouble.SHORT)
    year = full_year((found[1] or found[4]).zfill(2))
    return ReadDate(trouble=Trouble.SHORT, repair=Repair.MONTH_YEAR, proposal=f"{year:04d}-{month:02d}")


def _counted(found: re.Match[str]) -> ReadDate:
    """Read milliseconds or seconds since 1970 (UTC), or the days that spreadsheets count."""
    if found[3]:
        day = SPREADSHEET_ZERO + timedelta(days=int(found[3]))
    else:
        seconds = int(found[1]) / 1000 if found[1] else int(found[2])
        day = datetime.fromtimestamp(seconds, tz=UTC).date()
    if not EARLIEST <= day.year <= LATEST:
        return ReadDate(trouble=Trouble.UNREADABLE)
    return ReadDate(trouble=Trouble.COUNTED, repair=Repair.COUNTED, proposal=day.isoformat())


def _inside(words: str) -> ReadDate:
    """Find the one date that prose names without a doubt."""
    open_ = ReadDate(trouble=Trouble.UNREADABLE)
    days = {read.value for found in _INSIDE.finditer(words[:500]) if (read := _named_inside(found)).value}
    return replace(open_, repair=Repair.INSIDE, proposal=days.pop()) if len(days) == 1 else open_


def _named_inside(found: re.Match[str]) -> ReadDate:
    if found[1]:
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    month, day, year = (found[4], found[5], found[6]) if found[4] else (found[8], found[7], found[9])
    return _exact(int(year), MONTHS.get(month, 0), int(day))


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
