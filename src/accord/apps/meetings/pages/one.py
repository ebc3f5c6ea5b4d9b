"""One meeting: its page, planning, changing, who is invited, held or cancelled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.meetings import forms, permissions, reads, writes
from accord.apps.meetings.models import Meeting
from accord.apps.meetings.pages.answering import answer
from accord.apps.people import reads as people
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer

SUGGESTED = 5


def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show one meeting with its agenda."""
    return show_meeting(request, meeting_id)


def show_meeting(
    request: HttpRequest,
    meeting_id: int,
    *,
    item_form: forms.ItemForm | None = None,
    outcomes: dict[int, forms.OutcomeForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of a meeting; forms that could not be saved stand where they were typed."""
    page = reads.meeting_page(viewer=viewer_of(request), meeting_id=meeting_id)
    if item_form is None:
        item_form = forms.ItemForm(topics=topic_choices(page))
    context = {
        "page": page,
        "meeting": page.meeting,
        "item_form": item_form,
        "items": [(line, _outcome_form(page, line, outcomes or {})) for line in page.agenda],
        "failed": set(outcomes or {}),
        "suggested": page.candidates[:SUGGESTED],
    }
    return render(request, "meetings/meeting.html", context, status=status)


def topic_choices(page: reads.MeetingPage) -> list[tuple[str, str]]:
    """Give the candidates as a form takes them."""
    return [(str(one.ref), one.sentence) for one in page.candidates]


def people_choices(page: reads.MeetingPage) -> list[tuple[int, str]]:
    """Give who takes part as a form takes them."""
    return [(one.id, one.name) for one in page.people]


def _outcome_form(
    page: reads.MeetingPage, line: reads.AgendaLine, typed: dict[int, forms.OutcomeForm]
) -> forms.OutcomeForm | None:
    if line.id in typed:
        return typed[line.id]
    if not page.can_edit or not line.is_open or page.meeting.state == "cancelled":
        return None
    return forms.OutcomeForm(people=people_choices(page), prefix=f"item-{line.id}", initial={"version": line.version})


def plan_meeting(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    viewer = viewer_of(request)
    everybody = people.person_choices(viewer=viewer)
    return answer(
        request,
        make=lambda *a, **k: forms.NewMeetingForm(*a, people=everybody, **k),
        save=lambda form: writes.plan_meeting(**form.values(), by=viewer, at=timezone.now()),
        words={
            "heading": _("Plan a meeting"),
            "lead": _("Who needs to be in the room to settle something? The agenda follows."),
            "submit": _("Plan the meeting"),
            "cancel": reverse("meetings:meetings"),
        },
        saved=_("The meeting is planned. Now put something on its agenda."),
        back=lambda made: _address(made.pk),
        initial={"chair": viewer.pk},
    )


def edit_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change title, time, place or chair."""
    viewer, found = editable(request, meeting_id)
    everybody = people.person_choices(viewer=viewer, with_id=found.chair_id)
    return answer(
        request,
        make=lambda *a, **k: forms.MeetingForm(*a, people=everybody, **k),
        save=lambda form: writes.edit_meeting(
            meeting_id=meeting_id, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words(found, _("Change this meeting"), _("Save")),
        saved=_("Saved."),
        back=lambda done: _address(meeting_id),
        initial={
            "title": found.title, "starts_at": timezone.localtime(found.starts_at), "minutes": found.minutes,
            "place": found.place, "chair": found.chair_id, "version": found.version,
        },
    )  # fmt: skip


def invite(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Invite people besides."""
    viewer, found = editable(request, meeting_id)
    here = {found.chair_id, *found.attendees.values_list("pk", flat=True)}
    others = [one for one in people.person_choices(viewer=viewer) if one[0] not in here]
    return answer(
        request,
        make=lambda *a, **k: forms.InviteForm(*a, people=others, **k),
        save=lambda form: writes.invite(
            meeting_id=meeting_id, person_ids=form.cleaned_data["people"], by=viewer, at=timezone.now()
        ),
        words=words(found, _("Invite people"), _("Invite")),
        saved=_("Invited."),
        back=lambda done: _address(meeting_id) + "#people",
    )


@require_POST
def uninvite(request: HttpRequest, meeting_id: int, person_id: int) -> HttpResponse:
    """Take a person off the list."""
    writes.uninvite(meeting_id=meeting_id, person_id=person_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Taken off the list."))
    return redirect(_address(meeting_id) + "#people")


@require_POST
def holding(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Mark a meeting as held."""
    writes.hold_meeting(meeting_id=meeting_id, by=viewer_of(request), at=timezone.now())
    said = _("The meeting is marked as held. Who was there?")
    return done(request, said, reverse("meetings:attendance", args=[meeting_id]))


def cancellation(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Cancel a meeting and say why."""
    viewer, found = editable(request, meeting_id)
    return answer(
        request,
        make=forms.CancelForm,
        save=lambda form: writes.cancel_meeting(
            meeting_id=meeting_id, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        words=words(found, _("Cancel this meeting"), _("Cancel the meeting")),
        saved=_("The meeting is cancelled. Its open items can be carried over."),
        back=lambda done: _address(meeting_id),
        initial={"version": found.version},
    )  # fmt: skip


@require_POST
def reopening(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Open a held or cancelled meeting again."""
    writes.reopen_meeting(meeting_id=meeting_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The meeting is planned again."))
    return redirect(_address(meeting_id))


def editable(request: HttpRequest, meeting_id: int) -> tuple[Viewer, Meeting]:
    """Get the viewer and a meeting they may change. Raises NotFound, NotAllowed."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, meeting_id)
    permissions.check_edit(viewer, found)
    return viewer, found


def words(found: Meeting, heading: str, submit: str) -> dict[str, Any]:
    """Give a form page of a meeting its words."""
    return {"heading": heading, "submit": submit, "cancel": _address(found.pk), "meeting": found}


def _address(meeting_id: int) -> str:
    return reverse("meetings:meeting", args=[meeting_id])
