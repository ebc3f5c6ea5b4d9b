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
