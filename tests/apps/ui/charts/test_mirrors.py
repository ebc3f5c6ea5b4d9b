"""Two sides mirrored: what is said, what is left out, and nothing on top of anything else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.charts import Amounts, Chart, Guess, MirrorWords, Months, SideView, mirrored_chart
from accord.apps.ui.charts.mirrors.words import percent
from tests.apps.ui.charts.boxes import boxes, classes, pictures, troubles

MONTHS = Months(date(2026, 12, 1))
BUSINESS = SideView("Business", "business", 3, 6, 11, never=0.04)
IT = SideView("IT", "it", 9, 14, 24, never=0.18)
FINANCE = SideView("Finance", "finance", 5, 9, 16)
NASTY = '<script>alert("x")</script> & co'

words = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=50)
numbers = st.floats(allow_nan=True, allow_infinity=True)
maybe = st.one_of(st.none(), numbers, st.floats(-1e3, 1e3))
densities = st.lists(st.tuples(numbers, numbers), max_size=6)


def chart(above: SideView = BUSINESS, below: SideView = IT, **more: Any) -> Chart:
    return mirrored_chart(above, below, **{"axis": MONTHS, "title": "When will it pay off?", "gap": "8 months", **more})


def full() -> Chart:
    return chart(
        third=FINANCE,
        guesses=[Guess("it", "business", 13), Guess("business", "it", 8)],
        joint=(4, 9, 20),
        outcome=12,
    )


def rows(picture: Chart) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in picture.rows}


class TestWords:
    def test_name_both_sides_and_the_gap(self) -> None:
        said = chart().description
        assert "Business expects Jun 2027, 8 in 10: Mar 2027 to Nov 2027" in said
        assert "IT expects Feb 2028, 8 in 10: Sep 2027 to Dec 2028" in said
        assert "Between the two: 8 months" in said

    def test_stand_in_the_picture_too(self) -> None:
        seen = {box.words for box in boxes(pictures(full())[0])}
        assert {
            "Business expects Jun 2027", "8 months", "Finance expects Sep 2027", "Both together: Apr 2027 to Aug 2028",
            "IT thinks Business expects Jan 2028", "Business thinks IT expects Aug 2027", "It happened: Dec 2027",
        } <= seen  # fmt: skip

    def test_of_others_are_taken(self) -> None:
        german = MirrorWords(expects="%(side)s erwartet %(value)s")
        assert "IT erwartet Feb 2028" in chart(words=german).svg

    def test_say_money_as_the_caller_does(self) -> None:
        euros = Amounts(lambda value: f"€{value / 1e6:g} m")
        picture = chart(
            SideView("Business", "business", 1e6, 1.2e6, 2e6), SideView("IT", "it", 4e5, 9e5, 2e6),
            axis=euros, gap="€0.3 m",
        )  # fmt: skip
        assert "Business expects €1.2 m" in picture.svg
        assert picture.numeric == (1, 2, 3)

    def test_are_escaped(self) -> None:
        sides = [SideView(NASTY, tone, 1, 2, 3, never=0.1) for tone in ("business", "it", "finance")]
        picture = chart(
            sides[0], sides[1], third=sides[2], gap=NASTY, axis=Amounts(lambda _value: NASTY), title=NASTY,
            guesses=[Guess("it", "business", 2)], joint=(1, 2, 3), outcome=2, words=MirrorWords(never=NASTY),
        )  # fmt: skip
        assert "<script" not in picture.svg
        pictures(picture)


class TestTable:
    def test_holds_every_number(self) -> None:
        found = rows(full())
        assert found["Business"][:4] == ("Mar 2027", "Jun 2027", "Nov 2027", "4 %")
        assert found["IT"][:4] == ("Sep 2027", "Feb 2028", "Dec 2028", "18 %")
        assert found["Both together"][:3] == ("Apr 2027", "Sep 2027", "Aug 2028")
        assert found["IT about Business"][1] == "Jan 2028"
        assert found["What happened"][1] == "Dec 2027"
        assert found["Between the two"][1] == "8 months"

    def test_has_no_more_columns_than_it_needs(self) -> None:
        # Even from 0 to 1,000: 98 % lie from 10 to 990, with a little air everything is in the picture.
        flat = [(100.0 * n, 1.0) for n in range(11)]
        sides = [SideView(tone, tone, 100, 500, 900, flat) for tone in ("business", "it")]
        assert chart(*sides, axis=Amounts()).headers == ("", "1 in 10 lower", "Likely", "1 in 10 higher")

    def test_says_how_much_lies_beyond_the_picture(self) -> None:
        # A triangle of area 1 over 0–2 and a lump of 0.008 around 1,001, less than the hundredth that is left out. 99 % of
        # 1.008 lie below 2 − √(2 · (1 − 0.99792)) = 1.9355, 1 % below √(2 · 0.01008) = 0.142; with 4 % air it ends at 2.007.
        tail = [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (1000.0, 0.0), (1001.0, 0.008), (1002.0, 0.0)]
        sides = [SideView(tone, tone, 0.5, 1, 1.5, tail) for tone in ("business", "it")]
        assert rows(chart(*sides, axis=Amounts()))["it"][-1] == "< 1 % higher than 2.01"

    def test_says_that_a_flat_side_is_drawn_higher(self) -> None:
        narrow = SideView("Business", "business", 5.9, 6, 6.1)
        found = rows(chart(narrow, IT, axis=Amounts()))
        assert found["IT"][-1].endswith("drawn higher than to scale")
        assert not found["Business"][-1]


class TestMissing:
    def test_side_is_named_and_leaves_no_gap(self) -> None:
        picture = chart(BUSINESS, SideView("IT", "it"))
        assert "IT has not answered" in picture.svg
        assert "8 months" not in picture.svg
        assert rows(picture)["IT"][:3] == ("–", "IT has not answered", "–")

    def test_side_may_say_it_in_its_own_words(self) -> None:
        assert "IT could not say" in chart(BUSINESS, SideView("IT", "it", missing="IT could not say")).svg

    def test_third_side_is_named(self) -> None:
        assert "Finance has not answered" in chart(third=SideView("Finance", "finance")).svg

    def test_of_both_is_an_empty_picture(self) -> None:
        picture = chart(SideView("Business", "business"), SideView("IT", "it"), empty="Nothing yet")
        assert "Nothing yet" in picture.svg
        assert picture.rows == ()

    def test_of_dates_leaves_the_chance_of_never(self) -> None:
        never = [SideView(tone, tone, never=1.0, missing="no month") for tone in ("business", "it")]
        picture = chart(*never)
        assert picture.description == "no month, never: 100 %. no month, never: 100 %"
        assert not troubles(picture)


class TestGap:
    def test_is_a_bracket_between_the_likely_values(self) -> None:
        assert classes(chart(), "gap") == 3

    def test_of_nothing_is_said_without_a_bracket(self) -> None:
        same = SideView("IT", "it", 3, 6, 11)
        picture = chart(BUSINESS, same, gap="the same month")
        assert classes(picture, "gap") == 0
        assert "the same month" in picture.svg


class TestNever:
    def test_is_drawn_apart_with_its_percent(self) -> None:
        seen = {box.words for box in boxes(pictures(chart())[0])}
        assert {"4 %", "18 %", "never"} <= seen

    def test_is_left_out_where_nobody_sees_it(self) -> None:
        sure = SideView("Business", "business", 3, 6, 11, never=0.0)
        picture = chart(sure, SideView("IT", "it", 9, 14, 24, never=0.0))
        assert "never" not in {box.words for box in boxes(pictures(picture)[0])}
        assert rows(picture)["Business"][3] == "0 %"


class TestPoints:
    def test_are_a_line_without_a_range(self) -> None:
        picture = chart(SideView("Business", "business", 6, 6, 6), SideView("IT", "it", 9, 9, 9), gap="3 months")
        assert "without a range" in picture.svg
        assert classes(picture, "thick") == 0
        assert not troubles(picture)


class TestPercent:
    @pytest.mark.parametrize(
        ("share", "said"), [(0, "0 %"), (0.004, "< 1 %"), (0.18, "18 %"), (0.996, "> 99 %"), (1, "100 %")]
    )
    def test_never_rounds_to_none_or_all(self, share: float, said: str) -> None:
        assert percent(share) == said


class TestWhateverComesIn:
    def test_the_full_picture_has_no_overlap(self) -> None:
        assert not troubles(full())

    @given(
        st.tuples(words, maybe, maybe, maybe, densities, maybe),
        st.tuples(words, maybe, maybe, maybe, densities, maybe),
        st.one_of(st.none(), st.tuples(words, maybe, maybe, maybe, densities, maybe)),
        st.lists(
            st.tuples(st.sampled_from(["business", "it", "hr"]), st.sampled_from(["it", "business"]), numbers),
            max_size=2,
        ),
        maybe,
        words,
    )
    def test_nothing_overlaps_and_every_number_is_one(
        self, one: Any, two: Any, three: Any, guesses: list[Any], outcome: float | None, gap: str
    ) -> None:
        sides = [_side(values, tone) for values, tone in ((one, "business"), (two, "it"), (three, "finance")) if values]
        picture = chart(
            sides[0], sides[1], third=sides[2] if three else None, guesses=[Guess(*guess) for guess in guesses],
            outcome=outcome, gap=gap, axis=Amounts(lambda value: f"{value:.4g} EUR"), joint=(1.0, 2.0, 3.0),
        )  # fmt: skip
        assert not troubles(picture)

    @given(st.lists(st.floats(0, 600), min_size=6, max_size=6), st.dates(date(2000, 1, 1), date(2090, 1, 1)), words)
    def test_dates_of_any_kind_have_room(self, values: list[float], base: date, label: str) -> None:
        one, two = sorted(values[:3]), sorted(values[3:])
        picture = chart(
            SideView(label, "business", *one, never=0.2), SideView("IT", "it", *two, never=1.0),
            axis=Months(base.replace(day=1)), outcome=values[0],
        )  # fmt: skip
        assert not troubles(picture)


def _side(values: Any, tone: str) -> SideView:
    label, low, likely, high, density, never = values
    return SideView(label, tone, low, likely, high, density, never)
