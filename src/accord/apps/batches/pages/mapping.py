"""Say what the columns mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accord.apps.batches import reads, sockets, writes
from accord.apps.batches.forms.mapping import MappingForm, select_words
from accord.apps.batches.pages.going import checked
from accord.apps.batches.reads.columns import sorted_views
from accord.apps.batches.reads.profiles import likely_profiles
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid


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
                return checked(
                    request, saved, "batches:columns" if {"again", "repair_all"} & set(request.POST) else "batches:rows"
                )
        shown = reads.column_views(viewer=viewer, batch_id=batch_id, plan=plan)
    context = {
        "batch": view, "columns": shown, "fields": sockets.fields_of(view.target), "words": select_words(),
        "parted": sorted_views(views=shown, wrong=errors), "errors": errors, "step": "columns",
        "likely": likely_profiles(viewer=viewer, batch_id=batch_id),
    }  # fmt: skip
    return render(request, "batches/columns.html", context, status=422 if errors else 200)


@require_POST
def repairs(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Repair, or leave, the years that a spreadsheet turned into days of 1905."""
    chosen = {int(text): "undo" not in request.POST for text in request.POST.getlist("column") if text.isdecimal()}
    saved = writes.repair_years(batch_id=batch_id, columns=chosen, by=viewer_of(request), at=timezone.now())
    return checked(request, saved, "batches:batch")
