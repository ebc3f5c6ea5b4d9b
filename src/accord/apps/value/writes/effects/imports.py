"""Values of many series at once: what an import writes and takes back; the caller holds the transaction of the batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.batches.rules.words import fold
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import NotAllowed, Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.value import permissions
from accord.apps.value.events.effects import PointsChanged, SeriesAdded, SeriesRemoved, SeriesRestored
from accord.apps.value.models import Claim, Comparison, Point, Series
from accord.apps.value.rules.effects.checks import why_not_points
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.effects.series import SERIES


@dataclass(frozen=True, kw_only=True)
class PointRow:
    """A value of an import. ``point_id`` is the value it changes, ``id`` the one it had when it was written before."""

    number: int
    title: str
    date: date
    value: float
    unit: str = ""
    source: str = ""
    point_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WrittenPoint:
    """A value that was written; ``old`` is what stood there before (None: nothing)."""

    point_id: int
    series_id: int
    date: date
    new: float
    old: float | None = None
    number: int | None = None


@dataclass(frozen=True)
class WrittenPoints:
    """What an import wrote: the series, each with whether it is new, and the values."""

    series: tuple[tuple[Series, bool], ...]
    points: tuple[WrittenPoint, ...]


@transaction.atomic
def import_points(
    *, rows: Sequence[PointRow], before: Mapping[str, int], by: Viewer, at: datetime, batch: Ref
) -> WrittenPoints:
    """Keep the values of many series: a new series for each name that is not here, more values for the others.

    ``before`` gives the series that the same import kept before it was taken back: folded title → id; they come back.
    Raises NotAllowed (also for a series of somebody else) and Invalid.
    """
    permissions.check_add_series(by)
    named: dict[str, list[PointRow]] = {}
    for row in rows:
        named.setdefault(fold(row.title), []).append(row)
    kept = _kept(named)
    _check_all(kept.values(), by)
    made = _made({key: some[0] for key, some in named.items() if key not in kept}, before, by, at, batch)
    series: list[tuple[Series, bool]] = []
    points: list[WrittenPoint] = []
    for key, some in named.items():
        one, is_new = (made[key], True) if key in made else (kept[key], False)
        refuse(points=why_not_points([(row.date, row.value) for row in some], today=timezone.localdate(at)))
        points += _written(one, some)
        series.append((one, is_new))
    _tell(series, points, by=by, at=at, batch=batch)
    return WrittenPoints(tuple(series), tuple(points))


def _kept(named: Iterable[str]) -> dict[str, Series]:
    """Lock the series that are kept under these folded titles."""
    wanted = set(named)
    titles = Series.objects.filter(measure=None, removed_at=None).order_by("pk").values_list("pk", "title")
    ids = [pk for pk, title in titles if fold(title) in wanted]
    return {fold(one.title): one for one in Series.objects.select_for_update().filter(pk__in=ids).order_by("-pk")}


def _check_all(series: Iterable[Series], by: Viewer) -> None:
    others = [one for one in series if one.created_by_id != by.pk]
    if others and not permissions.edits_all_series(by):
        words = _("“%(name)s” is kept by somebody else. Call yours otherwise.")
        raise NotAllowed(words % {"name": others[0].title})


def _made(
    first: Mapping[str, PointRow], before: Mapping[str, int], by: Viewer, at: datetime, batch: Ref
) -> dict[str, Series]:
    """Make the series that are not here, or bring back those the import made before; tell of both."""
    again = {
        fold(one.title): one for one in Series.objects.filter(
            pk__in=[before[key] for key in first if key in before]).exclude(removed_at=None)
    }  # fmt: skip
    new = {
        key: Series(title=row.title, unit=row.unit, source=row.source, created_at=at, created_by_id=by.pk)
        for key, row in first.items() if key not in again
    }  # fmt: skip
    for one in new.values():
        one.save(force_insert=True)
    Series.objects.filter(pk__in=[one.pk for one in again.values()]).update(removed_at=None)
    told = [
        SeriesAdded(subject=Ref(SERIES, one.pk), changes=tuple(
            Change(field=name, new=said, person_id=by.pk)
            for name, said in (("title", one.title), ("unit", one.unit), ("source", one.source)) if said))
        for one in new.values()
    ]  # fmt: skip
    trail.record_many(
        [*told, *(SeriesRestored(subject=Ref(SERIES, one.pk)) for one in again.values())], by=by, at=at, batch=batch
    )
    return {key: again.get(key) or new[key] for key in first}


def _written(series: Series, rows: Sequence[PointRow]) -> list[WrittenPoint]:
    """Write the values of one series, those that are new and those that change."""
    more = [row for row in rows if row.point_id is None]
    made = [Point(pk=row.id, series=series, date=row.date, value=row.value) for row in more]
    Point.objects.bulk_create(made, batch_size=500)
    there = Point.objects.in_bulk([row.point_id for row in rows if row.point_id is not None])
    other = [(there[row.point_id], row) for row in rows if row.point_id in there]
    old = {point.pk: point.value for point, _row in other}
    for point, row in other:
        point.value = row.value
    Point.objects.bulk_update([point for point, _row in other], ["value"], batch_size=200)
    both = [*zip(made, more, strict=True), *other]
    return [
        WrittenPoint(point_id=point.pk, series_id=series.pk, date=row.date, new=row.value, old=old.get(point.pk),
                     number=row.number)
        for point, row in both
    ]  # fmt: skip


def _tell(
    series: Sequence[tuple[Series, bool]], points: Sequence[WrittenPoint], *, by: Viewer, at: datetime, batch: Ref
) -> None:
    changed = {one.pk: one for one, _is_new in series}
    by_series: dict[int, list[WrittenPoint]] = {pk: [] for pk in changed}
    for point in points:
        by_series[point.series_id].append(point)
    _tell_changes(
        {
            pk: ([(one.date, one.old) for one in some if one.old is not None], [(one.date, one.new) for one in some])
            for pk, some in by_series.items()
        },
        by=by, at=at, batch=batch,
    )  # fmt: skip


Valued = Sequence[tuple[date, float]]


def _tell_changes(said: Mapping[int, tuple[Valued, Valued]], *, by: Viewer, at: datetime, batch: Ref) -> None:
    """Tell of each series what its values were and are; its record moves to its next version."""
    versions = dict(Series.objects.filter(pk__in=said).order_by().values_list("pk", "version"))
    Series.objects.filter(pk__in=said).update(version=F("version") + 1)
    events = []
    for pk, (old, new) in said.items():
        was, now = {day for day, _value in old}, {day for day, _value in new}
        changes = (
            Change(field="added", new=len(now - was)), Change(field="changed", new=len(now & was)),
            Change(field="removed", new=len(was - now)),
            Change(field="values", old=[[day.isoformat(), value] for day, value in sorted(old)],
                   new=[[day.isoformat(), value] for day, value in sorted(new)]),
            Change(field=VERSION, old=versions[pk], new=versions[pk] + 1),
        )  # fmt: skip
        events.append(PointsChanged(subject=Ref(SERIES, pk), changes=changes))
    trail.record_many(events, by=by, at=at, batch=batch)


# --- taking back -----------------------------------------------------------------------------------------------------


@transaction.atomic
def take_back_points(
    *, points: Sequence[WrittenPoint], series_ids: Sequence[int], by: Viewer, at: datetime, batch: Ref
) -> dict[int, str]:
    """Take the values of an import back, and of the series it made (``series_ids``) those that are left empty and unused.

    What somebody changed since stays. Gives the series of which something is kept, with the reason. Raises NotAllowed.
    """
    permissions.check_add_series(by)
    touched = sorted({one.series_id for one in points} | set(series_ids))
    locked = {one.pk: one for one in Series.objects.select_for_update().filter(pk__in=touched)}
    _check_all(locked.values(), by)
    here = {(one.series_id, one.date): one for one in Point.objects.filter(series__in=locked)}
    kept: dict[int, str] = {}
    back: list[WrittenPoint] = []
    for one in points:
        stands = here.get((one.series_id, one.date))
        if stands is None or stands.value != one.new:
            kept[one.series_id] = _("Its value of %(day)s has been changed since.") % {"day": exact_day(one.date)}
        else:
            back.append(one)
    _put_back(back, here, by=by, at=at, batch=batch)
    return kept | _remove_empty([locked[pk] for pk in series_ids if pk in locked and pk not in kept], by, at, batch)


def _put_back(
    back: Sequence[WrittenPoint], here: Mapping[tuple[int, date], Point], *, by: Viewer, at: datetime, batch: Ref
) -> None:
    gone = [here[one.series_id, one.date].pk for one in back if one.old is None]
    for start in range(0, len(gone), 500):
        Point.objects.filter(pk__in=gone[start : start + 500]).delete()
    restored = []
    for one in back:
        if one.old is not None:
            point = here[one.series_id, one.date]
            point.value = one.old
            restored.append(point)
    Point.objects.bulk_update(restored, ["value"], batch_size=200)
    said: dict[int, tuple[list[tuple[date, float]], list[tuple[date, float]]]] = {}
    for one in back:
        old, new = said.setdefault(one.series_id, ([], []))
        old.append((one.date, one.new))
        if one.old is not None:
            new.append((one.date, one.old))
    _tell_changes(said, by=by, at=at, batch=batch)


def _remove_empty(series: Sequence[Series], by: Viewer, at: datetime, batch: Ref) -> dict[int, str]:
    """Remove series that hold no value any more; one that is claimed or compared with stays, with the reason."""
    ids = [one.pk for one in series if one.removed_at is None]
    live = Claim.objects.filter(removed_at=None)
    used = set(live.filter(series__in=ids).values_list("series", flat=True)) | set(
        Comparison.objects.filter(series__in=ids, claim__in=live.order_by().values("pk")).values_list(
            "series", flat=True
        )
    )
    filled = set(Point.objects.filter(series__in=ids).order_by().values_list("series", flat=True))
    empty = [pk for pk in ids if pk not in used and pk not in filled]
    Series.objects.filter(pk__in=empty).update(removed_at=at)
    trail.record_many([SeriesRemoved(subject=Ref(SERIES, pk)) for pk in empty], by=by, at=at, batch=batch)
    return {pk: _("It has values from elsewhere.") for pk in filled} | {
        pk: _("An initiative is judged by it.") for pk in used
    }
