"""Shapes: areas of one, shares that add up, and a stretch of the axis that holds what matters."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.charts.shapes import Shape, SideView, reach_of, sketch

TRIANGLE = Shape.of([(0.0, 0.0), (1.0, 5.0), (2.0, 0.0)])
amounts = st.floats(-1e6, 1e6)


class TestShape:
    def test_has_an_area_of_one(self) -> None:
        assert TRIANGLE.peak == pytest.approx(1.0)
        assert TRIANGLE.shares == pytest.approx((0, 0.5, 1))

    def test_finds_shares_and_heights_between_its_points(self) -> None:
        flat = Shape.of([(0.0, 3.0), (5.0, 3.0), (10.0, 3.0)])
        assert flat.at(0.25) == pytest.approx(2.5)
        assert flat.up_to(2.5) == pytest.approx(0.25)
        assert flat.height(7) == pytest.approx(0.1)
        assert flat.height(11) == 0

    def test_is_exact_between_two_points(self) -> None:
        # Below x of a triangle that rises to 1 at 1 lies x²/2.
        assert TRIANGLE.up_to(0.5) == pytest.approx(0.125)
        assert TRIANGLE.at(0.125) == pytest.approx(0.5)
        assert TRIANGLE.at(0.875) == pytest.approx(1.5)

    def test_is_cut_where_it_goes_on_and_ends_where_it_ends(self) -> None:
        flat = Shape.of([(0.0, 3.0), (5.0, 3.0), (10.0, 3.0)])
        assert flat.between(-5, 6) == [(0, 0), (0, 0.1), (5, 0.1), (6, 0.1)]
        assert flat.between(6, 20) == [(6, 0.1), (10, 0.1), (10, 0)]
        assert flat.between(11, 20) == []

    @given(st.lists(st.tuples(amounts, st.floats(0, 1e9)), min_size=3, max_size=9), st.floats(0, 1))
    def test_shares_and_places_undo_each_other(self, points: list[tuple[float, float]], share: float) -> None:
        shape = Shape.of(sorted(dict(points).items()))
        if shape.points:
            assert shape.up_to(shape.at(share)) == pytest.approx(share, abs=1e-6)

    @pytest.mark.parametrize("points", [[], [(1.0, 1.0)], [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], [(1.0, 1.0)] * 3])
    def test_of_nothing_is_none(self, points: list[tuple[float, float]]) -> None:
        assert Shape.of(points) == Shape()


class TestSketch:
    def test_is_a_bell_where_both_sides_are_alike(self) -> None:
        # A normal distribution: 90 % lie below the mean plus 1.2816 standard deviations (tables of the normal).
        shape = Shape.of(sketch(100 - 12.8155, 100, 100 + 12.8155))
        assert shape.at(0.5) == pytest.approx(100, abs=0.01)
        assert shape.at(0.9) == pytest.approx(112.8155, abs=0.1)
        assert shape.peak == pytest.approx(1 / (10 * math.sqrt(2 * math.pi)), rel=0.01)

    def test_stays_above_zero_where_the_low_one_does(self) -> None:
        assert min(x for x, _y in sketch(1, 10, 30)) >= 0

    @pytest.mark.parametrize("three", [(1, 1, 5), (1, 5, 5)])
    def test_may_have_one_half_only(self, three: tuple[float, float, float]) -> None:
        assert Shape.of(sketch(*three)).peak > 0


class TestSideView:
    def test_takes_ends_in_any_order(self) -> None:
        assert SideView("IT", "it", 9, 5, 3).range == (3, 9)

    def test_has_no_range_where_all_are_one(self) -> None:
        assert SideView("IT", "it", 5, 5, 5).range is None

    @pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
    def test_without_a_likely_value_is_not_known(self, value: float | None) -> None:
        assert not SideView("IT", "it", 1, value, 3).is_known


class TestReach:
    @given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=3), st.lists(amounts, max_size=3))
    def test_holds_every_sides_numbers(self, sides: list[Any], others: list[float]) -> None:
        views = [SideView("", "it", *sorted(numbers)) for numbers in sides]
        low, high = reach_of(views, others)
        assert low < high
        assert all(low <= value <= high for numbers in sides for value in numbers)

    def test_leaves_a_far_tail_outside(self) -> None:
        # Log-normal with 100, 300 and 900: its last hundredth begins at 300 · 3^(2.326 / 1.2816) = 2,204; drawn until 900 + 600.
        tail = [
            (300 * 3 ** (z / 40), math.exp(-((z / 40 * 1.2815516) ** 2) / 2) / 3 ** (z / 40)) for z in range(-100, 101)
        ]
        _low, high = reach_of([SideView("", "it", 100, 300, 900, tail)])
        assert high == pytest.approx(1500, rel=0.05)

    def test_is_not_squeezed_by_one_stray_number(self) -> None:
        views = [SideView("", "it", 3, 6, 11)]
        assert reach_of(views, [1e9]) == reach_of(views)

    def test_takes_in_what_lies_near(self) -> None:
        assert reach_of([SideView("", "it", 3, 6, 11)], [18])[1] > 18

    def test_is_never_below_zero_where_nothing_is(self) -> None:
        assert reach_of([SideView("", "it", 0, 1, 9)])[0] == 0
