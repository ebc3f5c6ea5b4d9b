"""The way of a file: bring it in, look at it, say what its columns mean, see every row, write it, take it back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.apps.batches import jobs as batch_jobs
from accord.apps.batches import reads, sockets, writes
from accord.apps.batches.forms import EXTRA_TYPES, FileForm, MappingForm, on_disk
from accord.apps.batches.models import Batch
from accord.apps.batches.permissions import IMPORT
from accord.apps.batches.reads.batches import BATCHES
from accord.apps.jobs import writes as jobs
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import csv_response
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.rules import Invalid, Refused, Viewer

AT_ONCE = 5_000  # rows that are checked while the person waits
FIRST_ROWS = 5


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List what was brought in, and offer to bring a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, BATCHES)
    page = reads.batch_page(viewer=viewer, query=query)
    return render(request, "batches/batches.html", {"query": query, "page": page, "may_import": may(viewer, IMPORT)})


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
            return _checked(request, batch, "batches:found")
    status = 422 if form.is_bound else 200
    return render(request, "batches/new_batch.html", {"form": form, "step": "file"}, status=status)


def _staged(file: UploadedFile[Any], given: dict[str, Any], by: Viewer) -> Batch:
    target = next(iter(sockets.targets))
    with on_disk(file) as path:
        return writes.stage(
            path=path, name=file.name or "", target=target.kind, as_of=given["as_of"], by=by, at=timezone.now()
        )


def _checked(request: HttpRequest, batch: Batch, then: str) -> HttpResponse:
    """Check the rows at once when they are few, else as a job, and go on."""
    by, address = viewer_of(request), reverse(then, args=[batch.pk])
    if batch.row_count <= AT_ONCE:
        writes.check_rows(batch_id=batch.pk, by=by, at=timezone.now())
        return redirect(address)
    return _job(batch_jobs.CHECK, batch.pk, by, address)


def _job(kind: str, batch_id: int, by: Viewer, address: str) -> HttpResponse:
    job = jobs.start(kind=kind, by=by, at=timezone.now(), arguments={"batch": batch_id}, key=f"{kind}:{batch_id}")
    return redirect(f"{reverse('jobs:job', args=[job.pk])}?next={address}")


@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show a batch where it stands: its preview, or what it wrote."""
    view = reads.batch_view(viewer=viewer_of(request), batch_id=batch_id)
    if view.is_open and not view.is_checked:
        return redirect("batches:found", batch_id)
    return render(request, "batches/batch.html", {"batch": view, "step": "write" if view.is_open else ""})


@require_safe
def found(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what was found in a file: encoding, delimiter, columns, the first rows."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    first = reads.first_cells(viewer=viewer, batch_id=batch_id, limit=FIRST_ROWS)
    return render(request, "batches/found.html", {"batch": view, "first": first, "step": "found"})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what each column is taken for, and take changes."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    shown = reads.column_views(viewer=viewer, batch_id=batch_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        form = MappingForm(request.POST, shown, view.plan, view.target)
        plan, as_of = form.plan(), form.as_of(view.as_of)
        errors = form.errors
        if not errors:
            try:
                saved = writes.save_plan(batch_id=batch_id, plan=plan, as_of=as_of, by=viewer, at=timezone.now())
            except Invalid as invalid:
                errors = dict(invalid.fields) or {"columns": invalid.message}
            else:
                return _checked(request, saved, "batches:columns" if "again" in request.POST else "batches:rows")
        shown = reads.column_views(viewer=viewer, batch_id=batch_id, plan=plan)
    context = {"batch": view, "columns": shown, "fields": sockets.fields_of(view.target), "types": EXTRA_TYPES,
               "errors": errors, "step": "columns"}  # fmt: skip
    return render(request, "batches/columns.html", context, status=422 if errors else 200)


@require_safe
def rows(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """Show every row with what would happen to it and what is wrong with it; as CSV the problems alone."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    query = ListQuery.read(request, reads.ROWS)
    if request.GET.get("format") == "csv":
        problems = reads.problem_rows(viewer=viewer, batch_id=batch_id, query=query)
        return csv_response(problems, list(reads.PROBLEM_COLUMNS), f"problems-{view.name}.csv")
    page = reads.row_page(viewer=viewer, batch_id=batch_id, query=query)
    return render(request, "batches/rows.html", {"batch": view, "query": query, "page": page, "step": "rows"})


@require_POST
def repairs(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Repair, or leave, the years that a spreadsheet turned into days of 1905."""
    chosen = {int(text): "undo" not in request.POST for text in request.POST.getlist("column") if text.isdecimal()}
    saved = writes.repair_years(batch_id=batch_id, columns=chosen, by=viewer_of(request), at=timezone.now())
    return _checked(request, saved, "batches:batch")


@require_POST
def commitment(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Write the batch, followed on the page of its job."""
    viewer = viewer_of(request)
    reads.batch_view(viewer=viewer, batch_id=batch_id)
    return _job(batch_jobs.COMMIT, batch_id, viewer, reverse("batches:batch", args=[batch_id]))


@require_POST
def taking_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a written batch back."""
    done = writes.take_back(batch_id=batch_id, by=viewer_of(request), at=timezone.now())
    kept = len(done.kept)
    if kept:
        said = ngettext(
            "%(count)s record was kept; see below why.", "%(count)s records were kept; see below why.", kept
        )
        messages.warning(request, _("Taken back.") + " " + said % {"count": kept})
    else:
        messages.success(request, _("Taken back. Nothing of this file is left here but its history."))
    return redirect("batches:batch", batch_id)


@require_POST
def discarding(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Throw a batch away that was never written."""
    writes.discard(batch_id=batch_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Thrown away. Nothing had been written."))
    return redirect("batches:batches")
