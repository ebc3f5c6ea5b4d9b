"""Counts and amounts side by side as bars, longest word for word beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, plain, spoken, tone
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.scales import Scale, finite, known


@dataclass(frozen=True)
class BarRow:
    """One bar: label, value (None: not known), what it is out of (drawn softly behind), a tone.

    ``said`` replaces how the value is written.
    """

    label: str
    value: float | None
    whole: float | None = None
    tone: str = ""
    said: str = ""


def bar_rows(
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str = "",
    say: Callable[[float], str] = plain,
    unknown: str = "not known",
    headers: tuple[str, ...] = ("", "Value"),
    empty: str = "No data yet",
) -> Chart:
    """Draw one bar per row from zero; the value stands at its end. Values below zero are drawn as zero."""
    if not any(known(row.value) for row in rows):
        return empty_chart(title, empty)
    most = max([*finite(row.value for row in rows), *finite(row.whole for row in rows), 0.0]) or 1.0
    said = [row.said or (say(row.value) if row.value is not None and known(row.value) else unknown) for row in rows]
    description = description or "; ".join(f"{row.label}: {words}" for row, words in zip(rows, said, strict=True))

    def draw(width: float, css: str) -> Canvas:
        wide = width > 500
        left, step = (190.0, 32.0) if wide else (0.0, 46.0)
        canvas = Canvas(width, 8 + step * len(rows), css, spoken(title, description))
        across = Scale(0.0, most, left, width - 96)
        for index, row in enumerate(rows):
            y = 8 + step * index + (0 if wide else 20)
            if wide:
                canvas.text(0, y + 14.5, cut(row.label, left - 12))
            else:
                canvas.text(0, y - 5, cut(row.label, width))
            end = across(0.0)
            if row.whole is not None and known(row.whole):
                canvas.rect(left, y, across(row.whole) - left, 20, "bar soft", radius=3)
                end = across(row.whole)
            if row.value is not None and known(row.value):
                canvas.rect(left, y, across(row.value) - left, 20, f"bar {tone(row.tone)}", radius=3)
                end = max(end, across(row.value))
            canvas.text(
                end + 8, y + 14.5, cut(said[index], width - end - 8), "strong" if row.value is not None else "axis-text"
            )
        return canvas

    table = tuple((row.label, words) for row, words in zip(rows, said, strict=True))
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(1,))
