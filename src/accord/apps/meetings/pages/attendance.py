"""Who will come to a meeting, and who was there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.meetings import forms, reads, writes
from accord.apps.meetings.pages.one import editable, words
from accord.apps.meetings.rules.presence import Presence, Reply
from accord.apps.people import reads as people
from accord.apps.ui import pages
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid

EVERYBODY, REST_AWAY = "everybody", "rest_away"


def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show who will come, or note who was there: one press a person, or one for everybody not noted yet."""
    viewer = viewer_of(request)
    page = reads.attendance_page(viewer=viewer, meeting_id=meeting_id, at=timezone.now())
    if request.method != "POST":
        return render(request, "meetings/attendance.html", {"page": page, "meeting": page.meeting})
    said = {EVERYBODY: Presence.PRESENT, REST_AWAY: Presence.ABSENT}.get(request.POST.get("who", ""))
    if said is None:
        raise Invalid(_("Say who was there."))
    presence = {one.id: said.value for one in page.people if not one.presence}
    writes.note_presence(meeting_id=meeting_id, presence=presence, by=viewer, at=timezone.now())
    return pages.done(request, _("Noted."), _address(meeting_id))


@require_POST
def presence(request: HttpRequest, meeting_id: int, person_id: int) -> HttpResponse:
    """Note whether one person was there, or take it back."""
    said = {person_id: request.POST.get("presence", "")}
    writes.note_presence(meeting_id=meeting_id, presence=said, by=viewer_of(request), at=timezone.now())
    return pages.done(request, _("Noted."), f"{_address(meeting_id)}#person-{person_id}")


def deputy(request: HttpRequest, meeting_id: int, person_id: int) -> HttpResponse:
    """Note who spoke on somebody's behalf."""
    viewer, found = editable(request, meeting_id)
    others = [one for one in people.person_choices(viewer=viewer) if one[0] != person_id]
    return pages.answer(
        request,
        template="meetings/form.html",
        make=lambda *a, **k: forms.DeputyForm(*a, people=others, **k),
        save=lambda form: writes.note_presence(
            meeting_id=meeting_id, presence={person_id: Presence.REPRESENTED.value},
            deputies={person_id: form.cleaned_data["deputy"]}, by=viewer, at=timezone.now(),
        ),
        words={
            **words(found, _("Somebody spoke on their behalf"), _("Note it")),
            "lead": _("They count for their own side: an IT colleague does not make the business present."),
            "cancel": _address(meeting_id),
        },
        saved=_("Noted."),
        back=lambda done: _address(meeting_id),
    )  # fmt: skip


@require_POST
def reply(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say whether one will come."""
    said = request.POST.get("reply", "")
    writes.reply(meeting_id=meeting_id, reply=said, by=viewer_of(request), at=timezone.now())
    answers = {Reply.YES: _("They know that you will be there."), Reply.NO: _("They know that you cannot come.")}
    return pages.done(request, answers[Reply(said)] if said else _("Taken back."), _address(meeting_id))


@require_POST
def coming(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say by one press that one will be there."""
    writes.reply(meeting_id=meeting_id, reply=Reply.YES.value, by=viewer_of(request), at=timezone.now())
    return pages.done(request, _("They know that you will be there."), _address(meeting_id))


def _address(meeting_id: int) -> str:
    return reverse("meetings:attendance", args=[meeting_id])
