"""Whose ranges hold: the share of outcomes inside the 10–90 % range, per side, against the 80 % that would be right.

``calibration_chart(rows, *, title, say=percent, target="as sure as they say", ends=("too sure", "too careful"), ...) -> Chart``

rows  ``IntervalRow(label, value, low, high, n, tone, reason)``: the share with its interval, n in words ("24 outcomes");
      value None with a reason where not enough is known
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accord.apps.ui.charts.drawing import Chart, Mark
from accord.apps.ui.charts.intervals import IntervalRow, interval_chart
from accord.apps.ui.charts.mirrors.words import percent

RIGHT = 0.8  # what a range from the 10th to the 90th percentile promises


def calibration_chart(
    rows: Sequence[IntervalRow],
    *,
    title: str,
    say: Callable[[float], str] = percent,
    target: str = "as sure as they say",
    ends: tuple[str, str] = ("too sure", "too careful"),
    description: str = "",
    headers: tuple[str, str, str, str, str] = ("Side", "Inside its range", "Low", "High", "From"),
    empty: str = "Nothing is known yet about what happened",
) -> Chart:
    """Draw each side's share on 0 to 1 against the line where it should lie; left of it means ranges too narrow."""
    mark = Mark(RIGHT, f"{say(RIGHT)}: {target}")
    return interval_chart(
        rows, title=title, description=description, thresholds=[mark], say=say, floor=0.0, ceiling=1.0,
        ends=ends, headers=headers, empty=empty,
    )  # fmt: skip
