"""Bring a file in, and look at what was found in it."""

from __future__ import annotations

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accord.apps.batches import reads, sockets, writes
from accord.apps.batches.forms import FileForm, on_disk
from accord.apps.batches.models import Batch
from accord.apps.batches.pages.going import checked
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Refused, Viewer

FIRST_ROWS = 5


@require_http_methods(["GET", "HEAD", "POST"])
def new_batch(request: HttpRequest) -> HttpResponse:
    """Take a file, read it and go on to what was found in it."""
    today = timezone.localdate()
    form = FileForm(request.POST or None, request.FILES or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _staged(cast("UploadedFile[Any]", form.cleaned_data["file"]), form.cleaned_data, viewer_of(request))
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            return checked(request, batch, "batches:found")
    status = 422 if form.is_bound else 200
    return render(request, "batches/new_batch.html", {"form": form, "step": "file"}, status=status)


def _staged(file: UploadedFile[Any], given: dict[str, Any], by: Viewer) -> Batch:
    target = next(iter(sockets.targets))
    with on_disk(file) as path:
        return writes.stage(
            path=path, name=file.name or "", target=target.kind, as_of=given["as_of"], by=by, at=timezone.now()
        )


@require_safe
def found(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what was found in a file: encoding, delimiter, columns, the first rows."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    first = reads.first_cells(viewer=viewer, batch_id=batch_id, limit=FIRST_ROWS)
    return render(request, "batches/found.html", {"batch": view, "first": first, "step": "found"})
