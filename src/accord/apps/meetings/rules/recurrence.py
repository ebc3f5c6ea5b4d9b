"""When a series comes round: rules of RFC 5545 in plain wall time, and the moments they mean in a time zone.

Only rules that give at most one time a day are read: the time of day is the series' own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr

from accord.apps.initiatives.rules import Reason

MOST_TIMES = 1_000
MOST_INTERVAL = 400
MOST_RULE = 300
LOOKS_AHEAD = timedelta(days=5 * 366)  # a rule that gives no date within five years gives none
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
WEEK = timedelta(weeks=1)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Every(StrEnum):
    """How often the form lets a series come round."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    NTH_WEEKDAY = "nth_weekday"
    SAME_DAY = "same_day"
    OWN_RULE = "own_rule"


WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}


class NotUnderstoodError(ValueError):
    """A rule that cannot be taken, with the reason in plain words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    """A rule as it was read: its parts in a fixed order, with the last day or the number of times if it has one."""

    parts: tuple[tuple[str, str], ...]
    until: date | None = None
    count: int | None = None

    def __str__(self) -> str:
        return ";".join(f"{name}={value}" for name, value in (*self.parts, *self._end()))

    def _end(self) -> Iterator[tuple[str, str]]:
        if self.count is not None:
            yield "COUNT", str(self.count)
        if self.until is not None:
            yield "UNTIL", f"{self.until:%Y%m%d}"

    def part(self, name: str) -> str:
        """Give one part, or ""."""
        return dict(self.parts).get(name, "")

    @property
    def interval(self) -> int:
        """Every how many weeks, months or years."""
        return int(self.part("INTERVAL") or 1)


_NUMBERS = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
_TOO_OFTEN = Reason(_("Meetings come round by days, weeks, months or years, not by hours, minutes or seconds."))
_OF_DAY = Reason(_("The rule must not name hours, minutes or seconds: the time of day is a field of its own."))
_TWO_ENDS = Reason(_("Give either a number of times or a last day, not both."))


def read(text: str, *, zone: str, start_time: time) -> Rule:
    """Read a rule such as ``FREQ=MONTHLY;BYDAY=2TU``, with or without ``RRULE:`` before it. Raises NotUnderstoodError.

    A last moment (UNTIL) becomes the last day on which the series may still begin; in UTC it is read in ``zone``.
    """
    line = text.strip().upper().removeprefix("RRULE:")
    if not line or len(line) > MOST_RULE:
        raise NotUnderstoodError(Reason(_("Give a rule, such as FREQ=WEEKLY;BYDAY=TU.")))
    given: dict[str, str] = {}
    for piece in line.rstrip(";").split(";"):
        name, is_there, value = piece.partition("=")
        if not is_there or not value:
            raise _unknown(piece)
        if name in given:
            raise NotUnderstoodError(Reason(_("The rule says %(part)s twice."), {"part": name}))
        given[name] = value
    _check_how_often(given)
    if "COUNT" in given and "UNTIL" in given:
        raise NotUnderstoodError(_TWO_ENDS)
    count = _whole("COUNT", given.pop("COUNT", ""), MOST_TIMES)
    until = _until(given.pop("UNTIL", ""), zone, start_time)
    for name, value in given.items():
        _check_part(name, value)
    _check_together(given)
    return Rule(tuple((name, given[name]) for name in _ORDER if name in given), until, count)


def _check_how_often(given: dict[str, str]) -> None:
    often = given.get("FREQ", "")
    if often in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise NotUnderstoodError(_TOO_OFTEN)
    if often not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise NotUnderstoodError(Reason(_("The rule does not say how often: DAILY, WEEKLY, MONTHLY or YEARLY.")))
    if not given.keys().isdisjoint({"BYHOUR", "BYMINUTE", "BYSECOND"}):
        raise NotUnderstoodError(_OF_DAY)


def _check_part(name: str, value: str) -> None:
    if name == "INTERVAL":
        _whole(name, value, MOST_INTERVAL)
    elif name == "BYMONTH":
        for one in value.split(","):
            _whole(name, one, 12)
    elif name in _NUMBERS:
        for one in value.split(","):
            _whole(name, one.removeprefix("+").removeprefix("-"), _NUMBERS[name])
    elif name == "BYDAY":
        for one in value.split(","):
            found = re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", one, re.ASCII)
            if not found or (found[1] and not 1 <= abs(int(found[1])) <= 53):
                raise _unknown(f"BYDAY={one}")
    elif name == "WKST":
        if value not in DAYS:
            raise _unknown(f"WKST={value}")
    elif name != "FREQ":
        raise _unknown(f"{name}={value}")


def _check_together(given: dict[str, str]) -> None:
    """Refuse parts that RFC 5545 (3.3.10) does not let stand together."""
    often, chosen = given["FREQ"], any(name.startswith("BY") and name != "BYSETPOS" for name in given)
    misplaced = {
        "BYMONTHDAY": often == "WEEKLY",
        "BYYEARDAY": often != "YEARLY",
        "BYWEEKNO": often != "YEARLY",
        "BYSETPOS": not chosen,
        "BYDAY": often in {"DAILY", "WEEKLY"} and any(sign.isdigit() for sign in given.get("BYDAY", "")),
    }
    for name, is_misplaced in misplaced.items():
        if name in given and is_misplaced:
            raise _unknown(f"FREQ={often} … {name}={given[name]}")


def _whole(name: str, value: str, most: int) -> int | None:
    if not value and name == "COUNT":
        return None
    if not re.fullmatch(r"\d{1,4}", value, re.ASCII) or not 1 <= int(value) <= most:
        raise NotUnderstoodError(
            Reason(_("%(part)s takes whole numbers from 1 to %(most)s."), {"part": name, "most": most})
        )
    return int(value)


def _until(value: str, zone: str, start_time: time) -> date | None:
    if not value:
        return None
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", value, re.ASCII)
    try:
        day = datetime.strptime(found[1], "%Y%m%d") if found else None  # noqa: DTZ007 - wall time, on purpose
        clock = datetime.strptime(found[2], "%H%M%S").time() if found and found[2] else None  # noqa: DTZ007
    except ValueError:
        day, clock = None, None
    if day is None or found is None or not 1970 <= day.year <= 9998:
        raise NotUnderstoodError(Reason(_("UNTIL takes a day such as 20271231.")))
    if clock is None:
        return day.date()
    moment = datetime.combine(day, clock)
    if found[3]:
        moment = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return moment.date() if moment.time() >= start_time else moment.date() - timedelta(days=1)


def _unknown(piece: str) -> NotUnderstoodError:
    return NotUnderstoodError(Reason(_("This part of the rule is not understood: %(part)s"), {"part": piece[:60]}))


def rule_of(every: Every, first: date, *, until: date | None = None, count: int | None = None) -> Rule:
    """Make the rule of one of the form's choices, counted from a first day.

    The same day of the month is the last one in months that are shorter.
    """
    day = DAYS[first.weekday()]
    if every in WEEKS:
        parts = [("FREQ", "WEEKLY"), ("INTERVAL", str(WEEKS[every])), ("BYDAY", day)]
    elif every == Every.NTH_WEEKDAY:
        nth = (first.day - 1) // 7 + 1
        parts = [("FREQ", "MONTHLY"), ("BYDAY", f"{nth if nth <= 4 else LAST}{day}")]
    elif first.day <= 28:
        parts = [("FREQ", "MONTHLY"), ("BYMONTHDAY", str(first.day))]
    else:
        days = ",".join(str(number) for number in range(28, first.day + 1))
        parts = [("FREQ", "MONTHLY"), ("BYMONTHDAY", days), ("BYSETPOS", "-1")]
    return Rule(tuple(parts), until, count)


def every_of(rule: Rule, first: date) -> Every:
    """Say which of the form's choices a rule is; a rule of its own is none of them."""
    for every in Every:
        if every != Every.OWN_RULE and rule_of(every, first).parts == rule.parts:
            return every
    return Every.OWN_RULE


