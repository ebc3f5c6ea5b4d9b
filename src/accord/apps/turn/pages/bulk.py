"""Changing many records in one go, step by step: chosen, what to change, preview, done, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.jobs import writes as jobs
from accord.apps.turn import forms, reads, writes
from accord.apps.turn import jobs as work
from accord.apps.turn.reads import BulkView
from accord.apps.turn.rules.bulk import AT_ONCE
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid

PAGE = "turn:bulk_change"


@require_POST
def choosing(request: HttpRequest, code: str) -> HttpResponse:
    """Take the ticked rows of a list, or all its query finds, and go on to what to change."""
    viewer, kind = viewer_of(request), reads.kind_of(code)
    asked = QueryDict(request.POST.get("query", "").lstrip("?")[:4_000])
    ids = kind.matching(viewer, asked) if request.POST.get("which") == "all" else _ids(request)
    try:
        change = writes.choose_records(code=code, ids=ids, by=viewer, at=timezone.now())
    except Invalid as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse(kind.list_url_name)}?{asked.urlencode()}")
    return redirect(PAGE, change.pk)


def _ids(request: HttpRequest) -> list[int]:
    return [
        int(text) for text in request.POST.getlist("chosen") if text.isascii() and text.isdigit() and len(text) < 19
    ]


def bulk_changes(request: HttpRequest) -> HttpResponse:
    """List one's latest bulk changes."""
    return render(request, "turn/bulk_changes.html", {"changes": reads.own_changes(viewer=viewer_of(request))})


def bulk_change(request: HttpRequest, change_id: int) -> HttpResponseBase:
    """Show a bulk change where it stands: what can be done, the preview, or what came of it."""
    viewer = viewer_of(request)
    view = reads.bulk_view(viewer=viewer, change_id=change_id)
    query = ListQuery.read(request, reads.LINES)
    if file_asked(request):
        found = reads.all_bulk_rows(viewer=viewer, change_id=change_id, query=query)
        rows = ((row.title, row.outcome_label, row.before, row.after, row.reason) for row in found)
        return list_file(
            request, rows, [_("Record"), _("What becomes of it"), _("Before"), _("After"), _("Why")], "changes"
        )
    context = {
        "change": view,
        "query": query,
        "page": reads.bulk_rows(viewer=viewer, change_id=change_id, query=query),
        "actions": reads.kind_of(view.code).actions,
        "steps": _steps(view),
    }
    return render(request, "turn/bulk_change.html", context)


def _steps(view: BulkView) -> list[tuple[str, bool]]:
    """Name the three steps, and say which one is now."""
    steps = [(_("What to change"), view.is_chosen), (_("Look at it"), view.is_seen)]
    return [*steps, (_("Done"), not view.is_chosen and not view.is_seen)]


def action(request: HttpRequest, change_id: int, action: str) -> HttpResponse:
    """Fill in one change, and look at what it would do to every record."""
    viewer = viewer_of(request)
    view = reads.bulk_view(viewer=viewer, change_id=change_id)
    does = reads.action_of(view.code, action)
    form = forms.BulkForm(request.POST or None, fields=does.fields(viewer))
    if request.method == "POST" and form.is_valid():
        given = {"change": change_id, "action": action, "values": _plain(form.cleaned_data)}
        return _go(request, view, work.LOOK, given)
    words = {
        "title": str(does.label), "lead": str(does.note), "submit": _("Look at what changes"),
        "cancel": reverse(PAGE, args=[change_id]), "form": form,
        "back_label": _("%(count)s %(noun)s chosen") % {"count": view.total, "noun": view.noun},
    }  # fmt: skip
    return render(request, "ui/form_page.html", words, status=422 if form.errors else 200)


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in values.items()}


@require_POST
def making(request: HttpRequest, change_id: int) -> HttpResponse:
    """Make the change that was looked at."""
    view = reads.bulk_view(viewer=viewer_of(request), change_id=change_id)
    return _go(request, view, work.MAKE, {"change": change_id})


@require_POST
def taking_back(request: HttpRequest, change_id: int) -> HttpResponse:
    """Take the whole change back, except what somebody changed since."""
    view = reads.bulk_view(viewer=viewer_of(request), change_id=change_id)
    return _go(request, view, work.TAKE_BACK, {"change": change_id})


def _go(request: HttpRequest, view: BulkView, kind: str, given: Mapping[str, Any]) -> HttpResponse:
    """Do it at once for few records, else as a job whose progress is shown."""
    by, at, address = viewer_of(request), timezone.now(), reverse(PAGE, args=[view.id])
    if view.total > AT_ONCE:
        job = jobs.start(kind=kind, by=by, at=at, arguments=given, key=f"{kind}:{view.id}")
        return redirect(f"{reverse('jobs:job', args=[job.pk])}?next={address}")
    if kind == work.LOOK:
        writes.look_ahead(
            change_id=given["change"], action=given["action"], values=given["values"], by=by, at=at
        )  # fmt: skip
    elif kind == work.MAKE:
        writes.make_changes(change_id=given["change"], by=by, at=at)
    else:
        writes.take_changes_back(change_id=given["change"], by=by, at=at)
    return redirect(address)
