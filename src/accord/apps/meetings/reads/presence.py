"""Who was there, who will come, and which sides that makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings import permissions
from accord.apps.meetings.models import Attendance, Meeting
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.presence import BOTH_SIDES, PRESENCE_LABELS, REPLY_LABELS, Presence, Reply, sides_there
from accord.apps.people.models import Person
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class Present:
    """One invited person: what they said beforehand and whether they were there; "" where nobody said."""

    id: int
    name: str
    side: str
    is_chair: bool
    reply: str
    presence: str
    deputy_id: int | None
    deputy: str

    @property
    def reply_label(self) -> str:
        """The reply in words."""
        return _(REPLY_LABELS[self.reply])

    @property
    def presence_label(self) -> str:
        """The presence in words."""
        return _(PRESENCE_LABELS[self.presence])


@dataclass(frozen=True)
class AttendancePage:
    """Everybody invited to one meeting; ``sides`` is None as long as it is not known which sides were there."""

    meeting: Meeting
    people: tuple[Present, ...]
    sides: tuple[str, ...] | None
    is_open: bool
    can_note: bool
    can_reply: bool
    own_reply: str

    @property
    def unsaid(self) -> int:
        """Of how many it is not said whether they were there."""
        return sum(not one.presence for one in self.people)

    @property
    def missing_sides(self) -> tuple[str, ...]:
        """The needed sides that were not there; none as long as it is not known."""
        return () if self.sides is None else tuple(s for s in self.meeting.needs_sides if s not in self.sides)

    @property
    def coming(self) -> int:
        """How many said that they will come."""
        return sum(one.reply == Reply.YES for one in self.people)

    @property
    def not_coming(self) -> int:
        """How many said that they cannot come."""
        return sum(one.reply == Reply.NO for one in self.people)


def attendance_page(*, viewer: Viewer, meeting_id: int, at: datetime) -> AttendancePage:
    """Describe who was there, or will come. Raises NotFound for a meeting the viewer may not see."""
    meeting = permissions.find(viewer, meeting_id)
    is_open = meeting.state != State.CANCELLED and timezone.localdate(meeting.starts_at) <= timezone.localdate(at)
    people = tuple(_present(meeting))
    mine = next((one for one in people if one.id == viewer.pk), None)
    awaited = meeting.state == State.PLANNED and meeting.starts_at + timedelta(minutes=meeting.minutes) > at
    return AttendancePage(
        meeting=meeting,
        people=people,
        sides=sides_present(meetings=[meeting])[meeting.pk] if is_open else None,
        is_open=is_open,
        can_note=is_open and permissions.can_edit(viewer, meeting),
        can_reply=awaited and mine is not None,
        own_reply=mine.reply if mine else "",
    )


def _present(meeting: Meeting) -> list[Present]:
    said = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("deputy")}
    ids = {meeting.chair_id, *meeting.attendees.values_list("pk", flat=True), *(pk for pk in said if said[pk].presence)}
    people = Person.objects.filter(pk__in=ids).select_related("department").order_by("name", "pk")
    rows = []
    for one in people:
        row = said.get(one.pk)
        rows.append(
            Present(
                id=one.pk,
                name=one.name,
                side=one.department.side if one.department else "",
                is_chair=one.pk == meeting.chair_id,
                reply=row.reply if row else "",
                presence=row.presence if row else "",
                deputy_id=row.deputy_id if row else None,
                deputy=row.deputy.name if row and row.deputy else "",
            )
        )
    return sorted(rows, key=lambda one: not one.is_chair)


# no viewer: the meetings were found for one, or are counted without a name
def sides_present(*, meetings: Sequence[Meeting]) -> dict[int, tuple[str, ...] | None]:
    """Map each meeting to the needed sides that were there; None where that is not known. A few queries for all.

    A meeting that asks for no side is judged by both.
    """
    ids = [one.pk for one in meetings]
    through = Meeting.attendees.through.objects.filter(meeting__in=ids)
    invited = {(meeting, person) for meeting, person in through.values_list("meeting_id", "person_id")}
    invited |= {(one.pk, one.chair_id) for one in meetings}
    said = {
        (row.meeting_id, row.person_id): row for row in Attendance.objects.filter(meeting__in=ids).exclude(presence="")
    }
    invited |= set(said)
    sides = dict(
        Person.objects.filter(pk__in={person for _meeting, person in invited}, department__isnull=False)
        .order_by()
        .values_list("pk", "department__side")
    )
    people: dict[int, list[tuple[str, str, str]]] = {pk: [] for pk in ids}
    for meeting, person in invited:
        row = said.get((meeting, person))
        now = sides.get(person, "")
        people[meeting].append(_counted(row, now) if row else (now, "", ""))
    return {one.pk: sides_there(people[one.pk], one.needs_sides or BOTH_SIDES) for one in meetings}


def _counted(row: Attendance, now: str) -> tuple[str, str, str]:
    """Give (side, presence, side of the deputy): whoever was there counts for the side they stood on then."""
    if row.presence == Presence.PRESENT:
        return row.side, row.presence, ""
    return now, row.presence, row.side
