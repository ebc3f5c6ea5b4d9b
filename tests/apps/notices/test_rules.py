"""Quiet hours and summaries by the clock on the wall, and names of letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.notices.rules import Wishes, digest_moment, is_quiet, letter_id, thread_id, why_not_wishes

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = st.integers(0, 23)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class TestQuiet:
    def test_goes_over_midnight(self):
        night = Wishes(quiet_from=22, quiet_to=6, weekends_quiet=False)
        said = {hour: is_quiet(night, at(f"2026-03-10T{hour:02}:59")) for hour in range(24)}
        assert {hour for hour, quiet in said.items() if quiet} == {22, 23, 0, 1, 2, 3, 4, 5}

    def test_lies_within_a_day(self):
        noon = Wishes(quiet_from=12, quiet_to=14, weekends_quiet=False)
        assert [is_quiet(noon, at(f"2026-03-10T{text}")) for text in ("11:59", "12:00", "13:59", "14:00")] == [
            False, True, True, False,
        ]  # fmt: skip

    def test_takes_whole_weekends(self):
        days = [at("2026-03-13T23:59") + timedelta(days=n) for n in range(4)]
        free = Wishes(quiet_from=None)
        assert [is_quiet(free, day) for day in days] == [False, True, True, False]

    @pytest.mark.parametrize(("day", "length"), [("2026-03-29", 7), ("2026-10-25", 9), ("2026-03-10", 8)])
    def test_is_shorter_and_longer_when_clocks_change(self, day, length):
        night = Wishes(quiet_from=23, quiet_to=7, weekends_quiet=False)
        noon = at(f"{day}T12:00").astimezone(UTC)
        minutes = [(noon - timedelta(minutes=n)).astimezone(BERLIN) for n in range(24 * 60)]
        assert sum(is_quiet(night, moment) for moment in minutes) == length * 60


class TestSummary:
    @pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-03-10"])
    def test_comes_once_a_day_at_eight_whatever_clocks_do(self, day):
        wishes = Wishes(weekends_quiet=False)
        start = at(f"{day}T00:00").astimezone(UTC)
        moments = {
            digest_moment(wishes, (start + timedelta(minutes=n)).astimezone(BERLIN)) for n in range(0, 36 * 60, 7)
        }
        assert len(moments) == 3 if day != "2026-03-29" else len(moments) in {2, 3}
        assert {moment.hour for moment in moments if moment} == {8}

    def test_passes_over_the_weekend(self):
        assert digest_moment(Wishes(), at("2026-03-15T12:00")) == at("2026-03-13T08:00")
        assert digest_moment(Wishes(), at("2026-03-16T07:59")) == at("2026-03-13T08:00")
        assert digest_moment(Wishes(), at("2026-03-16T08:00")) == at("2026-03-16T08:00")

    def test_comes_on_one_day_of_the_week(self):
        weekly = Wishes(digest="weekly", weekday=4, hour=16)
        assert digest_moment(weekly, at("2026-03-13T15:59")) == at("2026-03-06T16:00")
        assert digest_moment(weekly, at("2026-03-13T16:00")) == at("2026-03-13T16:00")

    @settings(max_examples=40)
    @given(
        st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
        HOURS,
        st.integers(0, 6),
        st.sampled_from(["daily", "weekly"]),
    )
    def test_was_always_due_before_and_never_long_ago(self, moment, hour, weekday, digest):
        now = moment.replace(tzinfo=UTC).astimezone(BERLIN)
        due = digest_moment(Wishes(digest=digest, hour=hour, weekday=weekday), now)
        assert due is not None
        assert due.timestamp() <= now.timestamp()
        assert now - due < timedelta(days=8 if digest == "weekly" else 4)

    @settings(max_examples=40)
    @given(HOURS, HOURS, HOURS, st.integers(0, 6))
    def test_can_be_chosen_only_outside_quiet_hours(self, hour, start, end, weekday):
        wishes = Wishes(digest="weekly", hour=hour, weekday=weekday, quiet_from=start, quiet_to=end)
        due = datetime(2026, 3, 9 + weekday, hour, tzinfo=BERLIN)
        assert bool(why_not_wishes(wishes)) == is_quiet(wishes, due)


def test_names_of_letters_are_the_same_and_unlike_each_other():
    names = {letter_id(b"k", key, "x.org") for key in ("1:a", "1:b")} | {thread_id(b"k", 1, "a", "x.org")}
    assert len(names) == 3
    assert letter_id(b"k", "1:a", "x.org") in names
    assert letter_id(b"other", "1:a", "x.org") not in names
