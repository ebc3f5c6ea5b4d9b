"""What moves a value most: one bar for each input, from where it takes the value when low to where when high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, plain, spoken
from accord.apps.ui.charts.lettering import cut, folded
from accord.apps.ui.charts.scales import Scale, span


@dataclass(frozen=True)
class SwingRow:
    """One input: the value with it low and with it high; ``cells`` are further columns of the table beside."""

    label: str
    at_low: float
    at_high: float
    cells: tuple[str, ...] = ()


def swing_chart(
    rows: Sequence[SwingRow],
    *,
    title: str,
    middle: float,
    description: str = "",
    say: Callable[[float], str] = plain,
    middle_words: str = "",
    zero_words: str = "",
    headers: tuple[str, ...] = ("", "When low", "When high"),
    empty: str = "Nothing to draw yet",
) -> Chart:
    """Draw each input's bar around the value with all at their middle; in the order given, widest first."""
    if not rows:
        return empty_chart(title, empty)
    description = description or "; ".join(f"{row.label}: {say(row.at_low)} – {say(row.at_high)}" for row in rows)
    values = [middle, *(value for row in rows for value in (row.at_low, row.at_high))]

    def draw(width: float, css: str) -> Canvas:
        return _drawn(rows, span(values), middle, (middle_words, zero_words), say,
                      Canvas(width, 0, css, spoken(title, description)))  # fmt: skip

    table = tuple((row.label, say(row.at_low), say(row.at_high), *row.cells) for row in rows)
    numeric = tuple(range(1, len(headers)))
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=numeric)


def _drawn(
    rows: Sequence[SwingRow],
    reach: tuple[float, float],
    middle: float,
    words: tuple[str, str],
    say: Callable[[float], str],
    canvas: Canvas,
) -> Canvas:
    wide = canvas.width > 500
    left, step = (190.0, 34.0) if wide else (0.0, 52.0)
    across = Scale(*reach, left + 76, canvas.width - 76)
    top = 26.0
    canvas.height = top + step * len(rows) + 24
    bottom = canvas.height - 20
    for index, row in enumerate(rows):
        _bar(canvas, row, across, top + step * index + (0 if wide else 20), left, say, wide)
    if reach[0] < 0 < reach[1]:
        canvas.line(across(0.0), top - 4, across(0.0), bottom, "threshold quiet")
        canvas.text(across(0.0), bottom + 14, words[1], "axis-text halo", "middle")
    canvas.line(across(middle), top - 4, across(middle), bottom, "axis")
    canvas.text(across(middle), top - 10, cut(words[0], canvas.width - left, 12), "axis-text halo", "middle")
    return canvas


def _bar(
    canvas: Canvas, row: SwingRow, across: Scale, y: float, left: float, say: Callable[[float], str], wide: bool
) -> None:
    if wide:
        lines = folded(row.label, left - 12)
        for number, part in enumerate(lines):
            canvas.text(0, y + 14.5 - 7 * (len(lines) - 1) + 15 * number, part)
    else:
        canvas.text(0, y - 5, cut(row.label, canvas.width), "halo")
    low, high = sorted((row.at_low, row.at_high))
    start, end = across(low), across(high)
    canvas.rect(start, y + 1, max(end - start, 1.5), 18, "bar", radius=2)
    canvas.text(start - 6, y + 14.5, say(low), "axis-text halo", "end")
    canvas.text(end + 6, y + 14.5, say(high), "axis-text halo")
