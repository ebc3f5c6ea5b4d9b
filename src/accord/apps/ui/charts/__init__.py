"""Pictures as pure functions: values in, an SVG for wide and one for narrow places out, with the numbers beside them.

No Django here; words come from the caller, every text is escaped, colours are classes of charts.css.
"""

from accord.apps.ui.charts.bars import BarRow, bar_rows
from accord.apps.ui.charts.drawing import Chart, Mark
from accord.apps.ui.charts.histories import Point, history_chart, sparkline
from accord.apps.ui.charts.intervals import DateRow, IntervalRow, date_range, interval_chart
from accord.apps.ui.charts.money import MoneyPeriod, money_chart
from accord.apps.ui.charts.stages import StageSpan, stage_timeline
from accord.apps.ui.charts.survival import Curve, survival_chart

__all__ = [
    "BarRow", "Chart", "Curve", "DateRow", "IntervalRow", "Mark", "MoneyPeriod", "Point", "StageSpan",
    "bar_rows", "date_range", "history_chart", "interval_chart", "money_chart", "sparkline", "stage_timeline", "survival_chart",
]  # fmt: skip
