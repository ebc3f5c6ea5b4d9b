"""Running meetings as JSON: the agenda that writes itself, the item under way, notes, minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status

from accord.apps.meetings import permissions, reads, writes
from accord.apps.meetings.api.meetings import ANSWER, acting, router, shown
from accord.apps.meetings.rules.minutes import MOST_TEXT
from accord.apps.meetings.rules.running import MOST_NOTE, NoteKind
from accord.apps.ui.api import PROBLEMS, Body, Id, Version, one_of, text
from accord.apps.ui.permissions import door, viewer_of

NoteText = Annotated[str, text(MOST_NOTE)]


class MeetingNoteIn(Body):
    """A note on an item or the meeting, or something parked for another time."""

    text: NoteText
    item_id: Id | None = None
    kind: Annotated[str, one_of(NoteKind)] = NoteKind.NOTE


class MeetingNoteChange(Body):
    """Other words for a note of one's own."""

    text: NoteText
    version: Version | None = None


class MeetingNoteOut(Schema):
    """A note as its readers see it."""

    id: int
    item_id: int | None
    kind: str
    text: str
    author_id: int
    author: str
    written_at: datetime
    version: int


class UnderWayIn(Body):
    """The item that is under way; None: none is."""

    item_id: Id | None = None


class RunningOut(Schema):
    """Where a meeting is; ``stamp`` changes with everything that happens in it."""

    item_id: int | None
    since: datetime | None
    until: datetime | None
    stamp: str
    notes: list[MeetingNoteOut]


class MinutesOut(Schema):
    """The minutes of a meeting; without a version they are a draft of what happened."""

    text: str
    version: int | None
    sent_at: datetime | None
    is_corrected: bool


class MinutesIn(Body):
    """The minutes as they should read."""

    text: Annotated[str, text(MOST_TEXT)]
    version: Version | None = None


class MinutesSeen(Body):
    """The version that is sent."""

    version: Version | None = None


def now_of(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """Describe a running meeting as JSON."""
    page = reads.running_page(viewer=viewer_of(request), meeting_id=meeting_id, at=timezone.now())
    notes = [note for lines in page.notes.values() for note in lines] + list(page.parked)
    return {
        "item_id": page.now.id if page.now else None,
        "since": page.clock.since if page.clock else None,
        "until": page.clock.until if page.clock else None,
        "stamp": page.stamp,
        "notes": sorted(notes, key=lambda note: (note.written_at, note.id)),
    }


def kept(request: HttpRequest, meeting_id: int) -> Any:
    """Describe minutes as JSON."""
    return reads.minutes_page(viewer=viewer_of(request), meeting_id=meeting_id)


@router.post("/meetings/{meeting_id}/agenda", response=ANSWER)
@door(permissions.EDIT)
def write_agenda(request: HttpRequest, meeting_id: Id) -> Any:
    """Let the agenda write itself: what was left open, then the most pressing topics that fit."""
    writes.write_agenda(meeting_id=meeting_id, **acting(request))
    return shown(request, meeting_id)


@router.get("/meetings/{meeting_id}/running", response={200: RunningOut, **PROBLEMS})
@door(permissions.SEE)
def running(request: HttpRequest, meeting_id: Id) -> Any:
    """Tell which item is under way, until when, and what was noted."""
    return now_of(request, meeting_id)


@router.put("/meetings/{meeting_id}/running", response={200: RunningOut, **PROBLEMS})
@door(permissions.EDIT)
def go_to(request: HttpRequest, meeting_id: Id, data: UnderWayIn) -> Any:
    """Go to an item of the agenda; its time box begins now."""
    writes.go_to(meeting_id=meeting_id, item_id=data.item_id, **acting(request))
    return now_of(request, meeting_id)


@router.post("/meetings/{meeting_id}/notes", response={201: RunningOut, **PROBLEMS})
@door(permissions.WRITE)
def write_note(request: HttpRequest, meeting_id: Id, data: MeetingNoteIn) -> Any:
    """Write a note, or park something for another time."""
    writes.write_note(meeting_id=meeting_id, **data.model_dump(), **acting(request))
    return Status(201, now_of(request, meeting_id))


@router.patch("/meetings/notes/{note_id}", response={200: RunningOut, **PROBLEMS})
@door(permissions.WRITE)
def edit_note(request: HttpRequest, note_id: Id, data: MeetingNoteChange) -> Any:
    """Change a note of one's own."""
    note = writes.edit_note(note_id=note_id, text=data.text, seen_version=data.version, **acting(request))
    return now_of(request, note.meeting_id)


@router.get("/meetings/{meeting_id}/minutes", response={200: MinutesOut, **PROBLEMS})
@door(permissions.SEE)
def minutes(request: HttpRequest, meeting_id: Id) -> Any:
    """Give the minutes of a meeting, or their draft."""
    return kept(request, meeting_id)


@router.put("/meetings/{meeting_id}/minutes", response={200: MinutesOut, **PROBLEMS})
@door(permissions.EDIT)
def correct_minutes(request: HttpRequest, meeting_id: Id, data: MinutesIn) -> Any:
    """Correct the minutes; every version is kept."""
    writes.correct_minutes(meeting_id=meeting_id, text=data.text, seen_version=data.version, **acting(request))
    return kept(request, meeting_id)


@router.put("/meetings/{meeting_id}/minutes/sending", response={200: MinutesOut, **PROBLEMS})
@door(permissions.EDIT)
def send_minutes(request: HttpRequest, meeting_id: Id, data: MinutesSeen) -> Any:
    """Send the minutes to everybody of the meeting."""
    writes.send_minutes(meeting_id=meeting_id, seen_version=data.version, **acting(request))
    return kept(request, meeting_id)
