"""What is out of step: the list, the sheet to print, one gap."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.gaps import reads
from accord.apps.gaps.pages import pictures
from accord.apps.notices.reads import following
from accord.apps.readings.permissions import MEASURE
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.rules import Ref

ON_A_SHEET = 8


def out_of_step(request: HttpRequest) -> HttpResponseBase:
    """Show what is out of step, the heaviest first."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.gaps_spec(viewer=viewer))
    if file_asked(request):
        return _file(request, reads.all_gap_lines(viewer=viewer, query=query))
    page = reads.gap_page_of_lines(viewer=viewer, query=query)
    context = {
        "query": query,
        "page": page,
        "rows": [(line, pictures.small(line)) for line in page.rows],
        "summary": reads.out_of_step(viewer=viewer, at=timezone.now()),
        "waiting": reads.waiting_readings(viewer=viewer),
        "may_measure": may(viewer, MEASURE),
    }
    return render(request, "gaps/out_of_step.html", context)


def sheet(request: HttpRequest) -> HttpResponse:
    """Show the one page a CIO takes to the CEO."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.gaps_spec(viewer=viewer))
    lines, count = reads.gap_slice(viewer=viewer, query=query, offset=0, limit=ON_A_SHEET)
    context = {
        "rows": [(line, pictures.small(line)) for line in lines],
        "more": count - len(lines),
        "summary": reads.out_of_step(viewer=viewer, at=timezone.now()),
        "today": timezone.localdate(),
    }
    return render(request, "gaps/sheet.html", context)


def gap(request: HttpRequest, gap_id: int) -> HttpResponse:
    """Show one gap: the sentence, what to do, the picture, the rows it rests on."""
    viewer = viewer_of(request)
    page = reads.gap_page(viewer=viewer, gap_id=gap_id)
    context = {
        **following(viewer=viewer, ref=Ref("gaps.gap", gap_id)),
        "page": page,
        "line": page.line,
        "now_chart": pictures.now(page.line),
        "time_chart": pictures.along_time(page),
    }
    return render(request, "gaps/gap.html", context)


def _file(request: HttpRequest, lines: Sequence[reads.GapLine]) -> HttpResponseBase:
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
    return list_file(request, rows, columns, "out-of-step")
