"""A batch where it stands, and every row of it with what would happen to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accord.apps.batches import reads
from accord.apps.batches.reads.lists import list_offer
from accord.apps.batches.rules.verdicts import State
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of


@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show a batch where it stands: its preview, or what it wrote."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    if view.state in {State.READING, State.FAILED} or (view.is_open and not view.is_checked):
        return redirect("batches:found", batch_id)
    offer = list_offer(viewer=viewer, batch_id=batch_id)
    context = {"batch": view, "offer": offer, "step": "write" if view.is_open else ""}
    return render(request, "batches/batch.html", context)


@require_safe
def rows(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """Show every row with what would happen to it and what is wrong with it; as a file the problems alone."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    query = ListQuery.read(request, reads.ROWS)
    if file_asked(request):
        problems = reads.problem_rows(viewer=viewer, batch_id=batch_id, query=query)
        return list_file(request, problems, list(reads.PROBLEM_COLUMNS), f"problems-{view.name}")
    page = reads.row_page(viewer=viewer, batch_id=batch_id, query=query)
    context = {"batch": view, "query": query, "page": page, "step": "rows", "next": request.get_full_path()}
    return render(request, "batches/rows.html", context)
