"""Series of check-ins: the list, one with its history, those about a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins import permissions
from accord.apps.check_ins.models import CheckIn, Series
from accord.apps.check_ins.permissions import visible_series
from accord.apps.check_ins.reads.lines import SERIES_KIND, CheckInLine, lines_of, whole
from accord.apps.check_ins.rules import EVERY_LABELS, WEEKDAY_LABELS, State, side_of_two
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

LATEST = 26  # check-ins of a strip: half a year of weeks


@dataclass(frozen=True)
class SeriesLine:
    """One series and the latest that was said in it."""

    id: int
    url: str
    about: Ref | None
    about_title: str
    about_url: str
    every: int
    weekday: int
    hour: int
    answerer_id: int
    answerer: str
    answer_side: str
    acknowledger_id: int
    acknowledger: str
    acknowledge_side: str
    remind_after: int
    grace: int
    next_on: date
    is_ended: bool
    latest: CheckInLine | None
    version: int

    @property
    def rhythm(self) -> str:
        """Say when it comes round: "every week, Monday at 9:00"."""
        words = {"every": _(EVERY_LABELS[self.every]), "weekday": _(WEEKDAY_LABELS[self.weekday]), "hour": self.hour}
        return _("%(every)s, %(weekday)s at %(hour)s:00") % words


@dataclass(frozen=True)
class SeriesPage:
    """One series with its check-ins, newest first, its history and what the viewer may do."""

    line: SeriesLine
    series: Series
    check_ins: tuple[CheckInLine, ...]
    history: tuple[HistoryLine, ...]
    can_set_up: bool

    @property
    def waiting(self) -> CheckInLine | None:
        """The one that waits for a signature or an acknowledgement."""
        return next((one for one in self.check_ins if one.state in {State.OPEN, State.SIGNED}), None)


def series_spec(*, viewer: Viewer) -> ListSpec:
    """Say how the list of series can be narrowed and sorted: no query."""
    return ListSpec(
        filters=(
            Filter("running", gettext_lazy("State"), [
                ("yes", gettext_lazy("running")),
                ("no", gettext_lazy("ended")),
            ], where=_running),
            Filter("every", gettext_lazy("Rhythm"), [(str(weeks), _(words)) for weeks, words in EVERY_LABELS.items()]),
            Filter("part", gettext_lazy("Part"), [
                ("answer", gettext_lazy("I answer")),
                ("acknowledge", gettext_lazy("I acknowledge")),
            ], where=lambda values: _parts(viewer, values)),
        ),
        search=("answerer__name", "acknowledger__name"),
        sorts={"next": ("next_on",), "who": ("answerer__name", "next_on"), "other": ("acknowledger__name", "next_on")},
        default_sort="next",
    )  # fmt: skip


def series_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[SeriesLine]:
    """List one page of the series the viewer may see: three queries and one per kind they are about."""
    page = query.page(_whole(viewer))
    return query.page_with(_lines(viewer, page.rows, as_of), page)


def series_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[SeriesLine], int]:
    """List some of the series of a query, and how many there are in all."""
    found = query.narrow(_whole(viewer))
    return _lines(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_series_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> list[SeriesLine]:
    """List every series of a query, for a file."""
    return _lines(viewer, list(query.order(query.narrow(_whole(viewer)))), as_of)


def series_about(*, viewer: Viewer, about: Ref, as_of: date) -> list[SeriesLine]:
    """List the series about one record, running ones first."""
    rows = _whole(viewer).filter(about_kind=about.kind, about_id=about.id).order_by("-ended_at", "pk")
    return sorted(_lines(viewer, list(rows), as_of), key=lambda one: one.is_ended)


def series_page(*, viewer: Viewer, series_id: int, as_of: date) -> SeriesPage:
    """Describe one series. Raises NotFound for one the viewer may not see."""
    found = _whole(viewer).filter(pk=series_id).first() or permissions.find_series(viewer, series_id)
    return SeriesPage(
        line=_lines(viewer, [found], as_of)[0],
        series=found,
        check_ins=tuple(_latest(viewer, Q(series=found), as_of)),
        history=tuple(trail.history(viewer=viewer, subject=Ref(SERIES_KIND, found.pk))),
        can_set_up=permissions.can_set_up(viewer, found.about),
    )


def latest_about(*, viewer: Viewer, about: Ref, as_of: date) -> list[CheckInLine]:
    """List the latest check-ins about one record that the viewer may see, newest first."""
    return _latest(viewer, Q(series__about_kind=about.kind, series__about_id=about.id), as_of)


def _latest(viewer: Viewer, which: Q, as_of: date) -> list[CheckInLine]:
    seen = whole(permissions.visible_to(viewer)).filter(which)
    return lines_of(viewer, list(seen.order_by("-planned_on", "-pk")[:LATEST]), as_of)


def _whole(viewer: Viewer) -> QuerySet[Series]:
    return visible_series(viewer).select_related("answerer__department", "acknowledger__department")


def _lines(viewer: Viewer, records: Sequence[Series], as_of: date) -> list[SeriesLine]:
    named = titles(viewer=viewer, refs={one.about for one in records})
    signed = (
        CheckIn.objects.filter(series__in=[one.pk for one in records], state__in=[State.SIGNED, State.ACKNOWLEDGED])
        .order_by("series_id", "-planned_on")
        .select_related("series", "answerer", "acknowledger")
    )
    latest: dict[int, CheckIn] = {}
    for one in signed.filter(planned_on__gte=date(as_of.year - 1, 1, 1)):
        latest.setdefault(one.series_id, one)
    said = {one.series_id: one for one in lines_of(viewer, list(latest.values()), as_of)}
    return [_line(one, named, said.get(one.pk)) for one in records]


def _line(one: Series, named: dict[Ref, tuple[str, str]], latest: CheckInLine | None) -> SeriesLine:
    about = one.about if one.about in named else None
    title, url = named[about] if about else ("", "")
    return SeriesLine(
        id=one.pk,
        url=reverse("check_ins:one_series", args=[one.pk]),
        about=about,
        about_title=title,
        about_url=url,
        every=one.every,
        weekday=one.weekday,
        hour=one.hour,
        answerer_id=one.answerer_id,
        answerer=one.answerer.name,
        answer_side=side_of_two(one.answerer.department.side if one.answerer.department else ""),
        acknowledger_id=one.acknowledger_id,
        acknowledger=one.acknowledger.name,
        acknowledge_side=side_of_two(one.acknowledger.department.side if one.acknowledger.department else ""),
        remind_after=one.remind_after,
        grace=one.grace,
        next_on=one.next_on,
        is_ended=one.ended_at is not None,
        latest=latest,
        version=one.version,
    )


def _running(values: Sequence[str]) -> Q:
    wanted = Q(pk__in=[])
    if "yes" in values:
        wanted |= Q(ended_at=None)
    if "no" in values:
        wanted |= Q(ended_at__isnull=False)
    return wanted


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "answer" in values:
        found |= Q(answerer=viewer.pk)
    if "acknowledge" in values:
        found |= Q(acknowledger=viewer.pk)
    return found
