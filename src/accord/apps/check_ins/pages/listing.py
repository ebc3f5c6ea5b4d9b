"""The list of check-ins, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.check_ins import reads
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of


def check_ins(request: HttpRequest) -> HttpResponseBase:
    """List the check-ins the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.check_ins_spec(viewer=viewer))
    if file_asked(request):
        rows = _cells(reads.all_check_in_lines(viewer=viewer, query=query, as_of=today))
        return list_file(request, rows, _headers(), "check-ins")
    page = reads.check_in_lines(viewer=viewer, query=query, as_of=today)
    tabs = tabs_of(request, [
        (_("All"), ""),
        (_("I sign"), "part=sign&state=open"),
        (_("I acknowledge"), "part=acknowledge&state=signed"),
        (_("Caution or off track"), "status=caution&status=off_track"),
        (_("Not answered"), "state=missed"),
    ])  # fmt: skip
    return render(request, "check_ins/check_ins.html", {"query": query, "page": page, "tabs": tabs})


def tabs_of(request: HttpRequest, addresses: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    """Make tabs that are addresses of the same list."""
    here = request.META.get("QUERY_STRING", "")
    return [{"label": label, "url": f"?{address}", "active": here == address} for label, address in addresses]


def check_in(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Show one check-in with its history."""
    page = reads.check_in_page(viewer=viewer_of(request), check_in_id=check_in_id, as_of=timezone.localdate())
    return render(request, "check_ins/check_in.html", {"page": page, "line": page.line})


def _headers() -> list[str]:
    return [
        _("About"), _("Planned for"), _("State"), _("How it stands"), _("How sure"), _("Of what"), _("Progress"),
        _("Problem"), _("Next"), _("Who answers"), _("Side"), _("Who acknowledges"), _("Side"), _("Signed"),
        _("Acknowledged"), _("Line back"), _("Asked for a talk"),
    ]  # fmt: skip


def _cells(lines: Iterable[reads.CheckInLine]) -> Iterable[tuple[object, ...]]:
    for line in lines:
        yield (
            line.about_title, line.planned_on, line.state_label, line.status_label, line.confidence_share,
            line.next_title, line.progress, line.problem, line.chance, line.answerer, line.answer_side,
            line.acknowledger, line.acknowledge_side, line.signed_at.date() if line.signed_at else None,
            line.acknowledged_at.date() if line.acknowledged_at else None, line.reply,
            _("yes") if line.wants_talk else _("no"),
        )  # fmt: skip
