"""Keeping series: of a goal's measure, or for comparing; their values, removing and bringing back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.goals import permissions as goals
from accord.apps.goals.models import Measure
from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.effects import (
    PointsChanged,
    SeriesAdded,
    SeriesEdited,
    SeriesRemoved,
    SeriesRestored,
)
from accord.apps.value.models import Point, Series
from accord.apps.value.rules.effects.checks import MOST_SOURCE, MOST_UNIT, why_not_points, why_not_title
from accord.apps.value.rules.effects.reading import ReadSeries
from accord.apps.value.writes.checking import refuse

SERIES = "value.series"
EDITABLE = ("title", "unit", "source")
COUNTED = ("is_count", "out_of_id")  # may be said of a goal's measure, too
Points = Sequence[tuple[date, float]]
_TAKEN = Reason(gettext_noop("There is a series of this name already."))
_NO_COUNT = Reason(gettext_noop("Only a count is out of something: tick that it is one."))
_NO_SERIES = Reason(gettext_noop("Choose another series from the list."))


@transaction.atomic
def add_series(
    *,
    title: str,
    by: Viewer,
    at: datetime,
    unit: str = "",
    source: str = "",
    points: Points = (),
    is_count: bool = False,
    out_of_id: int | None = None,
) -> Series:
    """Keep a series for comparing, with its values if they are at hand. Raises NotAllowed, Invalid.

    ``is_count`` says that it counts something, ``out_of_id`` is the series of how many there could have been.
    """
    permissions.check_add_series(by)
    values: dict[str, Any] = {"title": title.strip(), "unit": unit.strip(), "source": source.strip()}
    _refuse(values)
    refuse(points=why_not_points(points, today=timezone.localdate(at)), out_of=_why_not_out_of(out_of_id, is_count, by))
    values |= {"is_count": is_count, "out_of_id": out_of_id}
    series = Series.objects.create(**values, created_at=at, created_by_id=by.pk)
    Point.objects.bulk_create(Point(series=series, date=day, value=value) for day, value in points)
    changes = (
        *(
            Change(field=name, new=value, person_id=by.pk if name in EDITABLE else None)
            for name, value in values.items()
            if value
        ),
        Change(field="values", new=len(points)),
    )
    trail.record(SeriesAdded(subject=Ref(SERIES, series.pk), changes=changes), by=by, at=at)
    return series


def series_of_measure(*, measure_id: int, by: Viewer, at: datetime) -> Series:
    """Give the series of a goal's measure; it is made when it is first needed. Raises NotFound, NotAllowed."""
    measure = Measure.objects.filter(pk=measure_id, goal__in=goals.visible_to(by)).select_related("goal").first()
    if measure is None:
        raise NotFound(_("There is no such measure."))
    there = Series.objects.filter(measure=measure).first()
    if there is not None:
        return there
    permissions.check_add_series(by)
    try:
        with transaction.atomic():
            made = Series.objects.create(
                title=measure.name, unit=measure.unit, measure=measure, source=measure.source, created_at=at,
                created_by_id=by.pk,
            )  # fmt: skip
            told = (Change(field="measure", new=str(Ref("goals.measure", measure.pk))),)
            trail.record(SeriesAdded(subject=Ref(SERIES, made.pk), changes=told), by=by, at=at)
            return made
    except IntegrityError:  # somebody else made it in the meantime
        return Series.objects.get(measure=measure)


