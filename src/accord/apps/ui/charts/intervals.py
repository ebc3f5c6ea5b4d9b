"""Values with their intervals against thresholds, one row per subject; on numbers or on days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.ui.charts.drawing import Canvas, Chart, Mark, drawn, empty_chart, plain, spoken, tone
from accord.apps.ui.charts.lettering import cut, flags, folded, width_of
from accord.apps.ui.charts.scales import Scale, day_label, day_ticks, known, span, ticks


@dataclass(frozen=True)
class IntervalRow:
    """One subject: value with low and high (None: not known, then ``reason`` says why), n in words, a tone."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: str = ""
    tone: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DateRow:
    """One subject on days: the likely day with the earliest and latest, a tone (a side or a verdict)."""

    label: str
    value: date | None
    low: date | None = None
    high: date | None = None
    tone: str = ""
    reason: str = ""


def interval_chart(
    rows: Sequence[IntervalRow],
    *,
    title: str,
    description: str = "",
    thresholds: Sequence[Mark] = (),
    say: Callable[[float], str] = plain,
    floor: float | None = None,
    ceiling: float | None = None,
    ends: tuple[str, str] = ("", ""),
    headers: tuple[str, str, str, str, str] = ("", "Value", "Low", "High", "From"),
    empty: str = "No data yet",
) -> Chart:
    """Draw each subject's value and interval on one axis with the thresholds across; ``ends`` say what left and right mean."""
    if not any(known(row.value) for row in rows):
        return empty_chart(title, empty)
    values = [part for row in rows for part in (row.value, row.low, row.high)]
    low, high = span([*values, *(mark.value for mark in thresholds)], floor=floor, ceiling=ceiling)
    description = description or _described(rows, thresholds, say)

    def draw(width: float, css: str) -> Canvas:
        wanted = ticks(low, high, 6 if width > 500 else 4)
        return _rows_drawn(
            rows, width, css, spoken(title, description), (low, high), wanted, thresholds, say, say, ends
        )

    table = tuple(
        (
            row.label,
            say(row.value) if row.value is not None and known(row.value) else row.reason or "–",
            say(row.low) if row.low is not None and known(row.low) else "–",
            say(row.high) if row.high is not None and known(row.high) else "–",
            row.n,
        )
        for row in rows
    )
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(1, 2, 3))


def date_range(
    rows: Sequence[DateRow],
    *,
    title: str,
    description: str = "",
    marks: Sequence[tuple[date, str]] = (),
    say: Callable[[date], str] = date.isoformat,
    headers: tuple[str, str, str, str] = ("", "Likely", "Earliest", "Latest"),
    empty: str = "No dates yet",
) -> Chart:
    """Draw each subject's likely day and its range on one time axis; marks are days drawn across (today, due)."""
    if not any(row.value for row in rows):
        return empty_chart(title, empty)
    plain_rows = [
        IntervalRow(row.label, _ordinal(row.value), _ordinal(row.low), _ordinal(row.high), "", row.tone, row.reason)
        for row in rows
    ]
    lines = [Mark(float(day.toordinal()), words) for day, words in marks]
    low, high = span([part for row in plain_rows for part in (row.value, row.low, row.high)] + [m.value for m in lines])
    low, high = max(1.0, low), min(float(date.max.toordinal()), high)

    def say_day(value: float) -> str:
        return say(date.fromordinal(round(value)))

    description = description or _described(plain_rows, lines, say_day)

    def draw(width: float, css: str) -> Canvas:
        first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
        wanted = [float(day.toordinal()) for day in day_ticks(first, last, 6 if width > 500 else 3)]
        words = spoken(title, description)
        return _rows_drawn(
            plain_rows, width, css, words, (low, high), wanted, lines, say_day,
            lambda value: day_label(date.fromordinal(int(value))),
        )  # fmt: skip

    table = tuple((row.label, *(say(day) if day else "–" for day in (row.value, row.low, row.high))) for row in rows)
    return Chart(drawn(title, description, draw), headers, table, title, description)


def _ordinal(day: date | None) -> float | None:
    return float(day.toordinal()) if day else None


