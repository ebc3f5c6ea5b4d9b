"""The list of decisions with how long they wait, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.decisions import reads
from accord.apps.decisions.pages.picture import waiting_chart
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of


def decisions(request: HttpRequest) -> HttpResponseBase:
    """List the decisions the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.decisions_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        return list_file(request, _cells(request, query), _headers(), "decisions")
    page = reads.decision_lines(viewer=viewer, query=query, as_of=today)
    tabs = [_tab(request, label, address) for label, address in _tabs()]
    speed = reads.decision_speed(viewer=viewer, query=query, as_of=today)
    words = {"query": query, "page": page, "tabs": tabs, "speed": speed, "chart": waiting_chart(speed)}
    return render(request, "decisions/decisions.html", words)


def _headers() -> list[str]:
    return [_("Question"), _("Who decides"), _("About"), _("Came up"), _("By"), _("State"), _("Decided"),
            _("What was decided"), _("Reasons"), _("Days waited"), _("Opened again"), _("Look at it again")]  # fmt: skip


def _cells(request: HttpRequest, query: ListQuery) -> Any:
    viewer, today = viewer_of(request), timezone.localdate()
    return (
        (line.question, line.decider, line.about_title, line.raised_on, line.decide_by, line.state_label,
         timezone.localdate(line.decided_at) if line.decided_at else None, line.option, line.reasons,
         line.days_waiting, line.reopened, line.review_on)
        for line in reads.all_decision_lines(viewer=viewer, query=query, as_of=today)
    )  # fmt: skip


def _tabs() -> list[tuple[str, str]]:
    return [
        (_("All"), ""),
        (_("Mine to decide"), "part=mine&state=open"),
        (_("To be decided"), "state=open"),
        (_("Late"), "when=late"),
        (_("Decided"), "state=decided"),
    ]


def _tab(request: HttpRequest, label: str, address: str) -> dict[str, Any]:
    here = request.META.get("QUERY_STRING", "")
    return {"label": label, "url": f"?{address}", "active": here == address}


def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Show one decision with its history."""
    now = timezone.now()
    page = reads.decision_page(
        viewer=viewer_of(request), decision_id=decision_id, at=now, as_of=timezone.localdate(now)
    )
    return render(request, "decisions/decision.html", {"page": page, "line": page.line})
