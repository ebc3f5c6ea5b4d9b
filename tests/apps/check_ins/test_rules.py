"""When check-ins come round, when the ladder moves, and which status follows from the facts."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.check_ins.rules import (
    Facts,
    Status,
    day_due,
    first_on,
    following,
    suggestion,
    why_not_ladder,
    why_not_texts,
)

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


class TestRhythm:
    @settings(max_examples=40)
    @given(
        DAYS, st.integers(0, 6), st.sampled_from((1, 2, 4)), st.integers(0, 23), st.integers(0, 400), st.integers(0, 23)
    )
    def test_gives_the_latest_day_of_the_series_whose_hour_has_come(self, starts, weekday, every, hour, later, clock):
        first = first_on(starts, weekday)
        now = datetime.combine(starts + timedelta(days=later), datetime.min.time()).replace(hour=clock)
        day = day_due(first, every, hour, now=now)
        opens = datetime.combine(first, datetime.min.time()).replace(hour=hour)
        if now < opens:
            assert day is None
            return
        assert day.weekday() == weekday
        assert (day - first).days % (7 * every) == 0
        assert datetime.combine(day, datetime.min.time()).replace(hour=hour) <= now
        assert datetime.combine(following(day, every), datetime.min.time()).replace(hour=hour) > now

    def test_lets_the_ladder_end_before_the_next_one_opens(self):
        assert why_not_ladder(1, 3, 3) is None
        assert why_not_ladder(1, 4, 3) is not None
        assert why_not_ladder(2, 4, 3) is None
        assert why_not_ladder(1, -1, 0) is not None


class TestSuggestion:
    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            (Facts(), ""),  # nothing speaks for or against
            (Facts(good=1), Status.ON_TRACK),
            (Facts(good=5, late_promises=1), Status.CAUTION),
            (Facts(missed_promises=2), Status.CAUTION),
            (Facts(late_promises=2, missed_promises=1), Status.OFF_TRACK),
            (Facts(late_milestones=1, days_late=14), Status.CAUTION),
            (Facts(late_milestones=1, days_late=15), Status.OFF_TRACK),
            (Facts(good=3, moved_milestones=1), Status.CAUTION),
            (Facts(good=9, is_stopped=True), Status.OFF_TRACK),
        ],
    )
    def test_follows_the_rules_that_are_said_in_words(self, facts, status):
        found = suggestion(facts)
        assert found.status == status
        assert bool(found.because) == bool(status)


class TestTexts:
    def test_asks_for_one_of_the_three(self):
        empty = {"progress": " ", "problem": "", "chance": "\n"}
        assert set(why_not_texts(empty)) == {"progress"}
        assert why_not_texts(empty | {"chance": "Ask sales."}) == {}
        assert set(why_not_texts(empty | {"problem": "x" * 601})) == {"problem"}
