"""Places on the paper and round ticks."""

from datetime import date
from itertools import pairwise
from math import isfinite

from hypothesis import assume, given
from hypothesis import strategies as st

from accord.apps.ui.charts.scales import Scale, day_ticks, span, spread, ticks

NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1))


class TestScale:
    @given(NUMBERS, NUMBERS, NUMBERS)
    def test_keeps_every_value_on_the_paper(self, low: float, high: float, value: float) -> None:
        assert 10 <= Scale(low, high, 10, 90)(value) <= 90

    def test_puts_the_ends_at_the_ends(self) -> None:
        assert [Scale(0, 4, 100, 0)(value) for value in (0, 1, 4)] == [100, 75, 0]


class TestSpan:
    @given(st.lists(st.one_of(st.none(), NUMBERS, st.just(float("nan")))))
    def test_holds_all_values_and_is_never_empty(self, values: list[float | None]) -> None:
        low, high = span(values)
        assert low < high
        assert all(low <= value <= high for value in values if value is not None and isfinite(value))

    def test_stays_within_floor_and_ceiling(self) -> None:
        assert span([0.0, 1.0], floor=0, ceiling=1) == (0, 1)


class TestTicks:
    def test_are_round(self) -> None:
        assert ticks(0, 1, 5) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
        assert ticks(3, 41, 4) == [10, 20, 30, 40]

    @given(NUMBERS, NUMBERS)
    def test_lie_inside_and_are_few(self, low: float, high: float) -> None:
        assume(high - low > 1e-3)
        found = ticks(low, high, 5)
        slack = (high - low) * 1e-6
        assert all(low - slack <= value <= high + slack for value in found)
        assert len(found) <= 12

    @given(DAYS, DAYS)
    def test_of_days_lie_inside(self, one: date, other: date) -> None:
        first, last = min(one, other), max(one, other)
        found = day_ticks(first, last, 5)
        assert found
        assert all(first <= day <= last for day in found)
        assert len(found) <= 8


class TestSpread:
    @given(st.lists(st.floats(min_value=0, max_value=200), max_size=8))
    def test_keeps_labels_apart(self, places: list[float]) -> None:
        moved = sorted(spread(places, 18, 0, 200))
        assert all(b - a >= 18 - 1e-6 for a, b in pairwise(moved))
