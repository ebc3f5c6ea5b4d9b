"""What is out of step: the list, the sheet to print, one gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.gaps import reads
from accord.apps.readings.permissions import MEASURE
from accord.apps.ui import charts
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import csv_response
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.templatetags.formats import exact_day, number_words, share_words

ON_A_SHEET = 8


def out_of_step(request: HttpRequest) -> HttpResponseBase:
    """Show what is out of step, the heaviest first."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.gaps_spec(viewer=viewer))
    if request.GET.get("format") == "csv":
        return _csv(reads.all_gap_lines(viewer=viewer, query=query))
    page = reads.gap_page_of_lines(viewer=viewer, query=query)
    context = {
        "query": query,
        "page": page,
        "summary": reads.out_of_step(viewer=viewer, lines=page.rows),
        "waiting": reads.waiting_readings(viewer=viewer),
        "may_measure": may(viewer, MEASURE),
    }
    return render(request, "gaps/out_of_step.html", context)


def sheet(request: HttpRequest) -> HttpResponse:
    """Show the one page a CIO takes to the CEO."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.gaps_spec(viewer=viewer))
    lines = reads.all_gap_lines(viewer=viewer, query=query)
    context = {
        "lines": lines[:ON_A_SHEET],
        "more": max(len(lines) - ON_A_SHEET, 0),
        "summary": reads.out_of_step(viewer=viewer, lines=lines),
        "today": timezone.localdate(),
    }
    return render(request, "gaps/sheet.html", context)


def gap(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Show one gap: the sentence, what to do, the picture, the rows it rests on."""
    page = reads.gap_page(viewer=viewer_of(request), gap_id=gap_id)
    context = {
        "page": page,
        "line": page.line,
        "now_chart": now_chart([page.line]),
        "time_chart": _time_chart(page),
    }
    return render(request, "gaps/gap.html", context)


def now_chart(lines: Sequence[reads.GapLine]) -> charts.Chart | None:
    """Draw a gap's value with its interval against its threshold."""
    line = lines[0]
    if line.value is None:
        return None
    rows = [
        charts.IntervalRow(one.subject, one.value, one.low, one.high, n=_("of %(n)s") % {"n": one.n}, tone="bad")
        for one in lines
    ]
    return charts.interval_chart(
        rows, title=line.practice_title, thresholds=[charts.Mark(line.threshold, line.threshold_words)],
        **_scale(line.unit),
    )  # fmt: skip


def _time_chart(page: reads.GapPage) -> charts.Chart | None:
    points = [charts.Point(point.day, point.value, point.low, point.high) for point in page.points]
    if len(points) < 2:
        return None
    marks = [
        charts.Mark(page.practice.threshold_open, _("opens")),
        charts.Mark(page.practice.threshold_close, _("closes")),
    ]
    return charts.history_chart(
        points, title=_("Over time"), thresholds=marks, say_day=exact_day, **_scale(page.line.unit)
    )


def _scale(unit: str) -> dict[str, Any]:
    if unit == "share":
        return {"say": share_words, "floor": 0, "ceiling": 1}
    return {"say": _days, "floor": 0}


def _days(value: float | None) -> str:
    return _("%(days)s days") % {"days": number_words(round(value))} if value is not None else ""


def _csv(lines: Sequence[reads.GapLine]) -> HttpResponseBase:
    columns = [
        _("Gap"), _("Subject"), _("Practice"), _("Value"), _("From"), _("To"), _("Threshold"), _("n"), _("Since"),
        _("State"), _("Owner for the business"), _("Owner for IT"), _("Money at risk"), _("Currency"), _("Next step"),
    ]  # fmt: skip
    rows = [
        (line.sentence, line.subject, line.practice, line.value, line.low, line.high, line.threshold, line.n,
         line.since, line.state_label, line.business_owner, line.it_owner, line.money_amount, line.currency,
         line.next_step)
        for line in lines
    ]  # fmt: skip
    return csv_response(rows, columns, "out-of-step.csv")
