"""How sure people said they were, across, against how often it came true, upwards; on the diagonal both agree.

``reliability_chart(points, *, title, axes, say=percent) -> Chart``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, spoken, tone
from accord.apps.ui.charts.mirrors.words import percent
from accord.apps.ui.charts.scales import Scale

LEFT, TOP, BELOW, RIGHT = 52.0, 28.0, 44.0, 16.0
TALLEST = 300.0
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_DOT, MOST_DOT = 3.5, 9.0


@dataclass(frozen=True)
class Stated:
    """All cases of one stated chance: how many, the share that came true, the smoothed share.

    ``low`` to ``high`` is where the smoothed share lies by chance alone if the stated chances are right.
    """

    said: float
    n: int
    happened: float
    smoothed: float
    low: float
    high: float


def reliability_chart(
    points: Sequence[Stated],
    *,
    title: str,
    description: str = "",
    colour: str = "",
    axes: tuple[str, str] = ("said", "came true"),
    ends: tuple[str, str] = ("too careful", "too sure"),
    say: Callable[[float], str] = percent,
    headers: tuple[str, str, str, str, str] = ("Said", "Cases", "Came true", "Smoothed", "By chance"),
    empty: str = "Not enough was said yet",
) -> Chart:
    """Draw a dot for each stated chance, the rising line through them and the band around the diagonal.

    ``axes`` name what lies across and what upwards, ``ends`` what above and below the diagonal means.
    """
    points = sorted(points, key=lambda point: point.said)
    if not points:
        return empty_chart(title, empty)

    def draw(width: float, css: str) -> Canvas:
        return _drawn(points, width, css, spoken(title, description), tone(colour), axes, ends, say)

    table = tuple(
        (say(one.said), str(one.n), say(one.happened), say(one.smoothed), f"{say(one.low)} – {say(one.high)}")
        for one in points
    )
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(0, 1, 2, 3, 4))


def _drawn(
    points: Sequence[Stated],
    width: float,
    css: str,
    words: str,
    colour: str,
    axes: tuple[str, str],
    ends: tuple[str, str],
    say: Callable[[float], str],
) -> Canvas:
    size = min(TALLEST, width - LEFT - RIGHT)
    right, bottom = width - RIGHT, TOP + size
    canvas = Canvas(width, bottom + BELOW, css, words)
    across, up = Scale(0.0, 1.0, LEFT, right), Scale(0.0, 1.0, bottom, TOP)
    for value in STEPS:
        canvas.line(LEFT, up(value), right, up(value), "grid")
        canvas.text(LEFT - 8, up(value) + 4, say(value), "axis-text", "end")
        canvas.text(across(value), bottom + 18, say(value), "axis-text", "end" if value == 1 else "middle")
    upper = [(across(one.said), up(one.high)) for one in points]
    lower = [(across(one.said), up(one.low)) for one in points]
    if len(points) > 1:
        canvas.path([*upper, *reversed(lower)], "band", closed=True)
    for (x, high), (_x, low) in zip(upper, lower, strict=True):
        canvas.line(x, high, x, low, "tick")
    canvas.line(across(0), up(0), across(1), up(1), "threshold")
    canvas.path([(across(one.said), up(one.smoothed)) for one in points], f"line {colour}")
    most = max(one.n for one in points)
    for one in points:
        radius = LEAST_DOT + (MOST_DOT - LEAST_DOT) * (one.n / most) ** 0.5
        canvas.circle(across(one.said), up(one.happened), radius, f"dot {colour}")
    canvas.text(LEFT + 8, TOP + 14, ends[0], "axis-text halo")
    canvas.text(right - 8, bottom - 8, ends[1], "axis-text halo", "end")
    canvas.text(LEFT, TOP - 12, axes[1], "axis-text")
    canvas.text(right, bottom + 38, axes[0], "axis-text", "end")
    return canvas
