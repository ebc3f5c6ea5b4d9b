"""What a change caused: what happened beside what would have been, all methods on one axis, and how unusual it was.

``effect_chart(*, title, observed=[(day, value)], expected=[(day, value, low, high)], start=day, say=, empty=)``
``methods_chart(rows, *, title, say=)``: rows are ``IntervalRow``; a method that could not be used has value None, a reason
``placebo_chart(others, ours, *, title, say=)``: pairs (label, figure); how the one that changed stands among the rest
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from accord.apps.ui.charts.drawing import Canvas, Chart, Mark, drawn, empty_chart, plain, spoken
from accord.apps.ui.charts.intervals import IntervalRow, interval_chart
from accord.apps.ui.charts.lettering import cut, width_of
from accord.apps.ui.charts.scales import Scale, day_label, day_ticks, known, span, spread, ticks

Seen: TypeAlias = tuple[date, float | None]
Expected: TypeAlias = tuple[date, float | None, float | None, float | None]
Named: TypeAlias = tuple[str, float]

TOP, BOTTOM = 34.0, 234.0
DOT = 4.5


def effect_chart(
    *,
    title: str,
    observed: Sequence[Seen],
    expected: Sequence[Expected],
    start: date,
    say: Callable[[float], str] = plain,
    say_day: Callable[[date], str] = date.isoformat,
    names: tuple[str, str] = ("What happened", "Without the change"),
    start_words: str = "the change",
    description: str = "",
    headers: tuple[str, str, str, str, str] = ("Date", "What happened", "Without the change", "Low", "High"),
    empty: str = "Nothing to compare with yet",
) -> Chart:
    """Draw what happened as a line, what would have been with its band from the change on, and when the change was."""
    observed, expected = sorted(observed, key=lambda one: one[0]), sorted(expected, key=lambda one: one[0])
    if not any(known(value) for _day, value in observed):
        return empty_chart(title, empty)
    after = [one for one in expected if one[0] >= start]
    values = [*(value for _day, value in observed), *(one[1] for one in expected)]
    reach = span([*values, *(end for one in after for end in one[2:])])
    description = description or _last(observed, expected, names, say, say_day)

    def draw(width: float, css: str) -> Canvas:
        canvas = Canvas(width, BOTTOM + (30 if width > 500 else 54), css, spoken(title, description))
        _effect_drawn(canvas, observed, expected, start, reach, names, start_words, say)
        return canvas

    return Chart(
        drawn(title, description, draw), headers, _table(observed, expected, say, say_day), title, description,
        numeric=(1, 2, 3, 4),
    )  # fmt: skip


def methods_chart(
    rows: Sequence[IntervalRow],
    *,
    title: str,
    say: Callable[[float], str] = plain,
    nothing: str = "no effect",
    description: str = "",
    ends: tuple[str, str] = ("", ""),
    headers: tuple[str, str, str, str, str] = ("Method", "Effect", "Low", "High", "From"),
    empty: str = "No method had enough data",
) -> Chart:
    """Draw the estimate of every method with its interval on one axis, against the line of no effect at all."""
    return interval_chart(
        rows, title=title, description=description, thresholds=[Mark(0.0, nothing)], say=say, ends=ends,
        headers=headers, empty=empty,
    )  # fmt: skip


def placebo_chart(
    others: Sequence[Named],
    ours: Named,
    *,
    title: str,
    say: Callable[[float], str] = plain,
    description: str = "",
    headers: tuple[str, str] = ("", "How unusual"),
    empty: str = "There are no others to compare with",
) -> Chart:
    """Draw a dot for each of the others and the one that changed among them; the table lists all, most unusual first."""
    others = [one for one in others if known(one[1])]
    if not others or not known(ours[1]):
        return empty_chart(title, empty)
    ranked = sorted([*others, ours], key=lambda one: -abs(one[1]))
    place = ranked.index(ours) + 1
    description = description or f"{ours[0]}: {say(ours[1])}, {place} / {len(ranked)}"

    def draw(width: float, css: str) -> Canvas:
        return _placebos_drawn([value for _name, value in others], ours, width, css, spoken(title, description), say)

    rows = tuple((name, say(value)) for name, value in ranked)
    return Chart(drawn(title, description, draw), headers, rows, title, description, numeric=(1,))


def _last(
    observed: Sequence[Seen],
    expected: Sequence[Expected],
    names: tuple[str, str],
    say: Callable[[float], str],
    say_day: Callable[[date], str],
) -> str:
    """Say the last day on which both are known."""
    there = {day: value for day, value, _low, _high in expected}
    for day, value in reversed(observed):
        other = there.get(day)
        if value is not None and other is not None and known(value) and known(other):
            return f"{say_day(day)}: {names[0]} {say(value)}, {names[1]} {say(other)}"
    return ""


def _table(
    observed: Sequence[Seen],
    expected: Sequence[Expected],
    say: Callable[[float], str],
    say_day: Callable[[date], str],
) -> tuple[tuple[str, ...], ...]:
    seen = dict(observed)
    there = {day: rest for day, *rest in expected}
    days = sorted({*seen, *there}, reverse=True)
    cells = ((day, (seen.get(day), *there.get(day, (None, None, None)))) for day in days)
    return tuple(
        (say_day(day), *(say(v) if v is not None and known(v) else "–" for v in values)) for day, values in cells
    )


def _effect_drawn(
    canvas: Canvas,
    observed: Sequence[Seen],
    expected: Sequence[Expected],
    start: date,
    reach: tuple[float, float],
    names: tuple[str, str],
    start_words: str,
    say: Callable[[float], str],
) -> None:
    wide = canvas.width > 500
    left, right = 56.0, canvas.width - (150 if wide else 10)
    days = [*(day for day, _value in observed), *(day for day, *_values in expected)]
    first, last = min(days), max(days)
    across = Scale(first.toordinal(), last.toordinal(), left, right)
    up = Scale(*reach, BOTTOM, TOP)
    for value in ticks(*reach, 4):
        canvas.line(left, up(value), right, up(value), "grid")
        canvas.text(left - 8, up(value) + 4, say(value), "axis-text", "end")
    for day in day_ticks(first, last, 6 if wide else 3):
        half = width_of(day_label(day), 12) / 2
        at = min(max(across(day.toordinal()), half), canvas.width - half)
        canvas.text(at, BOTTOM + 20, day_label(day), "axis-text", "middle")
    canvas.line(left, BOTTOM, right, BOTTOM, "axis")
    band = [(across(day.toordinal()), low, high) for day, _value, low, high in expected if day >= start]
    sides = [(x, up(low or 0.0), up(high or 0.0)) for x, low, high in band if known(low) and known(high)]
    canvas.path([*((x, y) for x, _low, y in sides), *((x, y) for x, y, _high in reversed(sides))], "band", closed=True)
    _change_drawn(canvas, across(start.toordinal()), start_words, left, right)
    shown: list[tuple[str, float, float, str]] = []
    lines = ((names[1], [(day, value) for day, value, *_ends in expected], "plan"), (names[0], list(observed), ""))
    for name, points, css in lines:
        for run in _runs(points):
            canvas.path([(across(day.toordinal()), up(value)) for day, value in run], f"line {css}")
        ends = [(day, value) for day, value in points if value is not None and known(value)]
        if ends:
            shown.append((name, across(ends[-1][0].toordinal()), up(ends[-1][1]), say(ends[-1][1])))
    _ends_said(canvas, shown, wide, right)


def _change_drawn(canvas: Canvas, x: float, words: str, left: float, right: float) -> None:
    """Mark when the change was; its words stand above the picture, inside the paper."""
    canvas.line(x, TOP - 8, x, BOTTOM, "threshold")
    words = cut(words, right - left, 12)
    half = width_of(words, 12) / 2
    canvas.text(min(max(x, half), canvas.width - half), TOP - 14, words, "axis-text halo", "middle")


def _ends_said(canvas: Canvas, shown: Sequence[tuple[str, float, float, str]], wide: bool, right: float) -> None:
    """Write name and value where each line ends; in narrow places the values there and the names in a row below."""
    size = 32.0 if wide else 16.0
    for (name, x, y, words), base in zip(
        shown, spread([y for _name, _x, y, _words in shown], size, TOP + 4, BOTTOM - 10), strict=True
    ):
        own = name == shown[-1][0]
        canvas.circle(x, y, DOT, "dot" if own else "hollow")
        if wide:
            canvas.text(right + 12, base, words, "strong" if own else "")
            canvas.text(right + 12, base + 14, cut(name, 134, 12), "axis-text")
        else:
            canvas.text(x - 10, base - 8, words, "strong halo" if own else "halo", "end")
    if not wide:
        at = 12.0
        for name, *_rest in reversed(shown):
            canvas.circle(at, BOTTOM + 40, DOT, "dot" if name == shown[-1][0] else "hollow")
            canvas.text(at + 10, BOTTOM + 44, cut(name, 150, 12), "axis-text")
            at += 30 + min(width_of(name, 12), 150)


def _runs(points: Sequence[Seen]) -> list[list[tuple[date, float]]]:
    runs: list[list[tuple[date, float]]] = [[]]
    for day, value in points:
        if value is not None and known(value):
            runs[-1].append((day, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _placebos_drawn(
    others: Sequence[float], ours: Named, width: float, css: str, words: str, say: Callable[[float], str]
) -> Canvas:
    left, right = 12.0, width - 12
    reach = span([*others, ours[1]], floor=0.0 if min([*others, ours[1]]) >= 0 else None)
    across = Scale(*reach, left, right)
    columns: dict[int, list[float]] = {}
    for value in sorted(others):
        columns.setdefault(round(across(value) / (2 * DOT + 1)), []).append(value)
    step = 2 * DOT + 1
    tallest = max(len(column) for column in columns.values())
    bottom = 44 + step * max(tallest, 3)
    canvas = Canvas(width, bottom + 28, css, words)
    for value in ticks(*reach, 6 if width > 500 else 4):
        label = say(value)
        half = width_of(label, 12) / 2
        canvas.line(across(value), bottom - 4, across(value), bottom, "axis")
        canvas.text(min(max(across(value), half), width - half), bottom + 18, label, "axis-text", "middle")
    canvas.line(left, bottom, right, bottom, "axis")
    for place, column in columns.items():
        for number in range(len(column)):
            canvas.circle(place * step, bottom - 4 - DOT - step * number, DOT, "hollow")
    x, said = across(ours[1]), cut(f"{ours[0]} {say(ours[1])}", width - 24)
    half = width_of(said) / 2
    canvas.line(x, 26, x, bottom, "threshold")
    canvas.circle(x, bottom - 4 - DOT, DOT + 1, "dot")
    canvas.text(min(max(x, half + 4), width - half - 4), 18, said, "strong halo", "middle")
    return canvas
