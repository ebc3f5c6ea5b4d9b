"""The agenda of a meeting: items, their order, what came of them, carrying over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.meetings import forms, permissions, reads, writes
from accord.apps.meetings.models import AgendaItem
from accord.apps.meetings.pages.answering import answer, at_fields
from accord.apps.meetings.pages.one import editable, people_choices, show_meeting, topic_choices, words
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Invalid, NotFound, WrongState


@require_POST
def add_item(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put a topic or a title on the agenda."""
    viewer = viewer_of(request)
    page = reads.meeting_page(viewer=viewer, meeting_id=meeting_id)
    permissions.check_write(viewer, page.meeting)
    form = forms.ItemForm(request.POST, topics=topic_choices(page))
    if form.is_valid():
        try:
            made = writes.put_on_agenda(meeting_id=meeting_id, **form.values(), by=viewer, at=timezone.now())
            return _back(request, made.meeting_id, made.pk, _("It is on the agenda."))
        except Invalid as refusal:
            add_refusal(form, refusal)
        except WrongState as refusal:
            form.add_error(None, refusal.message)
    return show_meeting(request, meeting_id, item_form=form, status=422)


def edit_item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Change the words or the time box of an item."""
    viewer, found = editable(request, meeting_id)
    item = _item(request, meeting_id, item_id)
    return answer(
        request,
        make=lambda *a, **k: forms.ItemEditForm(*a, has_topic=item.topic is not None, **k),
        save=lambda form: writes.edit_item(
            item_id=item_id, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words(found, _("Change this item"), _("Save")),
        saved=_("Saved."),
        back=lambda done: _address(meeting_id, item_id),
        initial={"title": item.title, "minutes": item.minutes, "version": item.version},
    )  # fmt: skip


@require_POST
def place(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Move an item to another place of the agenda."""
    asked = request.POST.get("position", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise Invalid(_("Say to which place of the agenda."))
    return _done(request, meeting_id, item_id, writes.move_item, _("Moved."), position=int(asked))


@require_POST
def removal(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take an item off the agenda."""
    return _done(request, meeting_id, item_id, writes.take_off, _("Taken off the agenda. It can be put back below."))


@require_POST
def restoring(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put an item that was taken off back."""
    return _done(request, meeting_id, item_id, writes.put_back, _("It is back on the agenda."))


@require_POST
def outcome(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Write what came of an item."""
    viewer, _found = editable(request, meeting_id)
    _item(request, meeting_id, item_id)
    page = reads.meeting_page(viewer=viewer, meeting_id=meeting_id)
    form = forms.OutcomeForm(request.POST, people=people_choices(page), prefix=f"item-{item_id}")
    if form.is_valid():
        try:
            writes.record_outcome(item_id=item_id, **form.values(), seen_version=form.cleaned_data["version"],
                                  by=viewer, at=timezone.now())  # fmt: skip
            return _back(request, meeting_id, item_id, _("The outcome is written down."))
        except Invalid as refusal:
            fields = {"what": "text"}
            at = at_fields(refusal).fields
            add_refusal(form, Invalid(refusal.message, {fields.get(name, name): said for name, said in at.items()}))
        except (WrongState, EditConflict) as refusal:
            form.add_error(None, refusal.message)
    return show_meeting(request, meeting_id, outcomes={item_id: form}, status=422)


@require_POST
def outcome_taking_back(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Open an item again."""
    said = _("The item is open again. A promise that was made stays until it is withdrawn on its own page.")
    return _done(request, meeting_id, item_id, writes.take_back_outcome, said)


@require_POST
def carrying(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Carry an item over to another meeting."""
    _item(request, meeting_id, item_id)
    asked = request.POST.get("to", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Invalid(_("Choose a meeting to carry it over to."))
    made = writes.carry_over(item_id=item_id, to_meeting_id=int(asked), by=viewer_of(request), at=timezone.now())
    return _back(request, made.meeting_id, made.pk, _("Carried over: it stands on this agenda now."))


def _item(request: HttpRequest, meeting_id: int, item_id: int) -> AgendaItem:
    item = permissions.find_item(viewer_of(request), item_id)
    if item.meeting_id != meeting_id:
        raise NotFound(_("There is no such agenda item, or it is not open to you."))
    return item


def _done(
    request: HttpRequest, meeting_id: int, item_id: int, write: Callable[..., Any], said: str, **more: Any
) -> HttpResponse:
    _item(request, meeting_id, item_id)
    write(item_id=item_id, by=viewer_of(request), at=timezone.now(), **more)
    return _back(request, meeting_id, item_id, said)


def _back(request: HttpRequest, meeting_id: int, item_id: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_address(meeting_id, item_id))


def _address(meeting_id: int, item_id: int) -> str:
    return reverse("meetings:meeting", args=[meeting_id]) + f"#item-{item_id}"
