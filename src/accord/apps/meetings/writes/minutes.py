"""Minutes: keeping the draft, correcting it, sending it; every version stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import rules
from accord.apps.meetings.events import MinutesCorrected, MinutesSent
from accord.apps.meetings.models import Meeting, Minutes, MinutesVersion
from accord.apps.meetings.reads.minutes import draft_for_all
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.minutes import MOST_TEXT
from accord.apps.meetings.rules.running import why_not_run
from accord.apps.meetings.writes.checking import MINUTES, locked, refuse, refuse_state
from accord.apps.trail import writes as trail
from accord.apps.ui.rules import Ref, Viewer

_WORDS = Reason(gettext_noop("Minutes without a word help nobody. Write what came of it."))
_NOT_HELD = Reason(gettext_noop("Mark the meeting as held first: minutes tell what happened."))
_SENT = Reason(gettext_noop("These minutes have been sent. Corrections show on their page, marked as such."))


@transaction.atomic
def correct_minutes(
    *, meeting_id: int, text: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Minutes:
    """Write the minutes as they should read; what they were drafted as and every version are kept.

    Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    meeting = locked(by, meeting_id)
    refuse_state(why_not_run(State(meeting.state)))
    text = "\n".join(text.split("\r\n")).strip()
    refuse(text=rules.why_not_words(text, most=MOST_TEXT) if text else _WORDS)
    minutes = _kept(meeting, at)
    changed = trail.edit(
        minutes, {"text": text}, event=MinutesCorrected, subject=Ref(MINUTES, minutes.pk), by=by, at=at,
        seen_version=seen_version, personal={"text": by.pk},
    )  # fmt: skip
    if changed:
        _keep_version(minutes, at, by)
    return minutes


@transaction.atomic
def send_minutes(*, meeting_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Minutes:
    """Send the minutes of a held meeting to everybody of it, those who were away too: they are told where they stand.

    Raises NotFound, NotAllowed, WrongState, EditConflict.
    """
    meeting = locked(by, meeting_id)
    refuse_state(None if meeting.state == State.HELD else _NOT_HELD)
    minutes = _kept(meeting, at)
    refuse_state(_SENT if minutes.sent_at else None)
    values = {"sent_at": at, "sent_by_id": by.pk, "sent_number": minutes.versions.count()}
    trail.edit(
        minutes, values, event=MinutesSent, subject=Ref(MINUTES, minutes.pk), by=by, at=at, seen_version=seen_version
    )
    return minutes


def _kept(meeting: Meeting, at: datetime) -> Minutes:
    """Get the minutes of a (locked) meeting; the first time they are drafted from what happened."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = Minutes.objects.create(meeting=meeting, text=draft_for_all(meeting), drafted_at=at)
        _keep_version(minutes, at, None)
    return minutes


def _keep_version(minutes: Minutes, at: datetime, by: Viewer | None) -> None:
    MinutesVersion.objects.create(
        minutes=minutes, number=minutes.versions.count() + 1, text=minutes.text, written_at=at,
        written_by_id=by.pk if by else None,
    )  # fmt: skip
