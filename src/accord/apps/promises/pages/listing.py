"""The list of promises, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.notices.reads import following
from accord.apps.promises import reads
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Ref


def promises(request: HttpRequest) -> HttpResponseBase:
    """List the promises the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.promises_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        headers = [
            _("Promise"),
            _("Who"),
            _("Department"),
            _("To whom"),
            _("Due"),
            _("First due"),
            _("State"),
            _("Kept"),
            _("About"),
        ]
        rows = (
            (line.what, line.owner if line.owner_id else "", "" if line.owner_id else line.owner, line.made_to,
             line.due_date, line.first_due_date, line.state_label,
             timezone.localdate(line.kept_at) if line.kept_at else None, line.about_title)
            for line in reads.all_promise_lines(viewer=viewer, query=query, as_of=today)
        )  # fmt: skip
        return list_file(request, rows, headers, "promises")
    page = reads.promise_lines(viewer=viewer, query=query, as_of=today)
    tabs = [_tab(request, label, address) for label, address in _tabs()]
    return render(request, "promises/promises.html", {"query": query, "page": page, "tabs": tabs})


def _tabs() -> list[tuple[str, str]]:
    return [
        (_("All"), ""),
        (_("Mine, open"), "part=mine&state=open"),
        (_("Open"), "state=open"),
        (_("Late"), "due=late"),
        (_("Kept"), "state=kept"),
    ]


def _tab(request: HttpRequest, label: str, address: str) -> dict[str, Any]:
    here = request.META.get("QUERY_STRING", "")
    return {"label": label, "url": f"?{address}", "active": here == address}


def promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Show one promise with its history."""
    viewer = viewer_of(request)
    page = reads.promise_page(viewer=viewer, promise_id=promise_id, as_of=timezone.localdate())
    context = {"page": page, "line": page.line, **following(viewer=viewer, ref=Ref(reads.KIND, promise_id))}
    return render(request, "promises/promise.html", context)