@transaction.atomic
def edit_series(
    *, series_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Series:
    """Change what a series is called, its unit, where it comes from, or whether it counts something and out of what.

    Of a goal's measure only the last two. Raises NotAllowed, Invalid, EditConflict, WrongState.
    """
    series = _kept(series_id, by, may_be_measure=not set(values) - set(COUNTED))
    given: dict[str, Any] = {name: value if name in COUNTED else str(value).strip() for name, value in values.items()}
    if unknown := set(given) - {*EDITABLE, *COUNTED}:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    _refuse(given, beside=series.pk)
    counted, out_of = given.get("is_count", series.is_count), given.get("out_of_id", series.out_of_id)
    refuse(out_of=_why_not_out_of(out_of, counted, by, beside=series) if set(given) & set(COUNTED) else None)
    trail.edit(
        series, given, event=SeriesEdited, subject=Ref(SERIES, series.pk), by=by, at=at, seen_version=seen_version,
        personal=dict.fromkeys(EDITABLE, by.pk),
    )  # fmt: skip
    return series


@transaction.atomic
def set_points(
    *, series_id: int, points: Points, by: Viewer, at: datetime, seen_version: int | None = None, keep: bool = False
) -> Series:
    """Put these values in the place of those a series has; with ``keep`` other days stay as they are.

    Raises NotAllowed, Invalid, EditConflict, WrongState (the values of a measure are kept at its goal).
    """
    series = _kept(series_id, by)
    refuse(points=why_not_points(points, today=timezone.localdate(at)))
    old, new = dict(series.points.values_list("date", "value")), dict(points)
    gone = [] if keep else [day for day in old if day not in new]
    other = {day: value for day, value in new.items() if day in old and old[day] != value}
    more = {day: value for day, value in new.items() if day not in old}
    if not (gone or other or more):
        return series
    series.points.filter(date__in=[*gone, *other]).delete()
    Point.objects.bulk_create(Point(series=series, date=day, value=v) for day, v in {**other, **more}.items())
    _tell_points(series, old, gone, other, more, by=by, at=at, seen_version=seen_version)
    return series


@transaction.atomic
def add_several(
    *, series: Sequence[ReadSeries], by: Viewer, at: datetime, unit: str = "", source: str = ""
) -> list[Series]:
    """Keep every series of a table: a new one for each name, and more values for names that are kept here already.

    Raises NotAllowed, Invalid (also for a name that belongs to a measure or to somebody else's series).
    """
    permissions.check_add_series(by)
    kept = {one.title: one for one in Series.objects.filter(title__in=[one.title for one in series], removed_at=None)}
    made = []
    for one in series:
        there = kept.get(one.title)
        if there is None:
            made.append(add_series(title=one.title, unit=unit, source=source, points=one.points, by=by, at=at))
        elif there.measure_id or not permissions.can_edit_series(by, there):
            words = _("“%(name)s” is kept by somebody else, or belongs to a goal. Call it otherwise.")
            raise Invalid(words % {"name": one.title}, {"text": words % {"name": one.title}})
        else:
            made.append(set_points(series_id=there.pk, points=one.points, keep=True, by=by, at=at))
    return made


def remove_series(*, series_id: int, by: Viewer, at: datetime) -> Series:
    """Remove a series nothing is claimed or compared with any more; it can be brought back. Raises WrongState."""
    return _put(series_id, removed=True, by=by, at=at)


def restore_series(*, series_id: int, by: Viewer, at: datetime) -> Series:
    """Bring a removed series back. Raises NotAllowed, WrongState."""
    return _put(series_id, removed=False, by=by, at=at)


@transaction.atomic
def _put(series_id: int, *, removed: bool, by: Viewer, at: datetime) -> Series:
    series = Series.objects.select_for_update().get(pk=permissions.find_series(by, series_id).pk)
    permissions.check_edit_series(by, series)
    if (series.removed_at is not None) == removed:
        raise WrongState(_("This has been removed already.") if removed else _("This is there already."))
    if removed and series.claims.filter(removed_at=None).exists():
        raise WrongState(_("An initiative says that it moves this. Take that back first."))
    if not removed and series.measure_id is None:
        refuse(title=_why_not_free(series.title, beside=series.pk))
    event = SeriesRemoved if removed else SeriesRestored
    trail.edit(
        series, {"removed_at": at if removed else None}, event=event, subject=Ref(SERIES, series.pk), by=by, at=at
    )
    return series


def _kept(series_id: int, by: Viewer, *, may_be_measure: bool = False) -> Series:
    """Lock a series that is kept here, for somebody who may change it."""
    found = permissions.find_series(by, series_id)
    permissions.check_edit_series(by, found)
    series = Series.objects.select_for_update().get(pk=found.pk)
    if series.measure_id is not None and not may_be_measure:
        raise WrongState(_("This belongs to a goal: change the measure and its values there."))
    if series.removed_at is not None:
        raise WrongState(_("This has been removed. Bring it back first."))
    return series


def _refuse(values: Mapping[str, str], *, beside: int | None = None) -> None:
    title = values.get("title")
    refuse(
        title=(why_not_title(title) or _why_not_free(title, beside=beside)) if title is not None else None,
        unit=why_not_text(values.get("unit", ""), most=MOST_UNIT, needed=False),
        source=why_not_text(values.get("source", ""), most=MOST_SOURCE, needed=False),
    )


def _why_not_out_of(
    out_of_id: int | None, is_count: bool, by: Viewer, *, beside: Series | None = None
) -> Reason | None:
    if out_of_id is None:
        return None
    if not is_count:
        return _NO_COUNT
    is_self = beside is not None and beside.pk == out_of_id
    seen = permissions.series_visible_to(by).filter(pk=out_of_id, removed_at=None)
    is_kept = beside is not None and beside.out_of_id == out_of_id
    return None if not is_self and (is_kept or seen.exists()) else _NO_SERIES


def _why_not_free(title: str, *, beside: int | None) -> Reason | None:
    same = Series.objects.filter(title__iexact=title, removed_at=None, measure=None)
    if beside is not None:
        same = same.exclude(pk=beside)
    return _TAKEN if same.exists() else None


def _tell_points(
    series: Series,
    old: Mapping[date, float],
    gone: Sequence[date],
    other: Mapping[date, float],
    more: Mapping[date, float],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None,
) -> None:
    """Tell how many values changed and which; the record of the series moves to its next version."""
    now = series.version
    if seen_version is not None and seen_version != now:
        trail.edit(
            series, {}, event=PointsChanged, subject=Ref(SERIES, series.pk), by=by, at=at, seen_version=seen_version
        )
    Series.objects.filter(pk=series.pk, version=now).update(version=now + 1)
    series.version = now + 1
    changes = (
        Change(field="added", new=len(more)),
        Change(field="changed", new=len(other)),
        Change(field="removed", new=len(gone)),
        Change(
            field="values",
            old=[[day.isoformat(), old[day]] for day in sorted([*gone, *other])],
            new=[[day.isoformat(), value] for day, value in sorted({**other, **more}.items())],
        ),
        Change(field=VERSION, old=now, new=now + 1),
    )
    trail.record(PointsChanged(subject=Ref(SERIES, series.pk), changes=changes), by=by, at=at)
