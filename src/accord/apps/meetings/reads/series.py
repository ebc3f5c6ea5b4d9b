"""Series of meetings: the list, and one with its dates, who was there, and what waits for its agenda."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.meetings.models import AgendaItem, Attendance, Meeting, Series
from accord.apps.meetings.permissions import can_edit_series, find_series, visible_series
from accord.apps.meetings.reads.agenda import item_title
from accord.apps.meetings.reads.presence import sides_present
from accord.apps.meetings.reads.rhythm import series_rhythm
from accord.apps.meetings.rules import STATE_LABELS, ItemState, State
from accord.apps.meetings.rules.presence import SIDE_LABELS, Presence, Reply, stands_with
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine, lines
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

SERIES = "meetings.series"
WINDOW = timedelta(days=90)
SHOWN = 10
PIECE = 500


@dataclass(frozen=True)
class Cadence:
    """How a series kept its rhythm in the last 90 days: planned, held, held with all sides needed, held and not known."""

    planned: int = 0
    held: int = 0
    with_sides: int = 0
    not_known: int = 0


@dataclass(frozen=True)
class SeriesLine:
    """One series in a list; what it is about stays out of sight if it must."""

    id: int
    title: str
    url: str
    rhythm: str
    chair_id: int
    chair: str
    about: Ref | None
    about_title: str
    about_url: str
    next_at: datetime | None
    cadence: Cadence
    has_ended: bool
    version: int


@dataclass(frozen=True)
class DateLine:
    """One meeting of a series: when, how it stands, who was away, which sides were there (None: not known)."""

    id: int
    url: str
    starts_at: datetime
    state: str
    reason: str
    is_moved: bool
    moved_from: datetime | None
    items: int
    coming: int
    not_coming: int
    absent: tuple[str, ...]
    sides: tuple[str, ...] | None
    needs_sides: tuple[str, ...]

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def is_whole(self) -> bool:
        """Tell whether all sides that are needed were there."""
        return self.sides is not None and set(self.needs_sides) <= set(self.sides)

    @property
    def missing(self) -> str:
        """The sides that were not there, in words."""
        return _and(side for side in self.needs_sides if self.sides is not None and side not in self.sides)


@dataclass(frozen=True)
class WaitingItem:
    """An item that waits for a meeting of the series: on its next agenda, or left open by an earlier one."""

    title: str
    url: str
    is_left_over: bool


@dataclass(frozen=True)
class Member:
    """Somebody who belongs to a series."""

    id: int
    name: str
    side: str
    is_chair: bool
    has_left: bool


@dataclass(frozen=True)
class SeriesPage:
    """One series with its dates, people, rhythm and what waits for its agenda."""

    series: Series
    rhythm: str
    about: tuple[str, str] | None
    people: tuple[Member, ...]
    uninvited_sides: str
    cadence: Cadence
    upcoming: tuple[DateLine, ...]
    past: tuple[DateLine, ...]
    waiting: tuple[WaitingItem, ...]
    history: tuple[HistoryLine, ...]
    can_edit: bool
    needs: str = field(default="")


def series_spec(*, viewer: Viewer) -> ListSpec:  # no query
    """Say how the list can be narrowed, searched and sorted."""
    running = [("running", gettext_lazy("comes round")), ("ended", gettext_lazy("ended"))]
    return ListSpec(
        filters=(
            Filter("state", gettext_lazy("State"), running, where=_states),
            Filter(
                "part", gettext_lazy("Part"), [("mine", gettext_lazy("I belong to it"))],
                where=lambda values: _mine(viewer),
            ),
        ),
        search=("title", "place", "chair__name"),
        sorts={"title": ("title",), "chair": ("chair__name", "title"), "next": ("next_at", "title")},
        default_sort="next",
    )  # fmt: skip


def _states(values: Sequence[str]) -> Q:
    return Q(ended_date__isnull="running" in values) if len(set(values)) == 1 else Q()


def _mine(viewer: Viewer) -> Q:
    through = Series.people.through.objects.filter(person=viewer.pk)
    return Q(chair=viewer.pk) | Q(pk__in=through.values("series"))


def series_lines(*, viewer: Viewer, query: ListQuery, at: datetime) -> ListPage[SeriesLine]:
    """List one page of the series the viewer may see: a fixed number of queries."""
    page = query.page(_listed(viewer, at))
    return query.page_with(_lines(viewer, page.rows, at), page)


def series_slice(
    *, viewer: Viewer, query: ListQuery, at: datetime, offset: int, limit: int
) -> tuple[list[SeriesLine], int]:
    """List some of the series of a query, and how many there are in all."""
    found = query.narrow(_listed(viewer, at))
    return _lines(viewer, list(query.order(found)[offset : offset + limit]), at), found.count()


def all_series_lines(*, viewer: Viewer, query: ListQuery, at: datetime) -> Iterator[SeriesLine]:
    """List every series of a query, for a file."""
    rows = list(query.order(query.narrow(_listed(viewer, at))))
    for start in range(0, len(rows), PIECE):
        yield from _lines(viewer, rows[start : start + PIECE], at)


def _listed(viewer: Viewer, at: datetime) -> QuerySet[Series]:
    to_come = Q(meetings__state=State.PLANNED, meetings__starts_at__gte=at)
    return visible_series(viewer).select_related("chair").annotate(next_at=Min("meetings__starts_at", filter=to_come))


def _lines(viewer: Viewer, records: Sequence[Series], at: datetime) -> list[SeriesLine]:
    named = titles(viewer=viewer, refs={one.about for one in records if one.about})
    kept = cadences([one.pk for one in records], as_of=timezone.localdate(at))
    found = []
    for one in records:
        about = one.about if one.about in named else None
        title, url = named[about] if about else ("", "")
        found.append(
            SeriesLine(
                id=one.pk,
                title=one.title,
                url=reverse("meetings:one_series", args=[one.pk]),
                rhythm=series_rhythm(one),
                chair_id=one.chair_id,
                chair=one.chair.name,
                about=about,
                about_title=title,
                about_url=url,
                next_at=getattr(one, "next_at", None),
                cadence=kept.get(one.pk, Cadence()),
                has_ended=one.has_ended,
                version=one.version,
            )
        )
    return found


# no viewer: it counts meetings of series that were found for one
def cadences(series_ids: Collection[int], *, as_of: date) -> dict[int, Cadence]:
    """Count for each series the last 90 days before a day: by the day a meeting was first planned for."""
    rows = [
        row
        for row in Meeting.objects.filter(series__in=series_ids, is_off_rule=False)
        .filter(occurrence_at__date__gte=as_of - WINDOW - timedelta(days=366))
        .order_by()
        if as_of - WINDOW <= timezone.localdate(row.moved_from or row.occurrence_at) < as_of
    ]
    sides = sides_present(meetings=[row for row in rows if row.state == State.HELD])
    counts: dict[int, list[int]] = {}
    for row in rows:
        seen = sides.get(row.pk)
        is_held = row.state == State.HELD
        tally = counts.setdefault(row.series_id or 0, [0, 0, 0, 0])
        tally[0] += 1
        tally[1] += is_held
        tally[2] += is_held and seen is not None and set(row.needs_sides) <= set(seen)
        tally[3] += is_held and seen is None
    return {pk: Cadence(*tally) for pk, tally in counts.items()}


def series_page(*, viewer: Viewer, series_id: int, at: datetime) -> SeriesPage:
    """Describe one series. Raises NotFound for one the viewer may not see."""
    series = find_series(viewer, series_id)
    own = Meeting.objects.filter(series=series, is_off_rule=False)
    ahead = list(own.filter(starts_at__gte=at).exclude(state=State.HELD).order_by("starts_at")[:SHOWN])
    past = list(own.exclude(pk__in=[one.pk for one in ahead]).filter(starts_at__lt=at).order_by("-starts_at")[:SHOWN])
    dates = {line.id: line for line in _dates([*ahead, *past])}
    people = _members(series)
    invited = {stands_with(one.side) for one in people if not one.has_left}
    about = titles(viewer=viewer, refs=[series.about]).get(series.about) if series.about else None
    return SeriesPage(
        series=series,
        rhythm=series_rhythm(series),
        about=about,
        people=people,
        uninvited_sides=_and(side for side in series.needs_sides if side not in invited),
        cadence=cadences([series.pk], as_of=timezone.localdate(at)).get(series.pk, Cadence()),
        upcoming=tuple(dates[one.pk] for one in ahead),
        past=tuple(dates[one.pk] for one in past),
        waiting=tuple(_waiting(viewer, series, ahead)),
        history=_history(viewer, series),
        can_edit=can_edit_series(viewer, series),
        needs=_and(series.needs_sides),
    )


def _dates(rows: Sequence[Meeting]) -> list[DateLine]:
    sides = sides_present(meetings=[row for row in rows if row.state == State.HELD])
    items = dict(
        AgendaItem.objects.filter(meeting__in=[row.pk for row in rows], position__gte=1)
        .order_by()
        .values_list("meeting_id")
        .annotate(n=Count("pk"))
    )
    said: dict[int, list[Attendance]] = {row.pk: [] for row in rows}
    for one in Attendance.objects.filter(meeting__in=list(said)).select_related("person").order_by("person__name"):
        said[one.meeting_id].append(one)
    return [
        DateLine(
            id=row.pk,
            url=reverse("meetings:meeting", args=[row.pk]),
            starts_at=row.starts_at,
            state=row.state,
            reason=row.reason,
            is_moved=row.moved_from is not None and row.moved_from != row.starts_at,
            moved_from=row.moved_from,
            items=items.get(row.pk, 0),
            coming=sum(one.reply == Reply.YES for one in said[row.pk]),
            not_coming=sum(one.reply == Reply.NO for one in said[row.pk]),
            absent=tuple(one.person.name for one in said[row.pk] if one.presence == Presence.ABSENT),
            sides=sides.get(row.pk),
            needs_sides=tuple(row.needs_sides),
        )
        for row in rows
    ]


def _members(series: Series) -> tuple[Member, ...]:
    ids = {series.chair_id, *series.people.values_list("pk", flat=True)}
    rows = Person.objects.filter(pk__in=ids).select_related("department").order_by("name", "pk")
    found = [
        Member(
            one.pk,
            one.name,
            one.department.side if one.department else "",
            one.pk == series.chair_id,
            not one.is_active,
        )
        for one in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.is_chair))


def _waiting(viewer: Viewer, series: Series, ahead: Sequence[Meeting]) -> Iterator[WaitingItem]:
    """Yield what stands on the next agenda, then what earlier meetings of the series left open."""
    following = next((one.pk for one in ahead if one.state == State.PLANNED), None)
    left = Q(meeting__series=series) & ~Q(meeting__state=State.PLANNED)
    items = list(
        AgendaItem.objects.filter(Q(meeting=following, position__gte=1) | left, state=ItemState.OPEN)
        .select_related("meeting")
        .order_by("-meeting__starts_at", "position", "pk")[: 2 * SHOWN]
    )
    named = titles(viewer=viewer, refs={item.topic for item in items if item.topic})
    for item in items:
        url = reverse("meetings:meeting", args=[item.meeting_id]) + f"#item-{item.pk}"
        yield WaitingItem(item_title(item, named), url, item.meeting_id != following)


def _history(viewer: Viewer, series: Series) -> tuple[HistoryLine, ...]:
    about = Entry.objects.filter(subject_kind=SERIES, subject_id=series.pk)
    return tuple(lines(viewer=viewer, entries=about.order_by("-id")[:50]))


def _and(sides: Iterable[str]) -> str:
    words = [_(SIDE_LABELS[side]) for side in sides]
    return _("%(one)s and %(other)s") % {"one": words[0], "other": words[1]} if len(words) == 2 else "".join(words)


def series_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    rows = visible_series(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("meetings:one_series", args=[pk])) for pk, title in rows}


def series_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str]]:
    """Find series by the words of their title, as (id, title)."""
    found = visible_series(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return list(found.order_by("title", "pk").values_list("pk", "title")[:limit])
