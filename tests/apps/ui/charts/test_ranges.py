"""One answer as a picture: ten dots, the three numbers in words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.charts import Amounts, Months, SideView, range_picture
from tests.apps.ui.charts.boxes import classes, pictures, troubles

MONTHS = Months(date(2026, 11, 1))
numbers = st.floats(allow_nan=True, allow_infinity=True)


class TestRangePicture:
    def test_says_what_each_number_means(self) -> None:
        picture = range_picture(SideView("IT", "it", 9, 14, 24), axis=MONTHS, title="Your answer")
        assert picture.rows == (
            ("1 in 10 that it is lower", "Aug 2027"),
            ("as likely higher as lower", "Jan 2028"),
            ("1 in 10 that it is higher", "Nov 2028"),
        )
        assert "Aug 2027: 1 in 10 that it is lower" in picture.description

    def test_has_ten_dots_one_on_each_outside(self) -> None:
        picture = range_picture(SideView("IT", "it", 9, 14, 24), axis=MONTHS, title="Your answer")
        assert (classes(picture, "dot"), classes(picture, "hollow")) == (8, 2)

    def test_puts_the_dots_on_the_right_side_of_each_number(self) -> None:
        # An even density over 0–100: the middles of the tenths are 5, 15, …, 95.
        even = SideView("IT", "it", 10, 50, 90, [(10.0 * n, 1.0) for n in range(11)])
        root = pictures(range_picture(even, axis=Amounts(), title="t"))[0]
        seen = sorted(float(dot.get("cx", "")) for dot in root.iter("circle"))
        steps = {round(two - one, 0) for one, two in pairwise(seen[1:9])}
        assert max(steps) - min(steps) <= 1

    def test_of_one_value_says_that_nothing_else_seems_possible(self) -> None:
        picture = range_picture(SideView("IT", "it", 9, 9, 9), axis=MONTHS, title="t")
        assert "nothing else seems possible" in picture.svg
        assert not troubles(picture)

    def test_without_three_numbers_is_empty(self) -> None:
        assert range_picture(SideView("IT", "it", None, 9, 12), axis=MONTHS, title="t").rows == ()

    @pytest.mark.parametrize("nasty", ['<script>alert("x")</script>'])
    def test_escapes_what_it_is_told(self, nasty: str) -> None:
        assert (
            "<script"
            not in range_picture(SideView(nasty, "it", 1, 2, 3), axis=Amounts(lambda _: nasty), title=nasty).svg
        )

    @given(numbers, numbers, numbers, st.lists(st.tuples(numbers, numbers), max_size=6))
    def test_draws_whatever_comes_in(
        self, low: float, likely: float, high: float, density: list[tuple[float, float]]
    ) -> None:
        view = SideView("IT", "it", low, likely, high, density)
        assert not troubles(range_picture(view, axis=Amounts(lambda value: f"{value:.4g} EUR"), title="t"))
