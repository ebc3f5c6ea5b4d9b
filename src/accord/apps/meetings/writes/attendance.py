"""Who said beforehand that they would come, and who was there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions
from accord.apps.meetings.events import PresenceNoted, Replied
from accord.apps.meetings.models import Attendance, Meeting
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.presence import Presence, Reply
from accord.apps.meetings.writes.checking import MEETING, as_person, locked, people, refuse
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState


@transaction.atomic
def reply(*, meeting_id: int, reply: str, by: Viewer, at: datetime) -> Meeting:
    """Say for oneself whether one will come: "yes", "no", or "" to take it back.

    Raises NotFound, Invalid, WrongState when the meeting is over or one is not invited.
    """
    permissions.find(by, meeting_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    refuse(reply=None if reply in {"", *Reply} else _NO_REPLY)
    if not permissions.takes_part(meeting, by.pk):
        raise WrongState(_("Only who is invited can say whether they will come."))
    if meeting.state != State.PLANNED or meeting.starts_at + timedelta(minutes=meeting.minutes) <= at:
        raise WrongState(_("This meeting is over or cancelled: there is nothing to reply to any more."))
    row = Attendance.objects.filter(meeting=meeting, person=by.pk).first() or _row(meeting, by.pk)
    if row.reply != reply:
        change = Change(field="reply", old=row.reply or None, new=reply or None, person_id=by.pk)
        row.reply, row.replied_at = reply, at
        row.save()
        trail.record(Replied(subject=Ref(MEETING, meeting.pk), changes=(change,)), by=by, at=at)
    return meeting


_NO_REPLY = Reason(gettext_noop("Say yes or no."))


@transaction.atomic
def note_presence(
    *,
    meeting_id: int,
    presence: Mapping[int, str],
    by: Viewer,
    at: datetime,
    deputies: Mapping[int, int] | None = None,
) -> Meeting:
    """Note who was there: maps persons to present, absent, represented or "" (not said).

    ``deputies`` names for each represented person who spoke on their behalf. The side somebody counts for is written
    down as it is today. Raises NotFound, NotAllowed, Invalid, WrongState before the day of the meeting or when it was
    cancelled.
    """
    meeting = locked(by, meeting_id)
    _refuse_early(meeting, at)
    instead = dict(deputies or {})
    invited = {meeting.chair_id, *meeting.attendees.values_list("pk", flat=True)}
    _refuse_values(presence, instead, invited)
    sides = _sides({*presence, *instead.values()})
    rows = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting, person__in=list(presence))}
    told = []
    for person_id, said in sorted(presence.items()):
        row = rows.get(person_id) or _row(meeting, person_id)
        deputy = instead.get(person_id) if said == Presence.REPRESENTED else None
        if (row.presence, row.deputy_id) == (said, deputy):
            continue
        told.append(_told(row, said, deputy))
        counts = {Presence.PRESENT.value: person_id, Presence.REPRESENTED.value: deputy}.get(said)
        row.presence, row.deputy_id, row.said_at = said, deputy, at if said else None
        row.side = sides.get(counts, "") if counts else ""
        row.save()
    trail.record_many(told, by=by, at=at)
    return meeting


def _refuse_early(meeting: Meeting, at: datetime) -> None:
    if meeting.state == State.CANCELLED:
        raise WrongState(_("This meeting was cancelled: nobody was there."))
    if timezone.localdate(meeting.starts_at) > timezone.localdate(at):
        raise WrongState(_("This meeting has not taken place yet."))


def _refuse_values(presence: Mapping[int, str], deputies: Mapping[int, int], invited: set[int]) -> None:
    is_known = set(presence) <= invited and set(presence.values()) <= {"", *Presence}
    refuse(presence=None if is_known else _NOT_INVITED)
    represented = {pk for pk, said in presence.items() if said == Presence.REPRESENTED}
    if represented - set(deputies) or any(pk == deputies[pk] for pk in represented):
        refuse(deputies=_NO_DEPUTY)
    if represented:
        people([deputies[pk] for pk in represented], "deputies")


_NOT_INVITED = Reason(gettext_noop("Only who was invited can be noted. Invite them first."))
_NO_DEPUTY = Reason(gettext_noop("Say who spoke on their behalf."))


def _row(meeting: Meeting, person_id: int) -> Attendance:
    return Attendance(meeting=meeting, person_id=person_id)


def _sides(ids: set[int]) -> dict[int | None, str]:
    rows = Person.objects.filter(pk__in=ids, department__isnull=False)
    found: dict[int | None, str] = dict(rows.order_by().values_list("pk", "department__side"))
    return found


def _told(row: Attendance, said: str, deputy: int | None) -> PresenceNoted:
    changes = [
        Change(field="person", new=as_person(row.person_id)),
        Change(field="presence", old=row.presence or None, new=said or None, person_id=row.person_id),
    ]
    if deputy is not None:
        changes.append(Change(field="deputy", new=as_person(deputy)))
    return PresenceNoted(subject=Ref(MEETING, row.meeting_id), changes=tuple(changes))


# no event: the erasure of a person is recorded by the write that erases the person
def erase_replies(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Take away what a person said before meetings; that somebody was there stays, under a number."""
    return Attendance.objects.filter(person=person_id).exclude(reply="").update(reply="", replied_at=None)
