"""Pages of promises: the list, one promise, making, changing and settling it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.people import reads as people
from accord.apps.promises import forms, permissions, reads, writes
from accord.apps.promises.models import Promise
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, csv_response
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer


def promises(request: HttpRequest) -> HttpResponseBase:
    """List the promises the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.promises_spec(viewer=viewer, as_of=today))
    if request.GET.get("format") == "csv":
        headers = [_("Promise"), _("Who"), _("To whom"), _("Due"), _("First due"), _("State"), _("Kept"), _("About")]
        rows = (
            (line.what, line.owner, line.made_to, line.due_date, line.first_due_date, line.state_label,
             line.kept_at.date() if line.kept_at else None, line.about_title)
            for line in reads.all_promise_lines(viewer=viewer, query=query, as_of=today)
        )  # fmt: skip
        return csv_response(rows, headers, "promises.csv")
    page = reads.promise_lines(viewer=viewer, query=query, as_of=today)
    tabs = [_tab(request, label, address) for label, address in _tabs()]
    return render(request, "promises/promises.html", {"query": query, "page": page, "tabs": tabs})


def _tabs() -> list[tuple[str, str]]:
    return [
        (_("All"), ""),
        (_("Mine, open"), "part=mine&state=open"),
        (_("Open"), "state=open"),
        (_("Late"), "due=late"),
        (_("Kept"), "state=kept"),
    ]


def _tab(request: HttpRequest, label: str, address: str) -> dict[str, Any]:
    here = request.META.get("QUERY_STRING", "")
    return {"label": label, "url": f"?{address}", "active": here == address}


def promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Show one promise with its history."""
    page = reads.promise_page(viewer=viewer_of(request), promise_id=promise_id, as_of=timezone.localdate())
    return render(request, "promises/promise.html", {"page": page, "line": page.line})


def make_promise(request: HttpRequest) -> HttpResponse:
    """Promise something, or write down what another person promised."""
    viewer = viewer_of(request)
    everybody = people.person_choices(viewer=viewer)
    writes_down = may(viewer, permissions.WRITE_DOWN)
    owners = everybody if writes_down else [one for one in everybody if one[0] == viewer.pk]
    about = _about(request, viewer)
    return _answer(
        request,
        make=lambda *a, **k: forms.PromiseForm(*a, owners=owners, people=everybody, **k),
        save=lambda form: writes.make_promise(
            **form.values(), about=about[0] if about else None, by=viewer, at=timezone.now()
        ),
        words={
            "heading": _("Write down a promise") if writes_down else _("Promise something"),
            "lead": _("One thing, one person, one day: that is what others can count on."),
            "submit": _("Make the promise"),
            "cancel": reverse("promises:promises"),
            "about": about[1] if about else None,
        },
        saved=_("The promise is made."),
        initial={"owner": viewer.pk},
    )


def _about(request: HttpRequest, viewer: Viewer) -> tuple[Ref, tuple[str, str]] | None:
    """Read the record a new promise is about from the address, if the viewer may see it."""
    try:
        ref = Ref.parse(request.GET.get("about", ""))
    except ValueError:
        return None
    named = titles(viewer=viewer, refs=[ref]).get(ref)
    return (ref, named) if named else None


def edit_promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Change the words, the day or to whom it is made."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    everybody = people.person_choices(viewer=viewer, with_id=found.made_to_id)
    return _answer(
        request,
        make=lambda *a, **k: forms.EditForm(*a, people=everybody, **k),
        save=lambda form: writes.edit_promise(
            promise=found, values=form.values(), reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=_words(found, _("Change this promise"), _("Save"), ""),
        saved=_("Saved."),
        initial={
            "what": found.what, "due_date": found.due_date, "made_to": found.made_to_id, "version": found.version
        },
    )  # fmt: skip


def keeping(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Say that a promise is kept."""
    viewer, found = _settled(request, promise_id)
    return _answer(
        request,
        make=forms.KeepForm,
        save=lambda form: writes.keep_promise(
            promise=found, proof=form.cleaned_data["proof"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(found, _("Kept"), _("It is kept"), found.what),
        saved=_("Well done. The promise is kept."),
        initial={"version": found.version},
    )  # fmt: skip


def missing(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Say that a promise was not kept."""
    viewer, found = _settled(request, promise_id)
    return _answer(
        request,
        make=forms.MissForm,
        save=lambda form: writes.miss_promise(
            promise=found, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(found, _("Not kept"), _("It was not kept"), found.what),
        saved=_("Noted. Thank you for saying so."),
        initial={"version": found.version},
    )  # fmt: skip


def withdrawal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take a promise back before its time."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    return _answer(
        request,
        make=forms.WithdrawForm,
        save=lambda form: writes.withdraw_promise(
            promise=found, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(found, _("Withdraw this promise"), _("Withdraw it"), found.what),
        saved=_("The promise is withdrawn."),
        initial={"version": found.version},
    )  # fmt: skip


@require_POST
def reopening(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Open a settled promise again."""
    viewer = viewer_of(request)
    writes.reopen_promise(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    messages.success(request, _("The promise is open again."))
    return redirect("promises:promise", promise_id)


def _settled(request: HttpRequest, promise_id: int) -> tuple[Viewer, Promise]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_settle(viewer, found)
    return viewer, found


def _words(found: Promise, heading: str, submit: str, lead: str) -> dict[str, Any]:
    cancel = reverse("promises:promise", args=[found.pk])
    return {"heading": heading, "lead": lead, "submit": submit, "cancel": cancel, "promise": found}


def _answer(
    request: HttpRequest,
    *,
    make: Callable[..., django_forms.Form],
    save: Callable[[Any], Promise],
    words: Mapping[str, Any],
    saved: str,
    initial: Mapping[str, Any],
) -> HttpResponse:
    """Show a form, or save it and go to the promise; see ``ui.pages.answer``."""
    return answer(
        request, make=make, save=save, words=words, saved=saved, initial=initial, template="promises/form.html",
        back=lambda done: reverse("promises:promise", args=[done.pk]),
    )  # fmt: skip
