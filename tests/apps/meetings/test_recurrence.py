"""Rules against the dates RFC 5545 prints, wall time across the days on which clocks are changed, and what is refused."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.meetings.rules import recurrence
from accord.apps.meetings.rules.recurrence import DAYS, Every, NotUnderstoodError

NINE = time(9)
FAR = date(2100, 1, 1)


def read(text, zone="America/New_York", start_time=NINE):
    return recurrence.read(text, zone=zone, start_time=start_time)


def dates(text, first, before=date(1999, 1, 1)):
    return [f"{day:%y%m%d}" for day in recurrence.days(read(text), first, since=first, before=before)]


# RFC 5545, 3.8.5.3: rule, first day, the dates printed there
PUBLISHED = [
    ("FREQ=DAILY;COUNT=10", date(1997, 9, 2), "970902 970903 970904 970905 970906 970907 970908 970909 970910 970911"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", date(1997, 9, 2),
     "970902 970904 970916 970918 970930 971002 971014 971016"),
    ("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", date(1997, 9, 2),
     "970902 970904 970909 970911 970916 970918 970923 970925 970930 971002"),
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", date(1997, 9, 5),
     "970905 971003 971107 971205 980102 980206 980306 980403 980501 980605"),
    ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", date(1997, 9, 22), "970922 971020 971117 971222 980119 980216"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", date(1997, 9, 4), "970904 971007 971106"),
    ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", date(1997, 6, 10), "970610 970710 980610 980710"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", date(1997, 8, 5), "970805 970810 970819 970824"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", date(1997, 8, 5), "970805 970817 970819 970831"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "first", "printed"), PUBLISHED)
def test_gives_the_dates_that_the_standard_prints(rule, first, printed):
    assert dates(rule, first) == printed.split()


@pytest.mark.parametrize(
    ("zone", "clock", "day", "moment"),
    [
        ("Europe/Berlin", time(9), date(2026, 3, 23), "2026-03-23T08:00"),
        ("Europe/Berlin", time(9), date(2026, 3, 30), "2026-03-30T07:00"),
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29T01:30"),  # left out: 3.30 in summer time
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T00:30"),  # shown twice: the first
        ("America/New_York", time(9), date(2026, 3, 9), "2026-03-09T13:00"),
        ("America/New_York", time(2, 30), date(2026, 3, 8), "2026-03-08T07:30"),
        ("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01T05:30"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-03T15:45"),  # half an hour is left out
    ],
)
def test_keeps_the_wall_time_when_clocks_are_changed(zone, clock, day, moment):
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert recurrence.moment(day, clock, zone) == expected
    rule = read(f"FREQ=WEEKLY;BYDAY={DAYS[day.weekday()]}", zone)
    first, one = day - timedelta(days=70), timedelta(seconds=1)
    assert recurrence.moments(rule, first, clock, zone, since=expected, before=expected + one) == [expected]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=HOURLY", "not by hours"),
        ("FREQ=SECONDLY;COUNT=3", "not by hours"),
        ("FREQ=DAILY;BYHOUR=9,10", "time of day is a field"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "not both"),
        ("INTERVAL=2", "how often"),
        ("FREQ=WEEKLY;BYDAY=XX", "not understood"),
        ("FREQ=WEEKLY;BYDAY=2MO", "not understood"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "whole numbers from 1"),
        ("FREQ=WEEKLY;COUNT=99999", "whole numbers from 1"),
        ("FREQ=MONTHLY;BYMONTHDAY=٣", "whole numbers from 1"),
        ("FREQ=MONTHLY;BYEASTER=1", "not understood"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL takes a day"),
        ("", "Give a rule"),
    ],
)
def test_refuses_a_rule_with_a_sentence(rule, said):
    with pytest.raises(NotUnderstoodError) as refused:
        read(rule)
    assert said in (refused.value.reason.text % (refused.value.reason.values or {}))


def test_refuses_a_rule_that_never_comes_round():
    never = read("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert recurrence.why_not_any(never, date(2026, 1, 1))
    assert recurrence.why_not_any(read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), date(2026, 1, 1)) is None


weekly = st.builds(
    lambda days, interval, start, end: (
        f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(days)};WKST={start}" + (f";COUNT={end}" if end else "")
    ),
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True),
    st.integers(1, 5),
    st.sampled_from(DAYS),
    st.none() | st.integers(1, 30),
)


@settings(max_examples=40)
@given(weekly, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 200), st.integers(1, 300))
def test_counts_weeks_as_the_library_does(rule, first, skipped, width):
    since = first + timedelta(days=skipped)
    before = since + timedelta(days=width)
    begin = datetime.combine(first, time.min)
    edge = datetime.combine(since, time.min), datetime.combine(before, time.min) - timedelta(days=1)
    expected = [one.date() for one in rrulestr(rule, dtstart=begin).between(*edge, inc=True)]
    assert recurrence.days(read(rule), first, since=since, before=before) == expected


@settings(max_examples=40)
@given(st.sampled_from([one for one in Every if one != Every.OWN_RULE]), st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_what_the_form_offers_begins_on_its_first_day_and_comes_round_as_named(every, first):
    rule = recurrence.rule_of(every, first, count=14)
    found = recurrence.days(recurrence.known_rule(str(rule)), first, since=first, before=FAR)
    assert found[0] == first
    assert len(found) == 14
    assert recurrence.every_of(rule, first) == every
    gaps = {(after - day).days for day, after in pairwise(found)}
    weeks = recurrence.WEEKS.get(every)
    assert gaps == {7 * weeks} if weeks else gaps <= {28, 29, 30, 31, 35}
    if every == Every.SAME_DAY:
        assert all(day.day == first.day or (day + timedelta(days=1)).day == 1 for day in found)
