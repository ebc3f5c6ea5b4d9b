"""A reading over time with its band and thresholds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.ui.charts.drawing import Canvas, Chart, Mark, Markup, drawn, empty_chart, plain, spoken, tone
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.scales import Scale, day_label, day_ticks, known, span, spread, ticks


@dataclass(frozen=True)
class Point:
    """One reading: its day, its value (None: not known that day) and interval."""

    day: date
    value: float | None
    low: float | None = None
    high: float | None = None


def history_chart(
    points: Sequence[Point],
    *,
    title: str,
    description: str = "",
    thresholds: Sequence[Mark] = (),
    say: Callable[[float], str] = plain,
    say_day: Callable[[date], str] = date.isoformat,
    floor: float | None = None,
    ceiling: float | None = None,
    colour: str = "",
    headers: tuple[str, str, str, str] = ("Date", "Value", "Low", "High"),
    empty: str = "No readings yet",
) -> Chart:
    """Draw readings as a line with its band; a day without value breaks the line; the last value is written out."""
    points = sorted(points, key=lambda point: point.day)
    drawable = [point for point in points if known(point.value)]
    if not drawable:
        return empty_chart(title, empty)
    values = [part for point in points for part in (point.value, point.low, point.high)]
    reach = span([*values, *(mark.value for mark in thresholds)], floor=floor, ceiling=ceiling)
    last = drawable[-1]
    description = description or f"{say_day(last.day)}: {say(last.value or 0.0)}"

    def draw(width: float, css: str) -> Canvas:
        return _drawn(points, width, css, spoken(title, description), reach, thresholds, say, tone(colour))

    table = tuple(
        (
            say_day(point.day),
            *(say(v) if v is not None and known(v) else "–" for v in (point.value, point.low, point.high)),
        )
        for point in reversed(points)
    )
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(1, 2, 3))


def _drawn(
    points: Sequence[Point],
    width: float,
    css: str,
    words: str,
    reach: tuple[float, float],
    thresholds: Sequence[Mark],
    say: Callable[[float], str],
    colour: str,
) -> Canvas:
    wide = width > 500
    top, bottom, left, right = 16.0, 216.0, 48.0, width - (72 if wide else 52)
    canvas = Canvas(width, bottom + 30, css, words)
    first, last = points[0].day, points[-1].day
    across = Scale(first.toordinal(), last.toordinal(), left, right)
    up = Scale(*reach, bottom, top)
    for value in ticks(*reach, 4):
        canvas.line(left, up(value), right, up(value), "grid")
        canvas.text(left - 8, up(value) + 4, say(value), "axis-text", "end")
    for day in day_ticks(first, last, 6 if wide else 3):
        canvas.text(across(day.toordinal()), bottom + 20, day_label(day), "axis-text", "middle")
    canvas.line(left, bottom, right, bottom, "axis")
    for run in _runs(points):
        places = [(across(point.day.toordinal()), point) for point in run]
        highs = [(x, up(p.high)) for x, p in places if p.high is not None and p.low is not None]
        lows = [(x, up(p.low)) for x, p in places if p.high is not None and p.low is not None]
        if len(highs) > 1:
            canvas.path([*highs, *reversed(lows)], f"band {colour}", closed=True)
        elif highs:
            canvas.line(*highs[0], *lows[0], f"range {colour}")
        canvas.path([(x, up(p.value or 0.0)) for x, p in places], f"line {colour}")
    for mark in thresholds:
        canvas.line(left, up(mark.value), right, up(mark.value), "threshold")
    for mark, base in _thresholds_said(thresholds, up):
        canvas.text(left + 6, base, cut(mark.label, right - left - 12, 12), "axis-text halo")
    end = [point for point in points if known(point.value)][-1]
    x, y = across(end.day.toordinal()), up(end.value or 0.0)
    canvas.circle(x, y, 4.5, f"dot {colour}")
    canvas.text(x + 10, y + 4.5, say(end.value or 0.0), "strong halo")
    return canvas


def _thresholds_said(marks: Sequence[Mark], up: Scale) -> list[tuple[Mark, float]]:
    """Stand each label above its line; the lowest of several goes below its own, so that two close ones never touch."""
    order = sorted(marks, key=lambda mark: up(mark.value))
    wanted = [up(mark.value) - 6 for mark in order]
    if len(order) > 1 and wanted[-1] + 20 < up.start:
        wanted[-1] += 20
    return list(zip(order, spread(wanted, 15, up.end, up.start - 4), strict=True))


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if known(point.value):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def sparkline(points: Sequence[Point], *, title: str, colour: str = "", say: Callable[[float], str] = plain) -> Chart:
    """Draw a small line without axes for a table cell; read out as its first and last value."""
    points = [point for point in sorted(points, key=lambda point: point.day) if known(point.value)]
    values = [point.value or 0.0 for point in points]
    words = f"{say(values[0])} → {say(values[-1])}" if values else "–"
    canvas = Canvas(96, 24, "spark", spoken(title, words))
    if values:
        across = Scale(points[0].day.toordinal(), points[-1].day.toordinal(), 3, 90)
        up = Scale(*span(values), 21, 3)
        places = [(across(point.day.toordinal()), up(value)) for point, value in zip(points, values, strict=True)]
        canvas.path(places, f"line {tone(colour)}")
        canvas.circle(*places[-1], 3, f"dot {tone(colour)}")
    return Chart(Markup(canvas.svg()), (), (), title, words)
