"""How likely each outcome is: a hill of bars, those below zero softly, with marks across and what lies on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, Mark, drawn, empty_chart, plain, spoken
from accord.apps.ui.charts.lettering import cut, flags
from accord.apps.ui.charts.scales import Scale, ticks

TALL = 120.0


@dataclass(frozen=True)
class OutcomeBar:
    """A part of the axis and the share of outcomes that lie in it."""

    low: float
    high: float
    share: float


def outcome_chart(
    bars: Sequence[OutcomeBar],
    *,
    title: str,
    description: str = "",
    marks: Sequence[Mark] = (),
    ends: tuple[str, str] = ("", ""),
    rows: Sequence[tuple[str, str]] = (),
    headers: tuple[str, str] = ("", "Value"),
    say: Callable[[float], str] = plain,
    empty: str = "Nothing to draw yet",
) -> Chart:
    """Draw the bars on one axis; ``ends`` say what lies below and above zero, ``rows`` are the numbers beside the picture."""
    if not bars:
        return empty_chart(title, empty)
    reach = (min(bars[0].low, *(mark.value for mark in marks)), max(bars[-1].high, *(mark.value for mark in marks)))
    description = description or "; ".join(f"{mark.label}: {say(mark.value)}" for mark in marks)

    def draw(width: float, css: str) -> Canvas:
        return _drawn(bars, reach, marks, ends, say, Canvas(width, 0, css, spoken(title, description)))

    return Chart(drawn(title, description, draw), headers, tuple(rows), title, description, numeric=(1,))


def _drawn(
    bars: Sequence[OutcomeBar],
    reach: tuple[float, float],
    marks: Sequence[Mark],
    ends: tuple[str, str],
    say: Callable[[float], str],
    canvas: Canvas,
) -> Canvas:
    across = Scale(*reach, 10.0, canvas.width - 10)
    lines = flags([(across(mark.value), mark.label) for mark in marks], 2.0, canvas.width - 2)
    top = 20.0 + 18.0 * (1 + max((line.row for line in lines), default=-1))
    base = top + TALL
    most = max(bar.share for bar in bars) or 1.0
    for bar in bars:
        tall, left = TALL * bar.share / most, across(bar.low)
        canvas.rect(left + 0.5, base - tall, across(bar.high) - left - 1, tall, "bar soft" if bar.high <= 0 else "bar")
    canvas.line(10, base, canvas.width - 10, base, "axis")
    for value in ticks(*reach, 6 if canvas.width > 500 else 3):
        canvas.text(across(value), base + 18, say(value), "axis-text", "middle")
    for line in lines:
        foot = top - 24.0 - 18.0 * line.row
        canvas.line(line.place, foot + 6, line.place, base, "threshold")
    for line in lines:
        canvas.text(line.start, top - 24.0 - 18.0 * line.row, line.words, "axis-text halo")
    canvas.height = base + 28
    if reach[0] < 0 < reach[1]:
        _ends(canvas, across(0.0), base, ends)
    return canvas


def _ends(canvas: Canvas, zero: float, base: float, ends: tuple[str, str]) -> None:
    """Mark zero and say what lies on either side of it, below the axis."""
    canvas.line(zero, base - TALL, zero, base + 40, "axis")
    canvas.text(10, base + 40, cut(f"← {ends[0]}", max(zero - 18, 60), 12), "axis-text halo")
    canvas.text(canvas.width - 10, base + 40, cut(f"{ends[1]} →", max(canvas.width - zero - 18, 60), 12),
                "axis-text halo", "end")  # fmt: skip
    canvas.height = base + 48
