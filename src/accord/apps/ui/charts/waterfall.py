"""How an amount comes down from step to step: planned, committed, released, realised, with what lies between two steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, plain, spoken, tone
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.scales import Scale, known

UNKNOWN = "–"


@dataclass(frozen=True)
class WaterStep:
    """One step: label, value (None: nothing on record), what the way down from the step before and up from it is called.

    Without ``less`` and ``more`` the step stands apart: nothing is drawn between it and the one before.
    """

    label: str
    value: float | None
    less: str = ""
    more: str = ""
    tone: str = ""


@dataclass(frozen=True)
class _Row:
    """One bar of the picture, from one value to another."""

    label: str
    start: float
    end: float
    css: str
    said: str
    is_step: bool


def waterfall_chart(
    steps: Sequence[WaterStep],
    *,
    title: str,
    description: str = "",
    say: Callable[[float], str] = plain,
    headers: tuple[str, str, str] = ("", "Amount", "Difference"),
    unknown: str = UNKNOWN,
    empty: str = "Nothing on record yet",
) -> Chart:
    """Draw a bar for each step from zero, and between two steps a lighter one for what lies between them.

    Steps without a value are named in the table alone; values below zero are drawn to the left of zero.
    """
    shown = [step for step in steps if known(step.value)]
    if not any(step.value for step in shown):
        return empty_chart(title, empty)
    rows = list(_rows(shown, say))
    reach = (min(0.0, *(min(row.start, row.end) for row in rows)), max(0.0, *(max(row.start, row.end) for row in rows)))
    description = description or "; ".join(f"{row.label}: {row.said}" for row in rows)

    def draw(width: float, css: str) -> Canvas:
        return _drawn(rows, reach, width, css, spoken(title, description))

    table = tuple(_table(steps, say, unknown))
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(1, 2))


def _rows(steps: Sequence[WaterStep], say: Callable[[float], str]) -> list[_Row]:
    rows: list[_Row] = []
    before: float | None = None
    for step in steps:
        value = step.value or 0.0
        words = _between(step, before, value)
        if before is not None and words:
            rows.append(_Row(words, before, value, "bar soft", say(abs(value - before)), False))
        rows.append(_Row(step.label, 0.0, value, f"bar {tone(step.tone)}", say(value), True))
        before = value
    return rows


def _between(step: WaterStep, before: float | None, value: float) -> str:
    if before is None or before == value:
        return ""
    return step.less if value < before else step.more


def _table(steps: Sequence[WaterStep], say: Callable[[float], str], unknown: str) -> list[tuple[str, str, str]]:
    rows = []
    before: float | None = None
    for step in steps:
        apart = ""
        if step.value is not None and before is not None and (step.less or step.more):
            apart = say(step.value - before)
        rows.append((step.label, unknown if step.value is None else say(step.value), apart))
        before = step.value if step.value is not None else before
    return rows


def _drawn(rows: Sequence[_Row], reach: tuple[float, float], width: float, css: str, words: str) -> Canvas:
    wide = width > 500
    left, step = (210.0, 28.0) if wide else (0.0, 42.0)
    canvas = Canvas(width, 8 + step * len(rows), css, words)
    across = Scale(*reach, left, width - 104)
    for index, row in enumerate(rows):
        y = 8 + step * index + (0 if wide else 18)
        inset = 0 if row.is_step else 14
        style = "" if row.is_step else "axis-text"
        if wide:
            canvas.text(inset, y + 13.5, cut(row.label, left - 12 - inset), style)
        else:
            canvas.text(inset, y - 4, cut(row.label, width - inset), style)
        first, last = sorted((across(row.start), across(row.end)))
        height = 18 if row.is_step else 10
        canvas.rect(first, y + (18 - height) / 2, max(last - first, 1.0), height, row.css, radius=3)
        end = max(last, across(0.0)) + 8
        canvas.text(end, y + 13.5, cut(row.said, width - end), "strong" if row.is_step else "axis-text")
    if reach[0] < 0:
        canvas.line(across(0.0), 4, across(0.0), 4 + step * len(rows), "axis")
    return canvas
