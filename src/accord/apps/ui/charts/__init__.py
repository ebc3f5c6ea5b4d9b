"""Pictures as pure functions: values in, an SVG for wide and one for narrow places out, with the numbers beside them.

No Django here; words come from the caller, every text is escaped, colours are classes of charts.css.
"""

from accord.apps.ui.charts.axes import Amounts, Months
from accord.apps.ui.charts.bars import BarRow, bar_rows
from accord.apps.ui.charts.calibration import calibration_chart
from accord.apps.ui.charts.drawing import Chart, Mark
from accord.apps.ui.charts.effects import effect_chart, methods_chart, placebo_chart
from accord.apps.ui.charts.histories import Point, history_chart, sparkline
from accord.apps.ui.charts.intervals import DateRow, IntervalRow, date_range, interval_chart
from accord.apps.ui.charts.mirrors import Guess, MirrorWords, mirrored_chart
from accord.apps.ui.charts.money import MoneyPeriod, money_chart
from accord.apps.ui.charts.movements import MovementWords, Round, movement_chart
from accord.apps.ui.charts.outcomes import OutcomeBar, outcome_chart
from accord.apps.ui.charts.ranges import RangeWords, range_picture
from accord.apps.ui.charts.reliability import Stated, reliability_chart
from accord.apps.ui.charts.shapes import SideView
from accord.apps.ui.charts.stages import StageSpan, stage_timeline
from accord.apps.ui.charts.statuses import StatusMark, status_strip
from accord.apps.ui.charts.strips import gap_strip, strip_reach, strip_scale
from accord.apps.ui.charts.survival import Curve, survival_chart
from accord.apps.ui.charts.swings import SwingRow, swing_chart
from accord.apps.ui.charts.waterfall import WaterStep, waterfall_chart

__all__ = [
    "Amounts", "BarRow", "Chart", "Curve", "DateRow", "Guess", "IntervalRow", "Mark", "MirrorWords", "MoneyPeriod",
    "Months", "MovementWords", "OutcomeBar", "Point", "RangeWords", "Round", "SideView", "StageSpan", "Stated",
    "StatusMark", "SwingRow", "WaterStep",
    "bar_rows", "calibration_chart", "date_range", "effect_chart", "gap_strip", "history_chart", "interval_chart", "methods_chart",
    "mirrored_chart", "money_chart", "movement_chart", "outcome_chart", "placebo_chart", "range_picture", "reliability_chart", "sparkline", "stage_timeline", "status_strip", "strip_reach", "strip_scale",
    "survival_chart", "swing_chart", "waterfall_chart",
]  # fmt: skip
