"""How things to do are grouped by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.turn.rules import ORDER, When, when

TODAY = date(2026, 6, 3)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


class TestWhen:
    @pytest.mark.parametrize(
        ("days", "group"),
        [(-400, "late"), (-1, "late"), (0, "week"), (7, "week"), (8, "later"), (400, "later"), (None, "open")],
    )
    def test_groups_by_how_far_away_a_day_is(self, days, group):
        due = None if days is None else TODAY + timedelta(days=days)
        assert when(due, TODAY) == group

    @given(DAYS, DAYS)
    def test_never_moves_back_as_a_day_comes_later(self, one, other):
        order = [When.LATE, When.WEEK, When.LATER]
        first, second = sorted((one, other))
        assert order.index(when(first, TODAY)) <= order.index(when(second, TODAY))

    def test_every_group_has_its_place(self):
        assert sorted(ORDER) == sorted(When)
