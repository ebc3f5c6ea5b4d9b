"""The minutes of a meeting: as they read, to correct them, as they read once, sending; and the agenda that writes itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.apps.meetings import forms, reads, writes
from accord.apps.meetings.pages.answering import answer
from accord.apps.meetings.pages.one import editable, words
from accord.apps.meetings.rules.minutes import blocks, compared
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound


def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the minutes of a meeting."""
    page = reads.minutes_page(viewer=viewer_of(request), meeting_id=meeting_id)
    return render(request, "meetings/minutes.html", {"page": page, "meeting": page.meeting})


def edit_minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Correct the minutes as a text."""
    viewer, found = editable(request, meeting_id)
    page = reads.minutes_page(viewer=viewer, meeting_id=meeting_id)
    text = page.text if page.version else reads.draft_for_all(found)
    lead = (
        _("They have been sent: what you change is marked as corrected.")
        if page.sent_at
        else _("Topics that not everybody invited may see are not named. Name them if you want all to read it.")
    )
    return answer(
        request,
        make=forms.MinutesForm,
        save=lambda form: writes.correct_minutes(
            meeting_id=meeting_id, text=form.cleaned_data["text"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        words={**words(found, _("Correct the minutes"), _("Save")), "cancel": _address(meeting_id), "lead": lead},
        saved=_("Saved. The earlier version is kept."),
        back=lambda done: _address(meeting_id),
        initial={"text": text, "version": page.version or 1},
    )  # fmt: skip


def minutes_version(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """Show the minutes as they read once."""
    page = reads.minutes_page(viewer=viewer_of(request), meeting_id=meeting_id)
    found = reads.minutes_version(viewer=viewer_of(request), meeting_id=meeting_id, number=number)
    if found is None:
        raise NotFound(_("There is no such version of these minutes."))
    context = {"page": page, "meeting": page.meeting, "old": found, "blocks": tuple(blocks(compared(found.text, None)))}
    return render(request, "meetings/minutes.html", context)


@require_POST
def sending(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Send the minutes to everybody of the meeting."""
    asked = request.POST.get("version", "")
    seen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    writes.send_minutes(meeting_id=meeting_id, seen_version=seen, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Sent to everybody who was invited, those who were away too."))
    return redirect(_address(meeting_id))


@require_POST
def writing_agenda(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Let the agenda write itself."""
    done = writes.write_agenda(meeting_id=meeting_id, by=viewer_of(request), at=timezone.now())
    added = done.topics + done.carried
    said = ngettext("%(n)s item was added to the agenda.", "%(n)s items were added to the agenda.", added) % {
        "n": added
    }
    if added:
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing was added: the time is full, or nothing waits for these people."))
    return redirect(reverse("meetings:meeting", args=[meeting_id]) + "#agenda")


def _address(meeting_id: int) -> str:
    return reverse("meetings:minutes", args=[meeting_id])
