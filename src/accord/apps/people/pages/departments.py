"""The tree of departments and one department."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.people import forms, reads, writes
from accord.apps.people.permissions import EDIT_PEOPLE, may
from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Invalid

FORM = "people/department_form.html"


def departments(request: HttpRequest) -> HttpResponse:
    """Show the organisation as a tree."""
    viewer = viewer_of(request)
    context = {"nodes": reads.department_tree(viewer=viewer), "may_edit": may(viewer, EDIT_PEOPLE)}
    return render(request, "people/departments.html", context)


def department(request: HttpRequest, department_id: int) -> HttpResponse:
    """Show one department."""
    shown = reads.department_page(viewer=viewer_of(request), department_id=department_id)
    return render(request, "people/department.html", {"department": shown})


def add_department(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    viewer = viewer_of(request)
    form = forms.DepartmentForm(
        request.POST or None, initial={"parent": request.GET.get("parent")}, **_choices(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = writes.add_department(**form.values(), by=viewer, at=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": added.name})
            return redirect("people:department", added.pk)
    return _form(request, form, {"cancel": reverse("people:departments")})


def edit_department(request: HttpRequest, department_id: int) -> HttpResponse:
    """Change or move a department; somebody else's change meanwhile is shown, and nothing typed is lost."""
    viewer = viewer_of(request)
    shown = reads.department_page(viewer=viewer, department_id=department_id)
    line, choices = shown.line, _choices(request, department_id, shown.line.head_id)
    start = {"name": line.name, "side": line.side, "parent": line.parent_id, "head": line.head_id,
             "version": line.version}  # fmt: skip
    form = forms.DepartmentForm(request.POST or None, initial=start, **choices)
    context = {"department": shown, "cancel": reverse("people:department", args=[department_id])}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            writes.edit_department(department_id=department_id, values=form.values(), seen_version=seen, by=viewer,
                                   at=timezone.now())  # fmt: skip
        except Invalid as refusal:
            add_refusal(form, refusal)
        except EditConflict as conflict:
            form = forms.DepartmentForm(merge_conflict(request.POST, conflict), **choices)
            return _form(request, form, {**context, "conflict": conflict}, status=409)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:department", department_id)
    return _form(request, form, context)


@require_POST
def department_removal(request: HttpRequest, department_id: int) -> HttpResponse:
    """Remove a department that nothing belongs to."""
    writes.remove_department(department_id=department_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The department is removed."))
    return redirect("people:departments")


def _choices(request: HttpRequest, without: int | None = None, head: int | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    return {
        "departments": reads.department_choices(viewer=viewer, without_below=without),
        "people": reads.person_choices(viewer=viewer, with_id=head),
    }


def _form(request: HttpRequest, form: Any, context: dict[str, Any], status: int = 0) -> HttpResponse:
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, FORM, {"form": form, **context}, status=status)
