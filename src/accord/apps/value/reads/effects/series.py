"""Series as a list, as a page and as what can be chosen; how they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals import permissions as goals
from accord.apps.goals.models import Measure
from accord.apps.search.sockets import Text, pieces
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Claim, Comparison, Series
from accord.apps.value.reads.effects.inputs import Points, points_of
from accord.apps.value.rules.effects.periods import spacing
from accord.apps.value.rules.words import RHYTHM_LABELS

KIND = "value.series"
PIECE = 500


@dataclass(frozen=True)
class SeriesLine:
    """One series; of a goal's measure, or kept for comparing."""

    id: int
    title: str
    unit: str
    source: str
    url: str
    is_measure: bool
    goal: str
    goal_url: str
    points: tuple[tuple[date, float], ...]
    is_removed: bool
    version: int
    is_count: bool = False
    out_of: tuple[str, str] = ("", "")  # name and address of how many there could have been

    @property
    def n(self) -> int:
        """Count the values."""
        return len(self.points)

    @property
    def first_on(self) -> date | None:
        """The day of the oldest value."""
        return self.points[0][0] if self.points else None

    @property
    def last_on(self) -> date | None:
        """The day of the newest value."""
        return self.points[-1][0] if self.points else None

    @property
    def last(self) -> float | None:
        """The newest value."""
        return self.points[-1][1] if self.points else None

    @property
    def rhythm(self) -> str:
        """How often values come, in words; "" with fewer than two."""
        return _(RHYTHM_LABELS[spacing([day for day, _value in self.points])]) if self.n > 1 else ""


@dataclass(frozen=True)
class UsedIn:
    """A claim on a series, or that compares with it."""

    initiative: str
    url: str
    is_claim: bool


@dataclass(frozen=True)
class SeriesPage:
    """One series with its values and where it is used."""

    line: SeriesLine
    used: tuple[UsedIn, ...]
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_count: bool


def series_spec() -> ListSpec:
    """Say how the list can be narrowed, searched and sorted."""
    return ListSpec(
        filters=(
            Filter("kind", gettext_lazy("Kind"), [
                ("measure", gettext_lazy("of a goal's measure")), ("kept", gettext_lazy("kept for comparing")),
            ], where=_kinds),
            Filter("removed", gettext_lazy("Removed"), [("yes", gettext_lazy("removed ones"))], where=_removed),
        ),
        search=("title", "source", "unit"),
        sorts={"title": ("title",), "added": ("created_at",)},
        default_sort="title",
    )  # fmt: skip


def _kinds(values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "measure" in values:
        found |= Q(measure__isnull=False)
    if "kept" in values:
        found |= Q(measure__isnull=True)
    return found


def _removed(values: Sequence[str]) -> Q:
    return Q(removed_at__isnull=False)


def _listed(viewer: Viewer, query: ListQuery) -> Q:
    return Q() if query.values("removed") else Q(removed_at=None)


def series_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[SeriesLine]:
    """List one page of the series the viewer may see."""
    records = (
        permissions.series_visible_to(viewer).filter(_listed(viewer, query)).select_related("measure__goal", "out_of")
    )
    page = query.page(records)
    return query.page_with(_lines(page.rows), page)


def all_series_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[SeriesLine]:
    """List every series of a query, for a file."""
    records = (
        permissions.series_visible_to(viewer).filter(_listed(viewer, query)).select_related("measure__goal", "out_of")
    )
    found = list(query.order(query.narrow(records)))
    for start in range(0, len(found), PIECE):
        yield from _lines(found[start : start + PIECE])


def series_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[SeriesLine], int]:
    """List some of the series of a query, and how many there are in all."""
    records = (
        permissions.series_visible_to(viewer).filter(_listed(viewer, query)).select_related("measure__goal", "out_of")
    )
    found = query.narrow(records)
    return list(_lines(list(query.order(found)[offset : offset + limit]))), found.count()


def series_page(*, viewer: Viewer, series_id: int) -> SeriesPage:
    """Describe one series. Raises NotFound."""
    series = permissions.find_series(viewer, series_id)
    return SeriesPage(
        line=next(_lines([series])),
        used=tuple(_used(viewer, series)),
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, series.pk))),
        can_edit=series.measure_id is None and permissions.can_edit_series(viewer, series),
        can_count=permissions.can_edit_series(viewer, series),
    )


