"""The agenda that writes itself: what was left open before comes first, then the most pressing topics that fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accord.apps.meetings import rules
from accord.apps.meetings.events import AgendaWritten
from accord.apps.meetings.models import AgendaItem, Meeting, Running
from accord.apps.meetings.reads.ranking import candidates, topic_of, why_words
from accord.apps.meetings.rules import ItemState, State
from accord.apps.meetings.rules.ranking import chosen, free_minutes
from accord.apps.meetings.rules.running import AHEAD
from accord.apps.meetings.writes.agenda import place
from accord.apps.meetings.writes.checking import MEETING, agenda, locked, refuse_state
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Refused, Viewer


@dataclass(frozen=True)
class Written:
    """How many topics an agenda took up, and how many items came from earlier meetings."""

    topics: int
    carried: int


@transaction.atomic
def write_agenda(*, meeting_id: int, by: Viewer | None, at: datetime) -> Written:
    """Fill the free minutes of a planned meeting with what its series left open and the most pressing topics.

    What people put there, moved or took off stays as it is; writing twice adds nothing new. ``by=None`` is Accord
    itself, which sees what the chair sees. Raises NotFound, NotAllowed, WrongState.
    """
    meeting = locked(by, meeting_id) if by else Meeting.objects.select_for_update().get(pk=meeting_id)
    refuse_state(rules.why_not_plan(State(meeting.state)))
    carried = _roll_over(meeting, by=by, at=at)
    added = _take_up(meeting, by or meeting.chair, by=by, at=at)
    Running.objects.update_or_create(meeting=meeting, defaults={"written_at": at})
    if added or carried:
        changes = (Change(field="topics", new=added), Change(field="carried", new=carried))
        trail.record(AgendaWritten(subject=Ref(MEETING, meeting.pk), changes=changes), by=by, at=at)
    return Written(added, carried)


def _roll_over(meeting: Meeting, *, by: Viewer | None, at: datetime) -> int:
    """Carry the open items of earlier meetings of the series over, what was put off most often first."""
    if meeting.series_id is None:
        return 0
    over = Meeting.objects.filter(series=meeting.series_id, starts_at__lt=meeting.starts_at).exclude(
        state=State.PLANNED
    )
    left = AgendaItem.objects.select_related("meeting").filter(meeting__in=over.order_by(), state=ItemState.OPEN)
    room = rules.MOST_ITEMS - len(agenda(meeting))
    rows = list(left.order_by("-times_carried", "meeting__starts_at", "position", "pk")[:room])
    for item in rows:
        new = AgendaItem(
            meeting=meeting, topic_kind=item.topic_kind, topic_id=item.topic_id, title=item.title, minutes=item.minutes,
            added_by_id=item.added_by_id,
        )  # fmt: skip
        place(new, item, by=by, at=at)
    return len(rows)


def _take_up(meeting: Meeting, eyes: Viewer, *, by: Viewer | None, at: datetime) -> int:
    """Put the best topics that fit on the agenda, as somebody sees them."""
    here = {meeting.chair_id, *meeting.attendees.values_list("pk", flat=True)}
    items = AgendaItem.objects.filter(meeting=meeting, position__gte=1).exclude(state=ItemState.CARRIED)
    boxes = list(items.values_list("minutes", flat=True))
    free = free_minutes(meeting.minutes, boxes)
    room = rules.MOST_ITEMS - len(boxes)
    offered = {topic_of(one): one for one in candidates(viewer=eyes, meeting=meeting, here=here)}
    taken = chosen(offered, here=here, minutes=free)[:room]
    for topic, minutes in taken:
        one = offered[topic]
        why = why_words(one, here)[: rules.MOST_TITLE]
        item = AgendaItem(
            meeting=meeting, topic_kind=one.ref.kind, topic_id=one.ref.id, minutes=minutes, why=why, title=""
        )
        place(item, None, by=by, at=at)
    return len(taken)


# each agenda is a write of its own, so that one meeting that is refused keeps no other from its agenda
def write_agendas(*, by: Viewer | None, at: datetime) -> int:
    """Write the agendas of the meetings that begin within two days and have none yet; returns how many."""
    soon = Meeting.objects.filter(state=State.PLANNED, starts_at__gt=at, starts_at__lte=at + AHEAD)
    due = soon.exclude(running__written_at__isnull=False).order_by("starts_at", "pk").values_list("pk", flat=True)
    done = 0
    for meeting_id in list(due):
        try:
            write_agenda(meeting_id=meeting_id, by=by, at=at)
        except Refused:  # cancelled, or a topic was put elsewhere, at the same moment: the next round looks again
            continue
        done += 1
    return done
