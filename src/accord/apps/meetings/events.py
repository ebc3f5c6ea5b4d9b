"""What the trail records about meetings; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    """{actor} planned the meeting “{subject}” for {starts_at}."""

    code: ClassVar[str] = "meetings.meeting.planned"


@dataclass(frozen=True, kw_only=True)
class MeetingEdited(Event):
    """{actor} changed the meeting “{subject}”: {changes}."""

    code: ClassVar[str] = "meetings.meeting.edited"


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(Event):
    """{actor} moved the meeting “{subject}” to {starts_at}."""

    code: ClassVar[str] = "meetings.meeting.moved"


@dataclass(frozen=True, kw_only=True)
class MeetingCameRound(Event):
    """{actor} put the next meeting of its series, “{subject}”, on the calendar for {starts_at}."""

    code: ClassVar[str] = "meetings.meeting.came_round"


@dataclass(frozen=True, kw_only=True)
class MeetingFollowed(Event):
    """“{subject}” changed with its series: {changes}."""

    code: ClassVar[str] = "meetings.meeting.followed"


@dataclass(frozen=True, kw_only=True)
class MeetingDropped(Event):
    """“{subject}” is off the calendar: its series no longer has this date."""

    code: ClassVar[str] = "meetings.meeting.dropped"


@dataclass(frozen=True, kw_only=True)
class Replied(Event):
    """{actor} said whether they will come to “{subject}”: {reply}."""

    code: ClassVar[str] = "meetings.meeting.replied"


@dataclass(frozen=True, kw_only=True)
class PresenceNoted(Event):
    """{actor} noted for “{subject}”: {person} – {presence}."""

    code: ClassVar[str] = "meetings.meeting.presence_noted"


@dataclass(frozen=True, kw_only=True)
class SeriesPlanned(Event):
    """{actor} planned the series “{subject}”."""

    code: ClassVar[str] = "meetings.series.planned"


@dataclass(frozen=True, kw_only=True)
class SeriesEdited(Event):
    """{actor} changed the series “{subject}”: {changes}."""

    code: ClassVar[str] = "meetings.series.edited"


@dataclass(frozen=True, kw_only=True)
class SeriesJoined(Event):
    """{actor} added {person} to the series “{subject}”."""

    code: ClassVar[str] = "meetings.series.joined"


@dataclass(frozen=True, kw_only=True)
class SeriesLeft(Event):
    """{actor} took {person} off the series “{subject}”."""

    code: ClassVar[str] = "meetings.series.left"


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """{actor} ended the series “{subject}”: {reason}."""

    code: ClassVar[str] = "meetings.series.ended"


@dataclass(frozen=True, kw_only=True)
class SeriesResumed(Event):
    """{actor} let the series “{subject}” go on."""

    code: ClassVar[str] = "meetings.series.resumed"


@dataclass(frozen=True, kw_only=True)
class FeedMade(Event):
    """{actor} made a calendar address."""

    code: ClassVar[str] = "meetings.feed.made"


@dataclass(frozen=True, kw_only=True)
class FeedRevoked(Event):
    """{actor} ended a calendar address."""

    code: ClassVar[str] = "meetings.feed.revoked"


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """{actor} invited {person} to “{subject}”."""

    code: ClassVar[str] = "meetings.meeting.invited"


@dataclass(frozen=True, kw_only=True)
class PersonUninvited(Event):
    """{actor} took {person} off the list of “{subject}”."""

    code: ClassVar[str] = "meetings.meeting.uninvited"


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """{actor} marked the meeting “{subject}” as held."""

    code: ClassVar[str] = "meetings.meeting.held"


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """{actor} cancelled the meeting “{subject}”: {reason}."""

    code: ClassVar[str] = "meetings.meeting.cancelled"


@dataclass(frozen=True, kw_only=True)
class MeetingReopened(Event):
    """{actor} opened the meeting “{subject}” again."""

    code: ClassVar[str] = "meetings.meeting.reopened"


@dataclass(frozen=True, kw_only=True)
class ItemAdded(Event):
    """{actor} put “{subject}” on the agenda of {meeting}: {minutes} minutes."""

    code: ClassVar[str] = "meetings.item.added"


@dataclass(frozen=True, kw_only=True)
class ItemEdited(Event):
    """{actor} changed the agenda item “{subject}”: {changes}."""

    code: ClassVar[str] = "meetings.item.edited"


@dataclass(frozen=True, kw_only=True)
class ItemMoved(Event):
    """{actor} moved “{subject}” to place {position} of the agenda."""

    code: ClassVar[str] = "meetings.item.moved"


@dataclass(frozen=True, kw_only=True)
class ItemTakenOff(Event):
    """{actor} took “{subject}” off the agenda."""

    code: ClassVar[str] = "meetings.item.taken_off"


@dataclass(frozen=True, kw_only=True)
class ItemPutBack(Event):
    """{actor} put “{subject}” back on the agenda."""

    code: ClassVar[str] = "meetings.item.put_back"


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(Event):
    """{actor} recorded a decision on “{subject}”: {outcome}."""

    code: ClassVar[str] = "meetings.item.decided"


@dataclass(frozen=True, kw_only=True)
class PromiseRecorded(Event):
    """{actor} recorded a promise on “{subject}”: {outcome}."""

    code: ClassVar[str] = "meetings.item.promised"


@dataclass(frozen=True, kw_only=True)
class ItemParked(Event):
    """{actor} parked “{subject}”: {outcome}."""

    code: ClassVar[str] = "meetings.item.parked"


@dataclass(frozen=True, kw_only=True)
class OutcomeTakenBack(Event):
    """{actor} took back the outcome of “{subject}”."""

    code: ClassVar[str] = "meetings.item.outcome_taken_back"


@dataclass(frozen=True, kw_only=True)
class ItemCarriedOver(Event):
    """{actor} carried “{subject}” over to {meeting}."""

    code: ClassVar[str] = "meetings.item.carried_over"


@dataclass(frozen=True, kw_only=True)
class AgendaWritten(Event):
    """{actor} had the agenda of “{subject}” written: {topics} added, {carried} carried over."""

    code: ClassVar[str] = "meetings.meeting.agenda_written"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """{actor} wrote a note in {meeting}."""

    code: ClassVar[str] = "meetings.note.written"


@dataclass(frozen=True, kw_only=True)
class NoteParked(Event):
    """{actor} parked something in {meeting} for another time."""

    code: ClassVar[str] = "meetings.note.parked"


@dataclass(frozen=True, kw_only=True)
class NoteEdited(Event):
    """{actor} changed “{subject}”: {changes}."""

    code: ClassVar[str] = "meetings.note.edited"


@dataclass(frozen=True, kw_only=True)
class MinutesCorrected(Event):
    """{actor} corrected {subject}."""

    code: ClassVar[str] = "meetings.minutes.corrected"


@dataclass(frozen=True, kw_only=True)
class MinutesSent(Event):
    """{actor} sent {subject}."""

    code: ClassVar[str] = "meetings.minutes.sent"
