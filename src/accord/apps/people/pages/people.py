"""The list of people, one person, and what is done about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accord.apps.people import forms, reads, writes
from accord.apps.people.permissions import EDIT_PEOPLE, SEE_CONTACTS, may
from accord.apps.people.rules import SIDE_LABELS
from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.reads import own_key
from accord.apps.ui.rules import EditConflict, Invalid, WrongState


def people(request: HttpRequest) -> HttpResponseBase:
    """List people, or send the list as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.people_spec(viewer=viewer))
    if file_asked(request):
        lines = reads.person_lines(viewer=viewer, query=query)
        columns = [
            _("Name"),
            _("Title"),
            _("Department"),
            _("Side"),
            _("Mail address"),
            _("Roles"),
            _("Key in the source"),
        ]
        rows = (
            (x.name, x.title, x.department, SIDE_LABELS.get(x.side, ""), x.email, x.role_labels,
             x.external_key or own_key(pk=x.id))
            for x in lines
        )  # fmt: skip
        return list_file(request, rows, columns, "people")
    page = reads.people_page(viewer=viewer, query=query)
    return render(request, "people/people.html", {"query": query, "page": page, **_may(request)})


def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one person."""
    return _person(request, person_id)


def add_person(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    viewer = viewer_of(request)
    departments = reads.department_choices(viewer=viewer)
    form = forms.PersonForm(request.POST or None, departments=departments,
                            initial={"department": request.GET.get("department")})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            added = writes.add_person(**form.values(), by=viewer, at=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": added.name})
            return redirect("people:person", added.pk)
    return _form(request, "people/person_form.html", form, {"cancel": reverse("people:people")})


def edit_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change a person; somebody else's change meanwhile is shown, and nothing typed is lost."""
    viewer = viewer_of(request)
    shown = reads.person_page(viewer=viewer, person_id=person_id)
    line, departments = shown.line, reads.department_choices(viewer=viewer)
    start = {"name": line.name, "title": line.title, "department": line.department_id, "email": line.email,
             "version": line.version}  # fmt: skip
    form = forms.PersonForm(request.POST or None, departments=departments, initial=start)
    context: dict[str, Any] = {"person": shown, "cancel": reverse("people:person", args=[person_id])}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            writes.edit_person(person_id=person_id, values=form.values(), seen_version=seen, by=viewer,
                               at=timezone.now())  # fmt: skip
        except Invalid as refusal:
            add_refusal(form, refusal)
        except EditConflict as conflict:
            form = forms.PersonForm(merge_conflict(request.POST, conflict), departments=departments)
            return _form(request, "people/person_form.html", form, {**context, "conflict": conflict}, status=409)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:person", person_id)
    return _form(request, "people/person_form.html", form, context)


@require_POST
def leaving(request: HttpRequest, person_id: int) -> HttpResponse:
    """Note that somebody left."""
    form = forms.LeavingForm(request.POST)
    if not form.is_valid():
        return _person(request, person_id, leaving=form, status=422)
    left = writes.leave(person_id=person_id, left_date=form.cleaned_data["left_date"], by=viewer_of(request),
                        at=timezone.now())  # fmt: skip
    messages.success(request, _("Noted. %(name)s can no longer sign in.") % {"name": left.name})
    return redirect("people:person", person_id)


@require_POST
def coming_back(request: HttpRequest, person_id: int) -> HttpResponse:
    """Note that somebody is back."""
    back = writes.return_person(person_id=person_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("%(name)s is back. To sign in, they need a new invitation.") % {"name": back.name})
    return redirect("people:person", person_id)


@require_POST
def roles(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give or take one role."""
    form = forms.RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("There is no such role."))
    write = writes.grant_role if form.cleaned_data["give"] else writes.take_role
    write(person_id=person_id, role=form.cleaned_data["role"], by=viewer_of(request), at=timezone.now())
    return redirect(reverse("people:person", args=[person_id]) + "#roles")


@never_cache
@require_POST
def invitation(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make an invitation and show its link, this once."""
    token = writes.invite(person_id=person_id, by=viewer_of(request), at=timezone.now())
    link = request.build_absolute_uri(reverse("people:invitation", args=[token]))
    return _person(request, person_id, link=link)


@require_POST
def invitation_withdrawal(request: HttpRequest, person_id: int) -> HttpResponse:
    """End the open invitation of a person."""
    ended = writes.withdraw_invitations(person_id=person_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The invitation is withdrawn.") if ended else _("There was no open invitation."))
    return redirect("people:person", person_id)


def erasure(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say what erasing means, and do it once the name was typed."""
    viewer = viewer_of(request)
    shown = reads.person_page(viewer=viewer, person_id=person_id)
    if request.method == "POST":
        if request.POST.get("name", "").strip() != shown.line.name:
            problem = _("Type the name exactly as it stands above.")
            return render(request, "people/erasure.html", {"person": shown, "problem": problem}, status=422)
        erased = writes.erase_person(person_id=person_id, by=viewer, at=timezone.now())
        messages.success(request, _("The data is erased, with %(n)s values of the trail.") % {"n": erased})
        return redirect("people:people")
    if not shown.can_erase:
        raise WrongState(_("This person's data cannot be erased by you now."))
    return render(request, "people/erasure.html", {"person": shown})


def _person(request: HttpRequest, person_id: int, *, leaving: forms.LeavingForm | None = None, link: str = "",
            status: int = 200) -> HttpResponse:  # fmt: skip
    shown = reads.person_page(viewer=viewer_of(request), person_id=person_id)
    form = leaving or forms.LeavingForm(initial={"left_date": timezone.localdate()})
    context = {"person": shown, "leaving": form, "link": link, "now": timezone.now()}
    return render(request, "people/person.html", context, status=status)


def _form(request: HttpRequest, template: str, form: Any, context: dict[str, Any], status: int = 0) -> HttpResponse:
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, template, {"form": form, **context}, status=status)


def _may(request: HttpRequest) -> dict[str, bool]:
    viewer = viewer_of(request)
    return {"may_edit": may(viewer, EDIT_PEOPLE), "sees_contacts": may(viewer, SEE_CONTACTS)}
