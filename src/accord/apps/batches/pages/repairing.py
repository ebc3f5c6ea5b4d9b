"""Repair a row where it stands, repair a whole column, leave a row out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.apps.batches import reads, writes
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound


@require_POST
def repair(request: HttpRequest, batch_id: int, number: int) -> HttpResponse:
    """Put other text in a cell of one row, or in every cell of the column that says the same."""
    viewer, now = viewer_of(request), timezone.now()
    place, text = _place(request), request.POST.get("text", "")
    if "column" not in request.POST:
        writes.repair_cells(batch_id=batch_id, number=number, cells={place: text}, by=viewer, at=now)
        return _row_again(request, batch_id, number)
    old = request.POST.get("old", "")
    count = writes.repair_column(batch_id=batch_id, place=place, old=old, new=text, by=viewer, at=now)
    said = ngettext("%(count)s cell was repaired.", "%(count)s cells were repaired.", count)
    messages.success(request, said % {"count": count})
    return _rows_again(request, batch_id)


@require_POST
def leaving_out(request: HttpRequest, batch_id: int, number: int) -> HttpResponse:
    """Leave a row out, or take it in again."""
    leave = "undo" not in request.POST
    writes.leave_row(batch_id=batch_id, number=number, leave=leave, by=viewer_of(request), at=timezone.now())
    return _row_again(request, batch_id, number)


def _place(request: HttpRequest) -> int:
    said = request.POST.get("place", "")
    if not said.isdecimal() or len(said) > 5:
        raise NotFound("")
    return int(said)


def _row_again(request: HttpRequest, batch_id: int, number: int) -> HttpResponse:
    """Give the row alone where it stands on the page, else the page."""
    if request.headers.get("HX-Request") != "true":
        return _rows_again(request, batch_id)
    viewer = viewer_of(request)
    row = reads.row_line(viewer=viewer, batch_id=batch_id, number=number)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    context = {"row": row, "batch": view, "next": request.POST.get("next", ""), "alone": True}
    return render(request, "batches/row.html", context)


def _rows_again(request: HttpRequest, batch_id: int) -> HttpResponse:
    back = request.POST.get("next", "")
    if not back.startswith(reverse("batches:rows", args=[batch_id])) or not url_has_allowed_host_and_scheme(back, None):
        back = reverse("batches:rows", args=[batch_id])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": back})
    return redirect(back)
