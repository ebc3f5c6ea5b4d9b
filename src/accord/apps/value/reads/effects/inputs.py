"""The values of series and what a study of a claim would rest on now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from accord.apps.goals.models import Actual
from accord.apps.value.models import Claim, Comparison, Point, Series
from accord.apps.value.rules.effects.periods import Aligned, align

Points = list[tuple[date, float]]


# no viewer: the caller has found the series, or the claim they belong to, as its viewer
def points_of(series_ids: Collection[int]) -> dict[int, Points]:
    """Map series to their values, oldest first: those of measures are the goal's own. Three queries."""
    found: dict[int, Points] = {pk: [] for pk in series_ids}
    measures = dict(
        Series.objects.filter(pk__in=series_ids, measure__isnull=False).order_by().values_list("measure", "pk")
    )
    rows = Point.objects.filter(series__in=series_ids).order_by("series", "date")
    for pk, day, value in rows.values_list("series", "date", "value"):
        if pk not in measures.values():
            found[pk].append((day, value))
    actuals = Actual.objects.filter(measure__in=list(measures)).order_by("measure", "date")
    for measure, day, value in actuals.values_list("measure", "date", "value"):
        found[measures[measure]].append((day, value))
    return found


# no viewer: the caller has found the claims as its viewer
def aligned_claims(claims: Sequence[Claim], *, as_of: date) -> dict[int, Aligned]:
    """Bring each claim's series and its comparisons to one rhythm as of a day; series that were removed stay out."""
    rows = Comparison.objects.filter(claim__in=[one.pk for one in claims], series__removed_at=None).order_by("pk")
    compared: dict[int, list[tuple[int, str]]] = {}
    for claim, series, role in rows.values_list("claim", "series", "role"):
        compared.setdefault(claim, []).append((series, role))
    own = {
        one.pk: one
        for one in Series.objects.filter(pk__in=[one.series_id for one in claims]).only("is_count", "out_of")
    }
    wanted = {*own, *(pk for some in compared.values() for pk, _role in some)}
    points = points_of(wanted | {one.out_of_id for one in own.values() if one.out_of_id is not None})
    return {
        one.pk: align(
            points[one.series_id],
            from_date=one.from_date,
            others={str(pk): (role, points[pk]) for pk, role in compared.get(one.pk, ())},
            as_of=as_of,
            is_count=own[one.series_id].is_count,
            out_of=points.get(own[one.series_id].out_of_id or 0, ()),
        )
        for one in claims
    }
