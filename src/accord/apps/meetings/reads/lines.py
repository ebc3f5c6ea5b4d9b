"""The list of meetings: how it is narrowed, sorted and cut, one line per meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.permissions import visible_to
from accord.apps.meetings.rules import STATE_LABELS, ItemState, State, is_unfinished
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer

UPCOMING, PAST = "upcoming", "past"
SORTS = {"start": ("starts_at",), "title": ("title",), "chair": ("chair__name", "starts_at")}


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in a list; ``open_items`` still have no outcome."""

    id: int
    title: str
    url: str
    starts_at: datetime
    minutes: int
    place: str
    chair_id: int
    chair: str
    state: str
    items: int
    open_items: int
    version: int

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def is_unfinished(self) -> bool:
        """Tell whether items wait to be carried over."""
        return self.open_items > 0 and is_unfinished(self.state, ItemState.OPEN)


def meetings_spec(*, viewer: Viewer, when: str = "") -> ListSpec:  # no query
    """Say how the list can be narrowed, searched and sorted; past meetings start with the latest."""
    return ListSpec(
        filters=(
            Filter("part", gettext_lazy("Part"), [
                ("chair", gettext_lazy("I chair it")),
                ("invited", gettext_lazy("I am invited")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("agenda", gettext_lazy("Agenda"), [
                ("unfinished", gettext_lazy("with items to carry over")),
            ], where=_unfinished),
        ),
        search=("title", "place", "chair__name"),
        sorts=SORTS,
        default_sort="-start" if when == PAST else "start",
    )  # fmt: skip


def meeting_lines(*, viewer: Viewer, query: ListQuery, when: str = "") -> ListPage[MeetingLine]:
    """List one page of the upcoming, the past or all meetings the viewer may see: three queries."""
    page = query.page(_when(visible_to(viewer), when))
    return query.page_with(_lines(page.rows), page)


def meeting_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, when: str = ""
) -> tuple[list[MeetingLine], int]:
    """List some of the meetings of a query, and how many there are in all: three queries."""
    found = query.narrow(_when(visible_to(viewer), when))
    return _lines(list(query.order(found)[offset : offset + limit])), found.count()


def all_meeting_lines(*, viewer: Viewer, query: ListQuery, when: str = "") -> Iterator[MeetingLine]:
    """List every meeting of a query, for a file."""
    piece: list[Meeting] = []
    for record in query.order(query.narrow(_when(visible_to(viewer), when))).iterator(1_000):
        piece.append(record)
        if len(piece) == 1_000:
            yield from _lines(piece)
            piece = []
    yield from _lines(piece)


def _when(records: QuerySet[Meeting], when: str) -> QuerySet[Meeting]:
    chosen = {UPCOMING: Q(state=State.PLANNED), PAST: ~Q(state=State.PLANNED)}.get(when, Q())
    return records.filter(chosen).select_related("chair")


def _lines(records: Sequence[Meeting]) -> list[MeetingLine]:
    counts = {
        pk: (items, still)
        for pk, items, still in AgendaItem.objects.filter(meeting__in=[one.pk for one in records], position__gte=1)
        .order_by()
        .values_list("meeting_id")
        .annotate(items=Count("pk"), still=Count("pk", filter=Q(state=ItemState.OPEN)))
    }
    return [
        MeetingLine(
            id=one.pk,
            title=one.title,
            url=reverse("meetings:meeting", args=[one.pk]),
            starts_at=one.starts_at,
            minutes=one.minutes,
            place=one.place,
            chair_id=one.chair_id,
            chair=one.chair.name,
            state=one.state,
            items=counts.get(one.pk, (0, 0))[0],
            open_items=counts.get(one.pk, (0, 0))[1],
            version=one.version,
        )
        for one in records
    ]


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "chair" in values:
        found |= Q(chair=viewer.pk)
    if "invited" in values:
        through = Meeting.attendees.through.objects.filter(person=viewer.pk)
        found |= Q(pk__in=through.values("meeting"))
    return found


def _unfinished(values: Sequence[str]) -> Q:
    waiting = AgendaItem.objects.filter(state=ItemState.OPEN).order_by().values("meeting")
    return ~Q(state=State.PLANNED) & Q(pk__in=waiting)
