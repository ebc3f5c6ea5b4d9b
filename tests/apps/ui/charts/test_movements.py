"""Rounds over time, the strip of a list row, and whose ranges hold."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.charts import (
    Amounts,
    IntervalRow,
    Mark,
    Months,
    Point,
    Round,
    SideView,
    Stated,
    calibration_chart,
    gap_strip,
    history_chart,
    interval_chart,
    movement_chart,
    reliability_chart,
    strip_reach,
    strip_scale,
)
from tests.apps.ui.charts.boxes import boxes, classes, pictures, troubles

MONTHS = Months(date(2026, 12, 1))
NASTY = '<script>alert("x")</script> & co'
numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(0, 100))
words = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40)


def both(business: tuple[float, float, float], it: tuple[float, float, float]) -> list[SideView]:
    return [SideView("Business", "business", *business), SideView("IT", "it", *it)]


ROUNDS = [
    Round("Round 1", date(2026, 12, 4), both((3, 6, 11), (9, 14, 24))),
    Round("Round 2", date(2027, 2, 4), both((4, 7, 11), (8, 12, 18))),
    Round("Round 3", date(2027, 4, 6), both((5, 8, 12), (7, 9, 13))),
]


class TestMovement:
    def test_is_read_out_with_where_it_ended(self) -> None:
        said = movement_chart(ROUNDS, axis=MONTHS, title="t", gap="1 month").description
        assert said == "Round 3: Business expects Aug 2027; IT expects Sep 2027; Between the two: 1 month"

    def test_table_has_a_row_for_each_round_and_side_the_last_first(self) -> None:
        found = movement_chart(ROUNDS, axis=MONTHS, title="t").rows
        assert [row[0] for row in found] == ["Round 3"] * 2 + ["Round 2"] * 2 + ["Round 1"] * 2
        assert found[1] == ("Round 3", "2027-04-06", "IT", "Jul 2027", "Sep 2027", "Jan 2028")

    def test_line_breaks_where_a_side_did_not_answer(self) -> None:
        silent = Round("Round 4", date(2027, 5, 6), [ROUNDS[0].sides[0], SideView("IT", "it")])
        picture = movement_chart([*ROUNDS, silent, ROUNDS[2]], axis=MONTHS, title="t")
        lines = [part for part in pictures(picture)[0].iter() if part.get("class") == "line tone-it"]
        assert len(lines) == 1

    def test_holds_the_last_eight_rounds(self) -> None:
        many = [Round(f"Round {n}", date(2026, n, 1), ROUNDS[0].sides) for n in range(1, 12)]
        picture = movement_chart(many, axis=MONTHS, title="t")
        assert {row[0] for row in picture.rows} == {f"Round {n}" for n in range(4, 12)}
        assert not troubles(picture)

    def test_of_nothing_is_empty(self) -> None:
        assert movement_chart([], axis=MONTHS, title="t", empty="Nothing yet").rows == ()
        unanswered = Round("Round 1", date(2026, 1, 1), [SideView("IT", "it")])
        assert "Nothing yet" in movement_chart([unanswered], axis=MONTHS, title="t", empty="Nothing yet").svg

    def test_escapes_what_it_is_told(self) -> None:
        one = Round(NASTY, date(2026, 1, 1), [SideView(NASTY, "it", 1, 2, 3)])
        picture = movement_chart([one, one], axis=Amounts(lambda _: NASTY), title=NASTY, say_day=lambda _: NASTY)
        assert "<script" not in picture.svg
        pictures(picture)

    @given(
        st.lists(
            st.tuples(words, st.dates(), st.tuples(numbers, numbers, numbers), st.tuples(numbers, numbers, numbers)),
            max_size=9,
        ),
        words,
    )
    def test_has_no_overlap_whatever_comes_in(self, rounds: list[Any], label: str) -> None:
        made = [
            Round(
                name,
                day,
                [SideView(label, "business", *one), SideView("IT", "it", *two), SideView("Finance", "finance", *one)],
            )
            for name, day, one, two in rounds
        ]
        assert not troubles(movement_chart(made, axis=Amounts(lambda value: f"{value:.4g} EUR"), title="t"))


class TestStrip:
    def test_says_its_values(self) -> None:
        views = ROUNDS[0].sides
        strip = gap_strip(views, reach=strip_reach(views), axis=MONTHS, title="Claims triage")
        assert 'aria-label="Claims triage. Business: Jun 2027; IT: Feb 2028"' in strip.svg
        assert len(strip.svg) < 500

    def test_says_who_is_missing(self) -> None:
        views = [ROUNDS[0].sides[0], SideView("IT", "it")]
        strip = gap_strip(views, reach=(0, 9), axis=MONTHS, title="t", missing="not answered")
        assert strip.description == "Business: Jun 2027; IT: not answered"
        assert classes(strip, "dot") == 1

    def test_scale_leaves_the_outermost_to_the_edges(self) -> None:
        views = [SideView("IT", "it", n, n, n) for n in range(40)]
        assert strip_reach([*views, SideView("IT", "it", 1e9, 1e9, 1e9)]) == (2, 38)
        assert strip_reach([]) == (0, 1)

    def test_scale_is_written_above(self) -> None:
        seen = [box.words for box in boxes(pictures(strip_scale(reach=(1, 20), axis=MONTHS, title="t"))[0])]
        assert seen == ["Jan 2027", "Aug 2028"]

    def test_escapes_what_it_is_told(self) -> None:
        view = SideView(NASTY, NASTY, 1, 2, 3)
        for picture in (
            gap_strip([view], reach=(0, 4), axis=Amounts(lambda _: NASTY), title=NASTY),
            strip_scale(reach=(0, 4), axis=Amounts(lambda _: NASTY), title=NASTY),
        ):
            assert "<script" not in picture.svg
            pictures(picture)

    @given(st.lists(st.tuples(numbers, numbers, numbers), max_size=3))
    def test_draws_whatever_comes_in(self, values: list[Any]) -> None:
        views = [SideView("IT", "it", *three) for three in values]
        pictures(gap_strip(views, reach=strip_reach(views), axis=Amounts(lambda value: f"{value:.3g}"), title="t"))


class TestCalibration:
    def test_stands_against_eighty_percent(self) -> None:
        rows = [
            IntervalRow("Business", 0.58, 0.44, 0.71, "24 outcomes", "business"),
            IntervalRow("IT", None, reason="3 outcomes, 10 are needed"),
        ]
        picture = calibration_chart(rows, title="Whose ranges hold")
        seen = {box.words for box in boxes(pictures(picture)[0])}
        assert {"80 %: as sure as they say", "← too sure", "too careful →", "58 %", "3 outcomes, 10 are needed"} <= seen
        assert picture.rows[0] == ("Business", "58 %", "44 %", "71 %", "24 outcomes")
        assert not troubles(picture)


class TestLabels:
    def test_that_are_too_long_end_with_a_sign_of_it(self) -> None:
        rows = [IntervalRow("Claims, customer service and operations in all countries we are in", 0.5, 0.4, 0.6)]
        picture = interval_chart(rows, title="t")
        narrow = [box.words for box in boxes(pictures(picture)[1])]
        assert [words for words in narrow if words.startswith("Claims") and words.endswith("…")]
        assert not troubles(picture)


class TestThresholds:
    """Two close thresholds: their labels never touch."""

    @given(st.floats(0, 1), st.floats(0, 0.2), st.lists(st.floats(0, 1), max_size=1))
    def test_of_intervals(self, first: float, apart: float, more: list[float]) -> None:
        marks = [
            Mark(first, "opens below 60 %"),
            Mark(first + apart, "closes at 64 %"),
            *(Mark(m, "today") for m in more),
        ]
        rows = [IntervalRow("Whole organisation", 0.5, 0.4, 0.6)]
        assert not troubles(interval_chart(rows, title="t", thresholds=marks, floor=0))

    @given(st.floats(0.1, 0.9), st.floats(0, 0.2))
    def test_of_histories(self, first: float, apart: float) -> None:
        points = [Point(date(2026, month, 1), 0.9, 0.1, 1.0) for month in range(1, 9)]
        marks = [Mark(first, "opens below"), Mark(first + apart, "closes at")]
        picture = history_chart(points, title="t", thresholds=marks, floor=0, ceiling=1)
        labels = [box for box in boxes(pictures(picture)[0]) if box.words in {"opens below", "closes at"}]
        assert not labels[0].meets(labels[1])


class TestReliabilityChart:
    POINTS = (Stated(0.9, 12, 0.5, 0.6, 0.75, 1.0), Stated(0.6, 8, 0.7, 0.6, 0.3, 0.9))

    def test_draws_a_dot_for_each_chance_in_rising_order_with_the_same_in_numbers(self) -> None:
        chart = reliability_chart(self.POINTS, title="Sure", colour="it")

        assert [len([p for p in one.iter() if p.get("class") == "dot tone-it"]) for one in pictures(chart)] == [2, 2]
        assert [row[:3] for row in chart.rows] == [("60 %", "8", "70 %"), ("90 %", "12", "50 %")]
        assert not troubles(chart)

    def test_says_that_there_is_nothing_yet(self) -> None:
        assert reliability_chart([], title="Sure").rows == ()
