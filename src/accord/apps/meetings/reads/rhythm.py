"""When a series comes round, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.meetings.models import Series
from accord.apps.meetings.rules import recurrence
from accord.apps.meetings.rules.recurrence import Every, Rule


# no viewer: it says a rule in words
def rhythm(rule: Rule, first: date, at: time, zone: str) -> str:
    """Say when a series comes round: "every two weeks on Tuesday at 9:00 (Europe/Berlin)"."""
    words = {"how": how_often(rule, first), "time": time_format(at, "G:i"), "zone": zone.replace("_", " ")}
    said = _("%(how)s at %(time)s (%(zone)s)") % words
    if rule.count is not None:
        return ngettext("%(said)s, once", "%(said)s, %(n)s times", rule.count) % {"said": said, "n": rule.count}
    if rule.until is not None:
        return _("%(said)s, until %(day)s") % {"said": said, "day": date_format(rule.until, "j M Y")}
    return said


# no viewer: it says a series in words
def series_rhythm(series: Series) -> str:
    """Say when a series comes round."""
    return rhythm(recurrence.known_rule(series.rule), series.first_date, series.start_time, series.zone)


# no viewer: it says a rule in words
def how_often(rule: Rule, first: date) -> str:
    """Say how often, without the time of day."""
    day = str(WEEKDAYS[first.weekday()])
    match recurrence.every_of(rule, first):
        case Every.WEEK:
            return _("every week on %(day)s") % {"day": day}
        case Every.TWO_WEEKS:
            return _("every two weeks on %(day)s") % {"day": day}
        case Every.FOUR_WEEKS:
            return _("every four weeks on %(day)s") % {"day": day}
        case Every.NTH_WEEKDAY:
            return _("every month on the %(nth)s %(day)s") % {"nth": _nth(first), "day": day}
        case Every.SAME_DAY if first.day > 28:
            return _("every month on day %(number)s, or the last one") % {"number": first.day}
        case Every.SAME_DAY:
            return _("every month on day %(number)s") % {"number": first.day}
        case _other:
            return _("by the rule %(rule)s") % {"rule": ";".join(f"{name}={value}" for name, value in rule.parts)}


def _nth(first: date) -> str:
    return [_("first"), _("second"), _("third"), _("fourth"), _("last")][(first.day - 1) // 7]


# no viewer: it says days of a rule that was typed in
def next_dates(*, rule: Rule, first: date, at: time, zone: str, since: datetime, count: int = 5) -> list[str]:
    """Say the next dates of a rule in words, in the wall time of its zone."""
    found = next_moments(rule=rule, first=first, at=at, zone=zone, since=since, count=count)
    return [date_format(one.astimezone(ZoneInfo(zone)), "l, j F Y, G:i") for one in found]


# no viewer: see next_dates
def next_moments(
    *, rule: Rule, first: date, at: time, zone: str, since: datetime, count: int = 5
) -> Sequence[datetime]:
    """List the next moments of a rule, looking ahead five years."""
    start = max(since, recurrence.moment(first, at, zone))
    found: list[datetime] = []
    for weeks in (12, 30, 130, 261):
        found = recurrence.moments(rule, first, at, zone, since=start, before=start + weeks * recurrence.WEEK)
        if len(found) >= count:
            break
    return found[:count]