def series_choices(*, viewer: Viewer) -> list[tuple[str, str]]:
    """List what can be claimed or compared with, as (``series:7`` or ``measure:3``, name), measures of goals first."""
    kept = permissions.series_visible_to(viewer).filter(removed_at=None, measure=None).order_by("title", "pk")
    measures = Measure.objects.filter(goal__in=goals.visible_to(viewer)).select_related("goal")
    return [
        *((f"measure:{one.pk}", f"{one.name} · {one.goal.title}") for one in measures.order_by("name", "pk")),
        *((f"series:{pk}", title) for pk, title in kept.values_list("pk", "title")),
    ]


def whole_choices(*, viewer: Viewer, series: Series) -> list[tuple[str, str]]:
    """List the series of how many there could have been of what one counts, as (id, name)."""
    seen = permissions.series_visible_to(viewer).order_by().values("pk")
    found = Series.objects.filter(Q(pk__in=seen, removed_at=None) | Q(pk=series.out_of_id)).exclude(pk=series.pk)
    return [(str(pk), title) for pk, title in found.order_by("title", "pk").values_list("pk", "title")]


def comparable(*, viewer: Viewer, claim: Claim) -> list[SeriesLine]:
    """List the series a claim can be compared with: with values of the same time, of its own unit first.

    Those it is compared with already are there in any case.
    """
    own = points_of([claim.series_id])[claim.series_id]
    there = Comparison.objects.filter(claim=claim.pk).order_by().values("series")
    seen = permissions.series_visible_to(viewer).order_by().values("pk")
    records = Series.objects.filter(Q(pk__in=seen) | Q(pk__in=there), removed_at=None).exclude(pk=claim.series_id)
    lines = list(_lines(list(records.select_related("measure__goal", "out_of").order_by("title", "pk"))))
    kept = set(there.values_list("series", flat=True))
    fitting = [one for one in lines if one.id in kept or not own or _overlap(own, list(one.points))]
    return sorted(fitting, key=lambda one: one.unit != claim.series.unit)


def _overlap(own: Points, other: Points) -> bool:
    return bool(other) and other[0][0] <= own[-1][0] and other[-1][0] >= own[0][0]


def series_titles_for(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address)."""
    rows = permissions.series_visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("value:one_series", args=[pk])) for pk, title in rows}


# no viewer: the index; whoever searches is asked for at the search
def series_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give series by title, unit and source; removed ones are not found."""
    for piece in pieces(Series.objects.all(), ids):
        for one in Series.objects.filter(pk__in=piece, removed_at=None).order_by("pk"):
            yield Text(one.pk, one.title, (one.unit, one.source), one.created_at.date())


def _lines(records: Sequence[Series]) -> Iterator[SeriesLine]:
    points = points_of([one.pk for one in records])
    return (_line(one, points[one.pk]) for one in records)


def _line(one: Series, points: Points) -> SeriesLine:
    goal = one.measure.goal if one.measure else None
    return SeriesLine(
        id=one.pk,
        title=one.title,
        unit=one.unit,
        source=one.source,
        url=reverse("value:one_series", args=[one.pk]),
        is_measure=one.measure_id is not None,
        goal=goal.title if goal else "",
        goal_url=reverse("goals:goal", args=[goal.pk]) if goal else "",
        points=tuple(points),
        is_removed=one.removed_at is not None,
        version=one.version,
        is_count=one.is_count,
        out_of=(one.out_of.title, reverse("value:one_series", args=[one.out_of.pk])) if one.out_of else ("", ""),
    )


def _used(viewer: Viewer, series: Series) -> Iterator[UsedIn]:
    seen = permissions.visible_to(viewer).order_by().values("pk")
    claims = Claim.objects.filter(removed_at=None, initiative__in=seen).select_related("initiative")
    compared = Comparison.objects.filter(series=series).order_by().values("claim")
    for own, some in ((True, claims.filter(series=series)), (False, claims.filter(pk__in=compared))):
        for one in some.order_by("pk"):
            address = f"{reverse('value:effects', args=[one.initiative_id])}#claim-{one.pk}"
            yield UsedIn(one.initiative.title, address, own)
