"""Mappings that are remembered: list, look, correct, rename, forget, export and bring."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.apps.batches import sockets, writes
from accord.apps.batches.forms.mapping import MappingForm, select_words
from accord.apps.batches.pages.going import checked
from accord.apps.batches.reads.columns import sorted_views
from accord.apps.batches.reads.profiles import (
    PROFILE_COLUMNS,
    PROFILES,
    profile_file,
    profile_page,
    profile_rows,
    profile_view,
)
from accord.apps.batches.rules.profiles import MOST_BYTES
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def mappings(request: HttpRequest) -> HttpResponseBase:
    """List the mappings, and bring one from a file."""
    viewer = viewer_of(request)
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(_("Choose a file."))
            content = file.read(MOST_BYTES + 1)
            saved = writes.bring_profile(
                content=content, by=viewer, at=timezone.now(), replace="replace" in request.POST
            )
        except Refused as refusal:
            error = refusal.message
        else:
            messages.success(request, _("The mapping “%(name)s” is here.") % {"name": saved.name})
            return redirect("batches:mapping", saved.pk)
    query = ListQuery.read(request, PROFILES)
    if file_asked(request):
        return list_file(request, profile_rows(viewer=viewer, query=query), PROFILE_COLUMNS, "mappings")
    page = profile_page(viewer=viewer, query=query)
    context = {"query": query, "page": page, "error": error}
    return render(request, "batches/profiles.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Show one mapping, and take corrections."""
    viewer = viewer_of(request)
    view = profile_view(viewer=viewer, profile_id=profile_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        form = MappingForm(request.POST, list(view.columns), view.plan, view.target)
        plan, errors = form.plan(), form.errors
        if not errors:
            try:
                writes.edit_profile(profile_id=profile_id, plan=plan, by=viewer, at=timezone.now())
            except Invalid as invalid:
                errors = dict(invalid.fields)
            else:
                messages.success(request, _("Saved. The next file with these headers is read like this."))
                return redirect("batches:mapping", profile_id)
        view = profile_view(viewer=viewer, profile_id=profile_id, plan=plan)
    context = {
        "profile": view, "columns": view.columns, "parted": sorted_views(views=view.columns, wrong=errors),
        "fields": sockets.fields_of(view.target), "words": select_words(), "errors": errors,
    }  # fmt: skip
    return render(request, "batches/profile.html", context, status=422 if errors else 200)


@require_safe
def mapping_file(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Give a mapping as a file."""
    name, text = profile_file(viewer=viewer_of(request), profile_id=profile_id)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    safe = "".join(sign if (sign.isalnum() and sign.isascii()) or sign in "-_." else "-" for sign in name)[:120]
    response["Content-Disposition"] = f'attachment; filename="{safe}.json"'
    return response


@require_POST
def name_mapping(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Rename a mapping."""
    try:
        writes.rename_profile(
            profile_id=profile_id, name=request.POST.get("name", ""), by=viewer_of(request), at=timezone.now()
        )
    except Invalid as invalid:
        messages.error(request, next(iter(invalid.fields.values()), invalid.message))
    return redirect("batches:mapping", profile_id)


@require_POST
def remove_mapping(request: HttpRequest, profile_id: int) -> HttpResponse:
    """Forget a mapping."""
    writes.remove_profile(profile_id=profile_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The mapping is forgotten. What was brought in with it stays."))
    return redirect("batches:mappings")


@require_POST
def use_mapping(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Map a file as a remembered one, or remember its own mapping under a name."""
    viewer, at = viewer_of(request), timezone.now()
    if "keep" in request.POST:
        try:
            writes.keep_profile(batch_id=batch_id, name=request.POST.get("name", ""), by=viewer, at=at)
        except Invalid as invalid:
            messages.error(request, next(iter(invalid.fields.values()), invalid.message))
        else:
            messages.success(request, _("Remembered. The next file with these headers is read like this."))
        return redirect("batches:columns", batch_id)
    chosen = request.POST.get("profile", "")
    profile_id = int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0
    saved = writes.use_profile(batch_id=batch_id, profile_id=profile_id, by=viewer, at=at)
    return checked(request, saved, "batches:columns")