def _described(rows: Sequence[IntervalRow], marks: Sequence[Mark], say: Callable[[float], str]) -> str:
    parts = [f"{row.label}: {say(row.value)}" for row in rows if row.value is not None and known(row.value)][:6]
    return "; ".join([*parts, *(f"{mark.label}: {say(mark.value)}" for mark in marks)])


def _rows_drawn(
    rows: Sequence[IntervalRow],
    width: float,
    css: str,
    words: str,
    reach: tuple[float, float],
    wanted: Sequence[float],
    marks: Sequence[Mark],
    say: Callable[[float], str],
    say_tick: Callable[[float], str],
    ends: tuple[str, str] = ("", ""),
) -> Canvas:
    wide = width > 500
    left, right = (190.0, 92.0) if wide else (8.0, 8.0)
    scale = Scale(*reach, left, width - right)
    lines = flags([(scale(mark.value), mark.label) for mark in marks], 4.0 if not wide else left - 60, width - 4)
    step, top = (40.0 if wide else 50.0), 20.0 + 18.0 * (1 + max((line.row for line in lines), default=-1))
    bottom = top + step * len(rows)
    canvas = Canvas(width, bottom + (46 if any(ends) else 28), css, words)
    middles = [top + step * index + (step / 2 if wide else 36.0) for index in range(len(rows))]
    for value in wanted:
        _ruled(canvas, scale(value), top, bottom, middles, "grid")
        canvas.text(scale(value), bottom + 18, say_tick(value), "axis-text", "middle")
    canvas.line(left, bottom, width - right, bottom, "axis")
    for line in lines:
        base = top - 24.0 - 18.0 * line.row
        canvas.line(line.place, base + 6, line.place, top, "threshold")
        _ruled(canvas, line.place, top, bottom, middles, "threshold")
    for line in lines:
        canvas.text(line.start, top - 24.0 - 18.0 * line.row, line.words, "axis-text halo")
    half = (width - right - left) / 2 - 8
    if any(ends):
        canvas.text(left, bottom + 38, cut(f"← {ends[0]}", half, 12), "axis-text")
        canvas.text(width - right, bottom + 38, cut(f"{ends[1]} →", half, 12), "axis-text", "end")
    for row, middle in zip(rows, middles, strict=True):
        _row_drawn(canvas, row, scale, middle, wide, say)
    return canvas


def _ruled(canvas: Canvas, place: float, top: float, bottom: float, middles: Sequence[float], css: str) -> None:
    """Rule a line down the picture; where labels stand above their bars, only beside the bars."""
    if canvas.width > 500:
        canvas.line(place, top, place, bottom, css)
        return
    for middle in middles:
        canvas.line(place, middle - 12, place, middle + 12, css)


def _row_drawn(
    canvas: Canvas, row: IntervalRow, scale: Scale, middle: float, wide: bool, say: Callable[[float], str]
) -> None:
    if wide:
        lines = folded(row.label, 178)
        for number, part in enumerate(lines):
            canvas.text(0, middle + 4.5 - 8 * (len(lines) - 1) + 16 * number, part)
    else:
        beside = width_of(say(row.value)) if row.value is not None and known(row.value) else 10.0
        canvas.text(8, middle - 18, cut(row.label, canvas.width - 32 - beside), "halo")
    value_x, value_y, anchor = (canvas.width, middle + 4.5, "end") if wide else (canvas.width - 8, middle - 18, "end")
    if row.value is None or not known(row.value):
        canvas.text(value_x, value_y, "–", "axis-text", anchor)
        if row.reason:
            canvas.text(
                scale.start + 8, middle + 4.5, cut(row.reason, scale.end - scale.start - 16, 12), "axis-text halo"
            )
        return
    colour = tone(row.tone)
    if row.low is not None and row.high is not None and known(row.low) and known(row.high):
        canvas.line(scale(row.low), middle, scale(row.high), middle, f"range {colour}")
        for end in (row.low, row.high):
            canvas.line(scale(end), middle - 5, scale(end), middle + 5, f"range {colour}")
    canvas.circle(scale(row.value), middle, 5.5, f"dot {colour}")
    canvas.text(value_x, value_y, say(row.value), "strong", anchor)