def known_rule(text: str) -> Rule:
    """Give a rule that was read before, as it is stored."""
    return read(text, zone="UTC", start_time=time.min)


def days(rule: Rule, first: date, *, since: date, before: date) -> list[date]:
    """List the days a rule gives from ``since`` up to and without ``before``, counted from its first day."""
    start = max(since, first)
    end = before if rule.until is None else min(before, rule.until + timedelta(days=1))
    if start >= end:
        return []
    if rule.part("FREQ") == "WEEKLY" and all(
        name in {"FREQ", "INTERVAL", "BYDAY", "WKST"} for name, _value in rule.parts
    ):
        found: Iterator[date] = _weekly(rule, first, start if rule.count is None else first)
    else:
        found = (moment.date() for moment in _expanded(rule, first, end))
    if rule.count is not None:
        found = (day for day, _number in zip(found, range(rule.count), strict=False))
    return [day for day in takewhile(lambda day: day < end, found) if day >= start]


def _weekly(rule: Rule, first: date, start: date) -> Iterator[date]:
    """Yield the days of a weekly rule: no more than arithmetic, and by far the most usual."""
    begins = DAYS.index(rule.part("WKST") or "MO")
    named = rule.part("BYDAY") or DAYS[first.weekday()]
    offsets = sorted({(DAYS.index(day[-2:]) - begins) % 7 for day in named.split(",")})
    step = 7 * rule.interval
    week = first - timedelta(days=(first.weekday() - begins) % 7)
    week += timedelta(days=max(0, (start - week).days // step) * step)
    while True:
        for offset in offsets:
            day = week + timedelta(days=offset)
            if day >= first:
                yield day
        week += timedelta(days=step)


def _expanded(rule: Rule, first: date, end: date) -> Iterator[datetime]:
    """Yield the days of any other rule; a rule that gives none ends with the window too."""
    plain = ";".join(f"{name}={value}" for name, value in rule.parts)
    begin = datetime.combine(first, time.min)
    return iter(rrulestr(f"{plain};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=begin))


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Give a time zone by its name in the IANA database."""
    return ZoneInfo(name)


def moment(day: date, at: time, zone: str) -> datetime:
    """Give the moment of a wall time in a zone, in UTC.

    A time that the clocks leave out is as much later as they jump (RFC 5545, 3.3.5); one they show twice is the first.
    """
    return datetime.combine(day, at, tzinfo=zone_of(zone)).astimezone(UTC)


def moments(rule: Rule, first: date, at: time, zone: str, *, since: datetime, before: datetime) -> list[datetime]:
    """List the moments a series begins, in UTC, from ``since`` up to and without ``before``."""
    one = timedelta(days=1)
    wanted = days(rule, first, since=since.date() - one, before=before.date() + one + one)
    return [found for found in (moment(day, at, zone) for day in wanted) if since <= found < before]


def why_not_zone(name: str) -> Reason | None:
    """Say why a time zone cannot be taken."""
    if name in available_timezones():
        return None
    return Reason(_("Choose a time zone by its name, such as Europe/Berlin."))


def why_not_first(first: date) -> Reason | None:
    """Say why a first day cannot be taken."""
    return None if 1990 <= first.year <= 2200 else Reason(_("Choose a day between 1990 and 2200."))


def why_not_any(rule: Rule, first: date) -> Reason | None:
    """Say why a rule cannot be taken that never comes round."""
    if days(rule, first, since=first, before=first + LOOKS_AHEAD):
        return None
    return Reason(_("This rule gives no date within five years."))
