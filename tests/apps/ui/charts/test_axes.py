"""Months and amounts: how they are said and where their ticks stand."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.charts.axes import Amounts, Months, roomy_ticks
from accord.apps.ui.charts.scales import Scale

MONTHS = Months(date(2026, 11, 1))


class TestMonths:
    @pytest.mark.parametrize(("value", "said"), [(0, "Nov 2026"), (1, "Dec 2026"), (2, "Jan 2027"), (14.4, "Jan 2028")])
    def test_are_counted_after_the_base(self, value: float, said: str) -> None:
        assert MONTHS.said(value) == said

    @pytest.mark.parametrize(("value", "said"), [(1e300, "Dec 9999"), (-1e300, "Jan 1")])
    def test_end_with_the_calendar(self, value: float, said: str) -> None:
        assert MONTHS.said(value).replace(" 000", " ") == said

    def test_have_ticks_at_the_turns_of_the_year(self) -> None:
        assert [MONTHS.said(value) for value in MONTHS.ticks(0, 40, 4)] == [
            "Jan 2027",
            "Jan 2028",
            "Jan 2029",
            "Jan 2030",
        ]


class TestRoomyTicks:
    @given(
        st.floats(0, 1e9), st.floats(0.01, 1e9), st.sampled_from([MONTHS, Amounts(), Amounts(lambda value: f"{value:.3f} thousand EUR")]),
        st.sampled_from([270.0, 640.0]),
    )  # fmt: skip
    def test_stand_apart_and_on_the_paper(self, low: float, more: float, axis: Months | Amounts, width: float) -> None:
        found = roomy_ticks(axis, Scale(low, low + more, 8, width - 8), 0, width)
        assert all(tick.place - tick.half >= 0 and tick.place + tick.half <= width for tick in found)
        assert all(two.place - two.half > one.place + one.half for one, two in pairwise(found))
