"""10,000 series expanded over two years in wall time, against the loop an analyst would write with icalendar and dateutil.

    python benchmarks/series.py [SERIES]

Both get the same rules: half weekly, a quarter every other week, the rest by month. The script reads one VEVENT a series and
asks dateutil with a time zone for each; the moments of both must be the same. Planned days only: nothing is written.
"""

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from accord.apps.meetings.rules import recurrence
from accord.apps.meetings.rules.recurrence import Every

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
MIX = (
    Every.WEEK,
    Every.WEEK,
    Every.WEEK,
    Every.WEEK,
    Every.TWO_WEEKS,
    Every.TWO_WEEKS,
    Every.NTH_WEEKDAY,
    Every.SAME_DAY,
)
BEGIN = datetime(2026, 11, 22, tzinfo=UTC)
END = BEGIN + timedelta(days=730)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made = drafts(count, random.Random(20_261_122))
    ours, took = timed(lambda: [expanded(*draft) for draft in made])
    texts = [event(*draft) for draft in made]
    theirs, their = timed(lambda: [script(text) for text in texts])
    assert ours == theirs, "the two do not agree"
    dates = sum(len(found) for found in ours)
    print(f"{count:,} series, {dates:,} dates in two years")
    print(f"Accord {took:6.2f} s  ({1e6 * took / dates:.1f} µs a date)")
    print(f"script {their:6.2f} s  ({1e6 * their / dates:.1f} µs a date)")
    print(f"ratio  {their / took:6.1f}")


def drafts(count, chance):
    """Give (rule as stored, first day, time of day, zone) for each series."""
    found = []
    for _number in range(count):
        first = date(2025, 1, 6) + timedelta(days=chance.randrange(700))
        rule = str(recurrence.rule_of(chance.choice(MIX), first))
        found.append((rule, first, clock(chance.randrange(7, 19), chance.choice((0, 15, 30))), chance.choice(ZONES)))
    return found


def expanded(rule, first, at, zone):
    """Expand as the nightly work does: from the stored text."""
    return recurrence.moments(recurrence.known_rule(rule), first, at, zone, since=BEGIN, before=END)


def event(rule, first, at, zone):
    """Write a series as a calendar program would."""
    begin = datetime.combine(first, at)
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:x", "DTSTAMP:20261122T000000Z",
             f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}", f"RRULE:{rule}", "END:VEVENT", "END:VCALENDAR")  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


def script(text):
    """Read the event, expand it in its zone, bring it to UTC."""
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    begin = found.decoded("DTSTART")
    zone = ZoneInfo(str(begin.tzinfo))
    naive = begin.replace(tzinfo=None)
    rule = rrulestr(found["RRULE"].to_ical().decode(), dtstart=naive)
    around = rule.between(BEGIN.replace(tzinfo=None) - timedelta(days=2), END.replace(tzinfo=None) + timedelta(days=2))
    moments = (one.replace(tzinfo=zone).astimezone(UTC) for one in around)
    return [one for one in moments if BEGIN <= one < END]


def timed(work):
    """Give what some work returns and the seconds it took."""
    begin = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begin


if __name__ == "__main__":
    main()
