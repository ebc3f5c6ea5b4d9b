"""What other apps and forms ask about meetings: where to put a topic, how it stands, what waits, what is today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.permissions import editable_by, visible_items, visible_to
from accord.apps.meetings.reads.agenda import item_title
from accord.apps.meetings.rules import ItemState, State
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

MOST = 50


@dataclass(frozen=True)
class MeetingChoice:
    """A planned meeting on whose agenda something can be put; ``people_here`` of those asked for take part."""

    id: int
    title: str
    starts_at: datetime
    url: str
    people_here: int = 0


@dataclass(frozen=True)
class Standing:
    """How a topic stands on the agenda: the meeting it stands on now, or where it was last settled."""

    meeting_id: int
    meeting_title: str
    url: str
    starts_at: datetime
    state: str
    outcome_kind: str
    outcome: str

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an outcome."""
        return self.state == ItemState.OPEN


@dataclass(frozen=True)
class Unfinished:
    """An item left without an outcome by a meeting that is over."""

    id: int
    title: str
    minutes: int
    times_carried: int
    meeting_id: int
    meeting_title: str
    starts_at: datetime
    url: str


def upcoming_meetings(
    *, viewer: Viewer, people_ids: Collection[int] = (), since: datetime | None = None
) -> list[MeetingChoice]:
    """List planned meetings the viewer may put something on, those with most of the people first: one query.

    ``since`` leaves out those that were to begin before it and were never held.
    """
    asked = set(people_ids)
    here = Count("attendees", filter=Q(attendees__in=asked), distinct=True) if asked else Value(0)
    chairs = Case(When(chair__in=asked, then=1), default=0, output_field=IntegerField())
    rows = (
        editable_by(viewer)
        .filter(Q(state=State.PLANNED) & (Q(starts_at__gte=since) if since else Q()))
        .annotate(here=here + chairs)
        .order_by("-here", "starts_at", "pk")
        .values_list("pk", "title", "starts_at", "here")[:MOST]
    )
    return [MeetingChoice(pk, title, at, _address(pk), people) for pk, title, at, people in rows]


def standing_of(*, viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, Standing]:
    """Map each topic to how it stands on meetings the viewer may see; an open item counts before settled ones."""
    wanted = set(refs)
    asked = Q(pk__in=[])
    for kind in {ref.kind for ref in wanted}:
        asked |= Q(topic_kind=kind, topic_id__in=[ref.id for ref in wanted if ref.kind == kind])
    shown = visible_items(viewer).filter(asked, state__in=[ItemState.OPEN, ItemState.DONE]).select_related("meeting")
    found: dict[Ref, Standing] = {}
    for item in shown.order_by("meeting__starts_at", "pk"):
        if item.topic is not None and not (item.topic in found and found[item.topic].is_open):
            found[item.topic] = _standing(item)
    return found


def _standing(item: AgendaItem) -> Standing:
    return Standing(
        meeting_id=item.meeting_id,
        meeting_title=item.meeting.title,
        url=_address(item.meeting_id) + f"#item-{item.pk}",
        starts_at=item.meeting.starts_at,
        state=item.state,
        outcome_kind=item.outcome_kind,
        outcome=item.outcome,
    )


def unfinished_items(*, viewer: Viewer, chaired: bool = False) -> list[Unfinished]:
    """List the open items of meetings that are over: of those the viewer may change, or chaired themselves."""
    meetings = Meeting.objects.filter(chair=viewer.pk) if chaired else editable_by(viewer)
    over = meetings.exclude(state=State.PLANNED).order_by().values("pk")
    waiting = AgendaItem.objects.filter(meeting__in=over, state=ItemState.OPEN).select_related("meeting")
    items = list(waiting.order_by("-meeting__starts_at", "position", "pk")[:MOST])
    named = titles(viewer=viewer, refs={item.topic for item in items if item.topic})
    return [
        Unfinished(
            item.pk, item_title(item, named), item.minutes, item.times_carried, item.meeting_id, item.meeting.title,
            item.meeting.starts_at, _address(item.meeting_id) + f"#item-{item.pk}",
        )
        for item in items
    ]  # fmt: skip


def meetings_on(*, viewer: Viewer, first: date, last: date) -> list[MeetingChoice]:
    """List the planned meetings the viewer chairs or attends on some days, earliest first: one query."""
    start = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
    through = Meeting.attendees.through.objects.filter(person=viewer.pk).values("meeting")
    mine = Meeting.objects.filter(Q(chair=viewer.pk) | Q(pk__in=through))
    rows = mine.filter(state=State.PLANNED, starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")
    return [
        MeetingChoice(pk, title, at, _address(pk)) for pk, title, at in rows.values_list("pk", "title", "starts_at")
    ]


def meeting_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, _address(pk)) for pk, title in rows}


def meetings_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, datetime]]:
    """Find meetings by the words of their title, as (id, title, start)."""
    found = visible_to(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return list(found.order_by("-starts_at", "pk").values_list("pk", "title", "starts_at")[:limit])


def _address(meeting_id: int) -> str:
    return reverse("meetings:meeting", args=[meeting_id])
