"""Notes and the parking lot: lines of their own that only their author changes, so that nobody overwrites anybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.events import NoteEdited, NoteParked, NoteWritten
from accord.apps.meetings.models import AgendaItem, Note
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.running import MOST_NOTE, MOST_NOTES, NoteKind, why_not_run
from accord.apps.meetings.writes.checking import ITEM, MEETING, NOTE, refuse, refuse_state
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotAllowed, NotFound, Ref, Viewer, WrongState

_WORDS = Reason(gettext_noop("Write something first."))


@transaction.atomic
def write_note(
    *, meeting_id: int, text: str, by: Viewer, at: datetime, item_id: int | None = None, kind: str = NoteKind.NOTE
) -> Note:
    """Write a line about an item or the meeting, or park something for another time.

    Raises NotFound, NotAllowed, Invalid, WrongState.
    """
    meeting = permissions.find(by, meeting_id)
    permissions.check_write(by, meeting)
    refuse_state(why_not_run(State(meeting.state)))
    text = text.strip()
    refuse(text=rules.why_not_words(text, most=MOST_NOTE) if text else _WORDS)
    if item_id is not None and not AgendaItem.objects.filter(pk=item_id, meeting=meeting).exists():
        raise NotFound(_("There is no such agenda item, or it is not open to you."))
    if Note.objects.filter(meeting=meeting).count() >= MOST_NOTES:
        raise WrongState(_("This meeting has as many notes as it can hold."))
    note = Note.objects.create(
        meeting=meeting, item_id=item_id, kind=str(kind), text=text, author_id=by.pk, written_at=at
    )
    event = NoteParked if kind == NoteKind.PARKED else NoteWritten
    changes = [Change(field="meeting", new=str(Ref(MEETING, meeting.pk)))]
    if item_id is not None:
        changes.append(Change(field="item", new=str(Ref(ITEM, item_id))))
    changes.append(Change(field="text", new=text, person_id=by.pk))
    trail.record(event(subject=Ref(NOTE, note.pk), changes=tuple(changes)), by=by, at=at)
    return note


@transaction.atomic
def edit_note(*, note_id: int, text: str, by: Viewer, at: datetime, seen_version: int | None = None) -> Note:
    """Change what one wrote oneself. Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict."""
    note = permissions.find_note(by, note_id)
    if note.author_id != by.pk:
        raise NotAllowed(_("Only who wrote a note can change it. Write one of your own."))
    refuse_state(why_not_run(State(note.meeting.state)))
    text = text.strip()
    refuse(text=rules.why_not_words(text, most=MOST_NOTE) if text else _WORDS)
    trail.edit(
        note, {"text": text}, event=NoteEdited, subject=Ref(NOTE, note.pk), by=by, at=at, seen_version=seen_version,
        personal={"text": by.pk},
    )  # fmt: skip
    return note


# no event: the erasure of a person is recorded by the write that erases the person
def erase_notes(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person wrote down in meetings; what came of it stays with the items. Returns how many lines."""
    return Note.objects.filter(author=person_id).exclude(text="").update(text="")
