"""The first day of whatever a cell names: a day, a month, a quarter, a half year or a year, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.dates import Repair, order_of, read_date
from accord.apps.batches.rules.periods import EARLIEST, LATEST, full_year
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.words import fold

_MARK = r"[ ./_-]?"
_PART = re.compile(
    rf"^(?:(?P<y1>\d{{4}}){_MARK}(?P<k1>[qh])(?P<n1>[1-4])|(?P<k2>[qh])(?P<n2>[1-4])[ ./_-]?'?(?P<y2>\d{{4}}|\d{{2}})"
    r"|(?P<n3>[1-4])\. ?(?:quartal|quarter) (?P<y3>\d{4}))$"
)
_MONTH = re.compile(
    r"^(?:(?P<m1>\d{1,2})\.(?P<y1>\d{4})|(?P<y2>\d{4})[.m/-]0?(?P<m2>\d{1,2})|(?P<y3>\d{4})(?P<m3>\d{2}))$"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
LENGTHS = {"q": 3, "h": 6}


def first_day(text: str, *, day_first: bool | None = None) -> date | None:
    """Read “2024-05-17”, “05/2024”, “05.2024”, “202405”, “Jan-03”, “Q1 2024”, “2024” …; None where it is none of them.

    “Jan-03” is January 2003. A day that can be read two ways is None unless ``day_first`` says how.
    """
    words = fold(text).rstrip(".")
    if found := _PART.match(words):
        return _part({name: value for name, value in found.groupdict().items() if value})
    if found := _MONTH.match(words):
        said = {name[0]: value for name, value in found.groupdict().items() if value}
        return _day(int(said["y"]), int(said["m"]), 1)
    if found := _COMPACT.match(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    agreed = {Repair.MONTH_YEAR} if words[:1].isalpha() else set()
    value = read_date(text, day_first=day_first, repairs=agreed).value
    return date.fromisoformat(f"{value}-01-01"[:10]) if value else None


def _part(said: dict[str, str]) -> date | None:
    named = {name[0]: value for name, value in said.items()}
    months = LENGTHS[named.get("k", "q")]
    return _day(full_year(named["y"]), months * (int(named["n"]) - 1) + 1, 1)


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def pointed(columns: Sequence[Column], plan: Plan, name: str) -> Plan:
    """Propose the day first for a field whose days have points between (01.02.2024) and say nothing else: hardly anybody
    writes them otherwise. It is seen and can be changed at the column.
    """
    place = plan.place(name)
    if place is None or plan.columns[place].day_first is not None:
        return plan
    texts = [text for text in columns[place].examples if order_of(text)]
    return plan.with_column(place, day_first=True) if texts and all("." in text for text in texts) else plan
