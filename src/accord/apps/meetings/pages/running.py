"""The one screen to run a meeting by: the item under way, notes, decisions, promises, the parking lot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.meetings import forms, permissions, reads, writes
from accord.apps.meetings.pages.answering import answer, at_fields
from accord.apps.meetings.rules import Outcome
from accord.apps.meetings.rules.running import NoteKind
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, WrongState

Forms = dict[str, django_forms.Form]
NOTE, PARK, DECIDE, PROMISE = "note", "park", "decide", "promise"


def run(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the screen of a running meeting."""
    return _show(request, meeting_id)


def changes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Give what changed since a state was seen: nothing (204), or the part of the screen that has no fields."""
    if request.GET.get("seen") == reads.stamp(viewer=viewer_of(request), meeting_id=meeting_id):
        return HttpResponse(status=204)
    return render(request, "meetings/live.html", _live(request, meeting_id))


def writing(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Give the fields anew, for the item that is under way now."""
    page = _page(request, meeting_id)
    return render(request, "meetings/writing.html", _context(page, _forms(page)))


@require_POST
def under_way(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Go to an item of the agenda, or to none."""
    asked = request.POST.get("item", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Invalid(_("Choose an item of this agenda."))
    writes.go_to(meeting_id=meeting_id, item_id=int(asked) if asked else None, by=viewer_of(request), at=timezone.now())
    if _is_part(request):
        return render(request, "meetings/live.html", _live(request, meeting_id))
    return redirect(_address(meeting_id))


@require_POST
def note(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write a note."""

    def save(form: forms.NoteForm) -> None:
        writes.write_note(meeting_id=meeting_id, **form.values(), by=viewer_of(request), at=timezone.now())

    return _save(request, meeting_id, NOTE, save, _("Noted."))


@require_POST
def parking(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Park something for another time."""

    def save(form: forms.ParkForm) -> None:
        writes.write_note(
            meeting_id=meeting_id, **form.values(), kind=NoteKind.PARKED, by=viewer_of(request), at=timezone.now()
        )

    return _save(request, meeting_id, PARK, save, _("Parked. It is offered to the next agenda."))


@require_POST
def deciding(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Record what is decided on an item."""
    return _save(request, meeting_id, DECIDE, _outcome(request, meeting_id, Outcome.DECISION), _("Decided."))


@require_POST
def promising(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Record what is promised on an item."""
    return _save(request, meeting_id, PROMISE, _outcome(request, meeting_id, Outcome.PROMISE), _("Promised."))


def _outcome(request: HttpRequest, meeting_id: int, kind: str) -> Callable[[Any], None]:
    def save(form: Any) -> None:
        item_id = form.cleaned_data["item"]
        if item_id is None:
            raise Invalid(_("Choose an item of the agenda first: what is decided or promised belongs to one."))
        if permissions.find_item(viewer_of(request), item_id).meeting_id != meeting_id:
            raise NotFound(_("There is no such agenda item, or it is not open to you."))
        writes.record_outcome(
            item_id=item_id, kind=kind, **form.values(), seen_version=form.cleaned_data["version"],
            by=viewer_of(request), at=timezone.now(),
        )  # fmt: skip

    return save


def edit_note(request: HttpRequest, meeting_id: int, note_id: int) -> HttpResponse:
    """Change a note of one's own."""
    found = permissions.find_note(viewer_of(request), note_id)
    if found.meeting_id != meeting_id:
        raise NotFound(_("There is no such note, or it is not open to you."))
    if found.author_id != viewer_of(request).pk:
        raise NotAllowed(_("Only who wrote a note can change it. Write one of your own."))
    return answer(
        request,
        make=forms.NoteEditForm,
        save=lambda form: writes.edit_note(
            note_id=note_id, text=form.cleaned_data["text"], seen_version=form.cleaned_data["version"],
            by=viewer_of(request), at=timezone.now(),
        ),
        words={"heading": _("Change your note"), "submit": _("Save"), "cancel": _address(meeting_id),
               "meeting": found.meeting},
        saved=_("Saved."),
        back=lambda done: _address(meeting_id),
        initial={"text": found.text, "version": found.version},
    )  # fmt: skip


def _save(request: HttpRequest, meeting_id: int, which: str, save: Callable[[Any], None], said: str) -> HttpResponse:
    """Save one of the forms; what was typed in it is kept if it cannot be saved, and nothing else is touched."""
    page = _page(request, meeting_id)
    form = _bound(page, which, request)
    if form.is_valid():
        try:
            save(form)
        except Invalid as refusal:
            add_refusal(form, at_fields(refusal))
        except (WrongState, EditConflict) as refusal:
            form.add_error(None, refusal.message)
    if form.errors:
        return _again(request, page, which, form)
    if not _is_part(request):
        messages.success(request, said)
        return redirect(_address(meeting_id))
    page = _page(request, meeting_id)
    fresh = _forms(page)
    return render(
        request, "meetings/saved.html", {**_context(page, fresh), "which": which, "form": fresh[which], "said": said}
    )


def _again(request: HttpRequest, page: reads.RunningPage, which: str, form: django_forms.Form) -> HttpResponse:
    if _is_part(request):
        context = {**_context(page, {which: form}), "which": which, "form": form, "failed": which}
        return render(request, "meetings/saved.html", context, status=422)
    return render(request, "meetings/run.html", _context(page, {**_forms(page), which: form}, failed=which), status=422)


def _bound(page: reads.RunningPage, which: str, request: HttpRequest) -> Any:
    asked = request.POST.get(f"{which}-item", "")
    line = next((one for one in page.items if str(one.id) == asked), None)
    return _form(page, line, which, request.POST)


def _forms(page: reads.RunningPage) -> Forms:
    """Give the empty forms for the item under way."""
    return {which: _form(page, page.now, which, None) for which in (NOTE, PARK, DECIDE, PROMISE)}


def _form(page: reads.RunningPage, line: Any, which: str, data: Mapping[str, Any] | None) -> django_forms.Form:
    initial: dict[str, Any] = {"item": line.id if line else None, "version": line.version if line else None}
    if which in {NOTE, PARK}:
        kind = forms.NoteForm if which == NOTE else forms.ParkForm
        return kind(data, prefix=which, initial=initial)
    if which == DECIDE:
        waits = line is not None and (line.is_decision or line.decision_id is not None)
        return forms.DecideForm(data, prefix=which, initial=initial, people=page.people, waits=waits)
    return forms.PromisedForm(data, prefix=which, initial=initial, people=page.people)


def _show(request: HttpRequest, meeting_id: int) -> HttpResponse:
    page = _page(request, meeting_id)
    return render(request, "meetings/run.html", _context(page, _forms(page)))


def _live(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    page = _page(request, meeting_id)
    return {"page": page, "meeting": page.meeting}


def _context(page: reads.RunningPage, shown: Forms, *, failed: str = "") -> dict[str, Any]:
    return {"page": page, "meeting": page.meeting, "forms": shown, "failed": failed}


def _page(request: HttpRequest, meeting_id: int) -> reads.RunningPage:
    return reads.running_page(viewer=viewer_of(request), meeting_id=meeting_id, at=timezone.now())


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _address(meeting_id: int) -> str:
    return reverse("meetings:run", args=[meeting_id])
