"""Gaps as pictures: a small one for a row, one against the threshold, one along time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.gaps import reads
from accord.apps.readings.reads.amounts import scale_of
from accord.apps.ui import charts
from accord.apps.ui.charts.drawing import Canvas, Chart, Markup, spoken, tone
from accord.apps.ui.charts.scales import Scale, span
from accord.apps.ui.templatetags.formats import exact_day

WIDTH, HEIGHT, MIDDLE = 96, 24, 12


def small(line: reads.GapLine) -> Chart | None:
    """Draw a gap's range (a line), its value (a dot) and the threshold (a stroke across), small enough for a row."""
    if line.value is None or line.is_fact:
        return None
    low, high = (line.value if end is None else end for end in (line.low, line.high))
    words = _("%(value)s, %(threshold)s is asked for") % {
        "value": line.value_words, "threshold": line.threshold_words,
    }  # fmt: skip
    canvas = Canvas(WIDTH, HEIGHT, "spark", spoken(line.practice_title, words))
    scale = scale_of(line.unit)
    ends = span([low, high, line.value, line.threshold], floor=scale["floor"], ceiling=scale["ceiling"])
    across = Scale(*ends, 4, WIDTH - 4)
    colour = tone("bad" if line.is_beyond else "")
    canvas.line(across(low), MIDDLE, across(high), MIDDLE, f"line {colour}")
    canvas.circle(across(line.value), MIDDLE, 4, f"dot {colour}")
    canvas.line(across(line.threshold), 2, across(line.threshold), HEIGHT - 2, "line")
    return Chart(Markup(canvas.svg()), (), (), line.practice_title, words)


def now(line: reads.GapLine) -> Chart | None:
    """Draw a gap's value with its range against the thresholds at which it opens and closes."""
    if line.value is None or line.is_fact:
        return None
    row = charts.IntervalRow(
        line.subject, line.value, line.low, line.high, n=line.n_words, tone="bad" if line.is_beyond else ""
    )
    return charts.interval_chart(
        [row],
        title=_("%(practice)s, now") % {"practice": line.practice_title},
        thresholds=_marks(line),
        headers=(_("Subject"), _("Value"), _("From"), _("To"), _("Rests on")),
        **scale_of(line.unit),
    )


def along_time(page: reads.GapPage) -> Chart | None:
    """Draw the readings of a gap's subject; None while there is only one day, or for a fact about one initiative."""
    points = [charts.Point(point.day, point.value, point.low, point.high) for point in page.points]
    if page.line.is_fact or len({point.day for point in points}) < 2:
        return None
    return charts.history_chart(
        points,
        title=_("%(practice)s over time") % {"practice": page.line.practice_title},
        thresholds=_marks(page.line),
        say_day=exact_day,
        headers=(_("Day"), _("Value"), _("From"), _("To")),
        **scale_of(page.line.unit),
    )


def _marks(line: reads.GapLine) -> list[charts.Mark]:
    opens = _("opens below %(value)s") if line.closing > line.threshold else _("opens above %(value)s")
    return [
        charts.Mark(line.threshold, opens % {"value": line.threshold_words}),
        charts.Mark(line.closing, _("closes at %(value)s") % {"value": line.closing_words}),
    ]
