"""Two sides on one line of a list, small enough for fifty rows a page, and the scale that heads their column.

``strip_reach(views) -> (low, high)``                       one scale for all rows of a page; take the views of every row
``gap_strip(views, *, reach, axis, title, missing="–") -> Chart``  one row; views are business, IT (and finance)
``strip_scale(*, reach, axis, title) -> Chart``             the first and last tick, for the head of the column
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accord.apps.ui.charts.axes import Axis
from accord.apps.ui.charts.drawing import Canvas, Chart, Markup, spoken, tone
from accord.apps.ui.charts.lettering import width_of
from accord.apps.ui.charts.scales import Scale, finite
from accord.apps.ui.charts.shapes import SideView, within_reach
from accord.apps.ui.charts.signs import sign

WIDTH, HEIGHT, EDGE = 144, 24, 6


def strip_reach(views: Iterable[SideView]) -> tuple[float, float]:
    """Give a low and high for all rows; the outermost twentieth at each end is left to the edges."""
    numbers = sorted(within_reach(value) for view in views for value in finite((view.low, view.likely, view.high)))
    if not numbers:
        return (0.0, 1.0)
    spare = len(numbers) // 20
    low, high = numbers[spare], numbers[-1 - spare]
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def gap_strip(
    views: Sequence[SideView], *, reach: tuple[float, float], axis: Axis, title: str, missing: str = "–"
) -> Chart:
    """Draw each side's range and likely value on a shared scale; read out as its values."""
    words = "; ".join(f"{view.label}: {axis.said(view.likely or 0.0) if view.is_known else missing}" for view in views)
    canvas = Canvas(WIDTH, HEIGHT, "spark strip", spoken(title, words))
    across = Scale(*reach, EDGE, WIDTH - EDGE)
    seen = [view for view in views if view.is_known]
    for number, view in enumerate(seen):
        y = (HEIGHT / (len(seen) + 1)) * (number + 1)
        if view.range:
            canvas.line(round(across(view.range[0])), y, round(across(view.range[1])), y, f"line {tone(view.tone)}")
        sign(canvas, view.tone, round(across(view.middle)), y, 3.5)
    return Chart(Markup(canvas.svg()), (), (), title, words)


def strip_scale(*, reach: tuple[float, float], axis: Axis, title: str) -> Chart:
    """Write where the strips begin and end, as wide as they are."""
    canvas = Canvas(WIDTH, 16, "spark strip scale", spoken(title, f"{axis.said(reach[0])} – {axis.said(reach[1])}"))
    first, last = (axis.said(value) for value in reach)
    canvas.text(0, 12, first)
    if width_of(first, 11) + width_of(last, 11) + 8 <= WIDTH:
        canvas.text(WIDTH, 12, last, "", "end")
    return Chart(Markup(canvas.svg()), (), (), title, f"{first} – {last}")
