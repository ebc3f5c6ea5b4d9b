"""Everything the page of one meeting shows, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.meetings import permissions, rules
from accord.apps.meetings.models import AgendaItem, Meeting, Minutes
from accord.apps.meetings.reads.agenda import AgendaLine, agenda_lines
from accord.apps.meetings.reads.choices import MeetingChoice, Unfinished, unfinished_items, upcoming_meetings
from accord.apps.meetings.reads.ranking import candidates
from accord.apps.meetings.rules import STATE_LABELS, State
from accord.apps.meetings.sockets import TopicCandidate
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine, lines
from accord.apps.ui.rules import Viewer

PAST = 50  # events shown
OFFERED = 100  # topics in the list to choose from


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part."""

    id: int
    name: str
    side: str
    is_chair: bool


@dataclass(frozen=True)
class MeetingPage:
    """One meeting with its agenda, people and what the viewer may do."""

    meeting: Meeting
    people: tuple[Participant, ...]
    agenda: tuple[AgendaLine, ...]
    off: tuple[AgendaLine, ...]
    minutes_boxed: int
    minutes_over: int
    candidates: tuple[TopicCandidate, ...]
    waiting: tuple[Unfinished, ...]
    others: tuple[MeetingChoice, ...]
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_write: bool

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.meeting.state])

    @property
    def is_planned(self) -> bool:
        """Tell whether it is still to be held."""
        return self.meeting.state == State.PLANNED

    @property
    def ends_at(self) -> object:
        """When it ends."""
        return self.meeting.starts_at + timedelta(minutes=self.meeting.minutes)

    @property
    def unfinished(self) -> int:
        """How many items wait to be carried over."""
        return 0 if self.is_planned else sum(line.is_open for line in self.agenda)


def meeting_page(*, viewer: Viewer, meeting_id: int) -> MeetingPage:
    """Describe one meeting. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, meeting_id)
    attendees = list(found.attendees.select_related("department").order_by("name", "pk"))
    items = list(AgendaItem.objects.filter(meeting=found).select_related("carried_from").order_by("position", "pk"))
    shown = agenda_lines(viewer, [item for item in items if item.position], found.starts_at)
    off = agenda_lines(viewer, [item for item in items if not item.position], found.starts_at)
    boxes = [line.minutes for line in shown if line.counts]
    edits = permissions.can_edit(viewer, found)
    plans = edits and found.state == State.PLANNED
    adds = permissions.can_write(viewer, found)
    people = _people(found, attendees)
    return MeetingPage(
        meeting=found,
        people=people,
        agenda=tuple(shown),
        off=tuple(off),
        minutes_boxed=sum(boxes),
        minutes_over=rules.minutes_over(boxes, found.minutes),
        candidates=_candidates(viewer, found, {one.id for one in people})
        if found.state == State.PLANNED and adds
        else (),
        waiting=tuple(unfinished_items(viewer=viewer)) if plans else (),
        others=_others(viewer, found, shown) if edits else (),
        history=_history(viewer, found, [item.pk for item in items], PAST),
        can_edit=edits,
        can_write=adds,
    )


def meeting_history(*, viewer: Viewer, meeting_id: int, limit: int = PAST) -> list[HistoryLine]:
    """List what happened to a meeting and its agenda, newest first. Raises NotFound."""
    found = permissions.find(viewer, meeting_id)
    ids = list(AgendaItem.objects.filter(meeting=found).order_by().values_list("pk", flat=True))
    return list(_history(viewer, found, ids, limit))


def _people(meeting: Meeting, attendees: list[Person]) -> tuple[Participant, ...]:
    chair = Person.objects.select_related("department").get(pk=meeting.chair_id)
    return tuple(
        Participant(one.pk, one.name, one.department.side if one.department else "", one.pk == chair.pk)
        for one in [chair, *attendees]
    )


def _candidates(viewer: Viewer, meeting: Meeting, here: Collection[int]) -> tuple[TopicCandidate, ...]:
    return tuple(candidates(viewer=viewer, meeting=meeting, here=here)[:OFFERED])


def _others(viewer: Viewer, meeting: Meeting, shown: list[AgendaLine]) -> tuple[MeetingChoice, ...]:
    if not any(line.is_open for line in shown):
        return ()
    return tuple(one for one in upcoming_meetings(viewer=viewer) if one.id != meeting.pk)


def _history(viewer: Viewer, meeting: Meeting, items: list[int], limit: int) -> tuple[HistoryLine, ...]:
    about = Q(subject_kind="meetings.meeting", subject_id=meeting.pk)
    about |= Q(subject_kind="meetings.item", subject_id__in=items)
    kept = Minutes.objects.filter(meeting=meeting).order_by().values("pk")
    about |= Q(subject_kind="meetings.minutes", subject_id__in=kept)
    return tuple(lines(viewer=viewer, entries=Entry.objects.filter(about).order_by("-id")[:limit]))
