"""Bring a file in, look at what was found in it, and have it read in another way."""

from __future__ import annotations

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.apps.batches import reads, writes
from accord.apps.batches.forms import FileForm, ReadingForm, on_disk
from accord.apps.batches.models import Batch
from accord.apps.batches.pages.going import checked, read, read_again
from accord.apps.batches.permissions import open_targets
from accord.apps.batches.reads.finding import found_view
from accord.apps.batches.reads.opening import fitting_target
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Refused, Viewer


@require_http_methods(["GET", "HEAD", "POST"])
def new_batch(request: HttpRequest) -> HttpResponse:
    """Take a file, read it and go on to what was found in it."""
    viewer = viewer_of(request)
    known = open_targets(viewer)
    form = FileForm(request.POST or None, request.FILES or None, today=timezone.localdate(), targets=known,
                    initial={"target": request.GET.get("target", "")})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return read(request, _received(form.cleaned_data, viewer), "batches:found")
        except Refused as refusal:
            form.add_error("file", refusal.message)
    status = 422 if form.is_bound else 200
    return render(request, "batches/new_batch.html", {"form": form, "step": "file"}, status=status)


def _received(given: dict[str, Any], by: Viewer) -> Batch:
    file = cast("UploadedFile[Any]", given["file"])
    name = file.name or ""
    with on_disk(file) as path:
        target = given.get("target") or fitting_target(path=path, name=name, among=open_targets(by))
        return writes.receive(path=path, name=name, target=target, as_of=given["as_of"], by=by, at=timezone.now())


@require_safe
def found(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what was found in a file: its first lines as they stand, what was noticed, what may be chosen."""
    return _found_page(request, batch_id)


@require_POST
def reading(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Read a file again, in the way a person says."""
    form = ReadingForm(request.POST, found=found_view(viewer=viewer_of(request), batch_id=batch_id))
    if not form.is_valid():
        return _found_page(request, batch_id, form)
    try:
        batch = get_object_or_404(Batch, pk=batch_id)
        return read_again(request, batch, form.choices(), "batches:found")
    except Refused as refusal:
        return _found_page(request, batch_id, form, refusal.message)


def _found_page(
    request: HttpRequest, batch_id: int, form: ReadingForm | None = None, refusal: str = ""
) -> HttpResponse:
    viewer = viewer_of(request)
    file = found_view(viewer=viewer, batch_id=batch_id)
    context = {"batch": reads.batch_view(viewer=viewer, batch_id=batch_id), "found": file, "refusal": refusal,
               "form": form or ReadingForm(found=file), "targets": open_targets(viewer), "step": "found"}  # fmt: skip
    return render(request, "batches/found.html", context, status=422 if form else 200)


@require_POST
def another_list(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a file as a list of something else."""
    by, chosen = viewer_of(request), request.POST.get("target", "")
    return checked(request, writes.take_as(batch_id=batch_id, target=chosen, by=by, at=timezone.now()), "batches:found")
