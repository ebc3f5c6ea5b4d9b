"""Every picture: as it was (snapshot), well formed whatever comes in, escaped, and honest when there is nothing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from accord.apps.ui import charts

DAY = date(2026, 3, 12)
NASTY = '<script>alert("x")</script> & co'
numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True, width=32))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))
words = st.text(max_size=60)
shares = st.floats(min_value=0, max_value=1)

SAMPLES: dict[str, Callable[[str], charts.Chart]] = {
    "interval": lambda label: charts.interval_chart(
        [charts.IntervalRow(label, 0.4, 0.3, 0.5, "4 of 10", "bad"), charts.IntervalRow("b", None, reason=label)],
        title=label, thresholds=[charts.Mark(0.6, label)], floor=0, ceiling=1,
    ),
    "history": lambda label: charts.history_chart(
        [charts.Point(DAY + timedelta(days=30 * n), None if n == 2 else 0.1 * n, 0.1 * n - 0.05, 0.1 * n + 0.05) for n in range(6)],
        title=label, thresholds=[charts.Mark(0.3, label)],
    ),
    "survival": lambda label: charts.survival_chart(
        [charts.Curve(label, (10, 20, 40), (0.8, 0.5, 0.2), (0.6, 0.3, 0.1), (0.9, 0.7, 0.4), (15,), "it")],
        title=label, marks=[charts.Mark(20, label)],
    ),
    "stages": lambda label: charts.stage_timeline(
        [charts.StageSpan(label, None, DAY), charts.StageSpan("live", DAY)], as_of=DAY + timedelta(days=60), title=label
    ),
    "bars": lambda label: charts.bar_rows([charts.BarRow(label, 3, 8), charts.BarRow("b", None)], title=label),
    "money": lambda label: charts.money_chart(
        [charts.MoneyPeriod(DAY, 10, 5, 4), charts.MoneyPeriod(DAY + timedelta(days=31), 10, 8)],
        title=label, names=(label, "committed", "actual"),
    ),
    "dates": lambda label: charts.date_range(
        [charts.DateRow(label, DAY, DAY - timedelta(days=30), DAY + timedelta(days=90), "business"), charts.DateRow("b", None)],
        title=label, marks=[(DAY, label)],
    ),
    "effect": lambda label: charts.effect_chart(
        title=label, observed=[(DAY + timedelta(days=30 * n), None if n == 2 else 4.0 - 0.3 * n) for n in range(8)],
        expected=[(DAY + timedelta(days=30 * n), 4.0, 3.5, None if n == 6 else 4.5) for n in range(8)],
        start=DAY + timedelta(days=120), start_words=label, names=(label, "without"),
    ),
    "methods": lambda label: charts.methods_chart(
        [charts.IntervalRow(label, -3, -5, -1), charts.IntervalRow("b", None, reason=label)], title=label, nothing=label
    ),
    "placebo": lambda label: charts.placebo_chart([(label, 0.5 * n) for n in range(9)], (label, 6.0), title=label),
    "mirror": lambda label: charts.mirrored_chart(
        charts.SideView(label, "business", 3, 6, 11, never=0.04), charts.SideView("IT", "it", 9, 14, 24, never=0.18),
        axis=charts.Months(date(2026, 11, 1)), title=label, gap=label, third=charts.SideView(label, "finance", 5, 9, 16),
        guesses=[charts.Guess("it", "business", 13)], joint=(4, 9, 20), outcome=12,
    ),
    "range": lambda label: charts.range_picture(
        charts.SideView("IT", "it", 9, 14, 24), axis=charts.Amounts(), title=label, words=charts.RangeWords(low=label)
    ),
    "movement": lambda label: charts.movement_chart(
        [
            charts.Round(label, DAY + timedelta(days=60 * n), [charts.SideView(label, "business", 3, 6 + n, 11), charts.SideView("IT", "it", 9, 14 - n, 24)])
            for n in range(3)
        ],
        axis=charts.Months(date(2026, 11, 1)), title=label,
    ),
    "calibration": lambda label: charts.calibration_chart(
        [charts.IntervalRow(label, 0.58, 0.44, 0.71, "24", "business"), charts.IntervalRow("IT", None, reason=label)], title=label
    ),
    "outcomes": lambda label: charts.outcome_chart(
        [charts.OutcomeBar(10.0 * n, 10.0 * n + 10, share) for n, share in zip(range(-2, 4), (0.02, 0.1, 0.3, 0.33, 0.2, 0.05), strict=True)],
        title=label, marks=[charts.Mark(-4, label), charts.Mark(9, "half")], ends=(label, "pays"), rows=[(label, "9")],
    ),
    "swings": lambda label: charts.swing_chart(
        [charts.SwingRow(label, -30, 80, ("62 %",)), charts.SwingRow("b", 40, 10, ("8 %",))],
        title=label, middle=25, middle_words=label, zero_words="nothing", headers=("", "Low", "High", "Share"),
    ),
}  # fmt: skip

EMPTY: dict[str, Callable[[], charts.Chart]] = {
    "interval": lambda: charts.interval_chart([charts.IntervalRow("a", None)], title="t", empty="Nothing yet"),
    "history": lambda: charts.history_chart([], title="t", empty="Nothing yet"),
    "survival": lambda: charts.survival_chart([charts.Curve("a", (), ())], title="t", empty="Nothing yet"),
    "stages": lambda: charts.stage_timeline([], as_of=DAY, title="t", empty="Nothing yet"),
    "bars": lambda: charts.bar_rows([], title="t", empty="Nothing yet"),
    "money": lambda: charts.money_chart([charts.MoneyPeriod(DAY)], title="t", empty="Nothing yet"),
    "dates": lambda: charts.date_range([], title="t", empty="Nothing yet"),
    "mirror": lambda: charts.mirrored_chart(
        charts.SideView("Business", "business"),
        charts.SideView("IT", "it"),
        axis=charts.Amounts(),
        title="t",
        empty="Nothing yet",
    ),
    "range": lambda: charts.range_picture(
        charts.SideView("IT", "it"), axis=charts.Amounts(), title="t", empty="Nothing yet"
    ),
    "movement": lambda: charts.movement_chart([], axis=charts.Amounts(), title="t", empty="Nothing yet"),
    "calibration": lambda: charts.calibration_chart([], title="t", empty="Nothing yet"),
    "outcomes": lambda: charts.outcome_chart([], title="t", empty="Nothing yet"),
    "swings": lambda: charts.swing_chart([], title="t", middle=0, empty="Nothing yet"),
}


def _checked(chart: charts.Chart) -> ElementTree.Element:
    """Parse a chart and check what holds for every picture."""
    root = ElementTree.fromstring(f"<div>{chart.svg}</div>")
    pictures = list(root)
    assert [picture.get("class") for picture in pictures] == ["wide", "narrow"]
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures)
    assert not re.search(r"(?:^|[\s\"=ML])(?:nan|-?inf)\b", chart.svg, re.IGNORECASE)
    assert " style=" not in chart.svg
    assert all(len(row) == len(chart.headers) for row in chart.rows)
    return root


class TestEveryChart:
    @pytest.mark.parametrize("name", sorted(SAMPLES))
    def test_looks_as_it_did(self, name: str, snapshot: SnapshotAssertion) -> None:
        chart = SAMPLES[name]("Claims triage")
        assert {"svg": chart.svg.replace("><", ">\n<"), "headers": chart.headers, "rows": chart.rows} == snapshot

    @pytest.mark.parametrize("name", sorted(SAMPLES))
    def test_escapes_every_text(self, name: str) -> None:
        chart = SAMPLES[name](NASTY)
        assert "<script" not in chart.svg
        _checked(chart)

    @pytest.mark.parametrize("name", sorted(EMPTY))
    def test_says_that_there_is_nothing_yet(self, name: str) -> None:
        chart = EMPTY[name]()
        assert "Nothing yet" in chart.svg
        assert chart.rows == ()
        _checked(chart)

    def test_is_taken_by_templates_as_markup(self) -> None:
        from django.template import Context, Template

        chart = SAMPLES["bars"]("a")
        assert Template("{{ chart.svg }}").render(Context({"chart": chart})) == str(chart.svg)

    def test_nothing_happened_yet_is_a_flat_line(self) -> None:
        chart = charts.survival_chart([charts.Curve("waiting", (), (), censored=(30, 90))], title="t")
        assert "waiting: 100 % after 90 days" in chart.svg
        _checked(chart)

    def test_a_sparkline_says_where_it_came_from(self) -> None:
        points = [
            charts.Point(DAY, 1.0),
            charts.Point(DAY + timedelta(days=1), None),
            charts.Point(DAY + timedelta(days=9), 4.0),
        ]
        assert 'aria-label="Trend. 1 → 4"' in charts.sparkline(points, title="Trend").svg
        assert 'aria-label="Trend. –"' in charts.sparkline([], title="Trend").svg


class TestWhateverComesIn:
    """Numbers that are none, words of any kind, one row or many: still a picture."""

    @given(
        st.lists(st.tuples(words, numbers, numbers, numbers), max_size=5), st.lists(st.floats(-1e6, 1e6), max_size=2)
    )
    def test_intervals(self, rows: list[Any], marks: list[float]) -> None:
        subjects = [charts.IntervalRow(label, value, low, high) for label, value, low, high in rows]
        _checked(charts.interval_chart(_clean(subjects), title="t", thresholds=[charts.Mark(m, "m") for m in marks]))

    @given(st.lists(st.tuples(days, numbers, numbers, numbers), max_size=8))
    def test_history(self, rows: list[Any]) -> None:
        _checked(charts.history_chart([charts.Point(*row) for row in rows], title="t"))

    @given(st.lists(st.tuples(st.floats(0, 5000), shares), min_size=1, max_size=8), words)
    def test_survival(self, steps: list[tuple[float, float]], label: str) -> None:
        times = sorted(time for time, _share in steps)
        falling = sorted((share for _time, share in steps), reverse=True)
        curve = charts.Curve(_plain(label), times, falling, falling, falling, times[:1])
        _checked(charts.survival_chart([curve, curve], title="t"))

    @given(st.lists(st.tuples(words, st.one_of(st.none(), days), st.one_of(st.none(), days)), max_size=5), days)
    def test_stages(self, rows: list[Any], as_of: date) -> None:
        spans = [charts.StageSpan(_plain(label), start, end) for label, start, end in rows]
        _checked(charts.stage_timeline(spans, as_of=as_of, title="t"))

    @given(st.lists(st.tuples(words, numbers, numbers), max_size=5))
    def test_bars(self, rows: list[Any]) -> None:
        _checked(
            charts.bar_rows([charts.BarRow(_plain(label), value, whole) for label, value, whole in rows], title="t")
        )

    @given(st.lists(st.tuples(days, numbers, numbers, numbers), max_size=8))
    def test_money(self, rows: list[Any]) -> None:
        _checked(charts.money_chart([charts.MoneyPeriod(*row) for row in rows], title="t"))

    @given(st.lists(st.tuples(words, st.one_of(st.none(), days), st.one_of(st.none(), days)), max_size=5))
    def test_date_ranges(self, rows: list[Any]) -> None:
        subjects = [charts.DateRow(_plain(label), value, low, value) for label, value, low in rows]
        _checked(charts.date_range(subjects, title="t"))


def _plain(label: str) -> str:
    """XML holds no control characters; people do not type them."""
    return "".join(sign for sign in label if sign.isprintable())


def _clean(rows: list[charts.IntervalRow]) -> list[charts.IntervalRow]:
    return [charts.IntervalRow(_plain(row.label), row.value, row.low, row.high) for row in rows]
