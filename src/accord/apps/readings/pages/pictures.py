"""The pictures of readings: by department, over time, and the small one of the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.readings.reads import PracticeLine, PracticePage, ReadingLine, amounts
from accord.apps.ui import charts
from accord.apps.ui.charts import Chart, IntervalRow, Mark, Point
from accord.apps.ui.templatetags.formats import exact_day, number_words

MOST_ROWS = 16  # a picture of more rows is no picture: the list below has them all
TONES = frozenset({"good", "bad"})


def by_side(page: PracticePage) -> Chart | None:
    """Draw the sides of the house with their ranges against the threshold; None while none is known."""
    rows = [_row(line, line.subject) for line in page.sides if line.is_known]
    return _ranges(page, rows) if rows else None


def by_department(page: PracticePage) -> Chart | None:
    """Draw the subject and its departments with their ranges against the threshold; None without departments.

    A department that holds all of the subject's rows would only repeat it.
    """
    whole = page.reading
    if whole is None or not whole.is_known:
        return None
    known = [line for line in page.departments if line.is_known and line.digest != whole.digest]
    if not known:
        return None
    rows = [_row(whole, page.subject.name), *(_row(line, line.subject) for line in known[:MOST_ROWS])]
    return _ranges(page, rows)


def _ranges(page: PracticePage, rows: list[IntervalRow]) -> Chart:
    return charts.interval_chart(
        rows,
        title=page.question,
        thresholds=[_mark(page)],
        **amounts.scale_of(page.practice.unit),
        headers=("", amounts.heading_of(page.practice.unit), _("Low"), _("High"), _("From")),
    )


def over_time(page: PracticePage) -> Chart | None:
    """Draw how the reading went, with its range and the threshold; None until there are two days."""
    points = [Point(one.day, one.value, one.low, one.high) for one in page.history]
    if len([point for point in points if point.value is not None]) < 2:
        return None
    return charts.history_chart(
        points,
        title=_("Over time: %(question)s") % {"question": page.question},
        thresholds=[_mark(page)],
        say_day=exact_day,
        **amounts.scale_of(page.practice.unit),
        headers=(_("Day"), amounts.heading_of(page.practice.unit), _("Low"), _("High")),
    )


def spark(line: PracticeLine) -> Chart | None:
    """Draw the small picture of the catalogue; None until there are two days."""
    points = [Point(one.day, one.value) for one in line.history if one.value is not None]
    return charts.sparkline(points, title=line.title, say=amounts.said(line.practice.unit)) if len(points) > 1 else None


def _row(line: ReadingLine, label: str) -> IntervalRow:
    tone = line.badge if line.badge in TONES else ""
    return IntervalRow(label, line.value, line.low, line.high, number_words(line.n), tone)


def _mark(page: PracticePage) -> Mark:
    return Mark(page.practice.threshold_open, page.threshold)
