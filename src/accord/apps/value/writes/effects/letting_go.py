"""Letting go of a goal's measure that no claim rests on any more, so that it can be removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accord.apps.goals.models import Actual
from accord.apps.trail import writes as trail
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.value.events.effects import SeriesRemoved
from accord.apps.value.models import Claim, Comparison, Point, Series
from accord.apps.value.writes.effects.series import SERIES


@transaction.atomic
def let_go_of_measure(*, measure_id: int, by: Viewer, at: datetime) -> None:
    """Remove the series of a measure once no claim stands on it; its values stay with it, for the studies there were.

    Where a claim stands on it, or compares with it, it is left alone and goes on protecting the measure. Runs before the
    measure is removed; whoever may do that is asked there.
    """
    series = Series.objects.select_for_update().filter(measure=measure_id).first()
    if series is None or _is_used(series):
        return
    if not series.points.exists():
        values = Actual.objects.filter(measure=measure_id).values_list("date", "value")
        Point.objects.bulk_create(Point(series=series, date=day, value=value) for day, value in values)
    Series.objects.filter(pk=series.pk).update(measure=None)
    series.measure_id = None
    if series.removed_at is None:
        removed = {"removed_at": at}
        trail.edit(series, removed, event=SeriesRemoved, subject=Ref(SERIES, series.pk), by=by, at=at)


def _is_used(series: Series) -> bool:
    live = Claim.objects.filter(removed_at=None)
    compared = Comparison.objects.filter(series=series, claim__in=live.order_by().values("pk"))
    return live.filter(series=series).exists() or compared.exists()
