"""What there is to choose from when something is posted: initiatives, lines of their case, values of measures to read."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.goals.models import Actual
from accord.apps.initiatives.rules import FLOW_LABELS
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Claim, Line, Posting
from accord.apps.value.permissions import visible_to
from accord.apps.value.rules import Source

MOST = 500


def initiative_choices(*, viewer: Viewer, initiative_id: int | None = None) -> list[tuple[int, str]]:
    """List the initiatives one may post to, or the one asked for: one query."""
    seen = visible_to(viewer).order_by("title", "pk")
    if initiative_id is not None:
        seen = seen.filter(pk=initiative_id)
    return list(seen.values_list("pk", "title")[:MOST])


def line_choices(*, viewer: Viewer, initiative_id: int) -> list[tuple[str, str]]:
    """List the lines of an initiative's case, those of the latest version first: one query."""
    lines = Line.objects.filter(
        of__case__initiative=initiative_id, of__case__initiative__in=visible_to(viewer).order_by().values("pk")
    ).order_by("-of__number", "flow", "position")
    found: dict[str, str] = {}
    for key, title, flow in lines.values_list("key", "title", "flow"):
        found.setdefault(key, f"{_(FLOW_LABELS[flow])}: {title}")
    return list(found.items())


def reading_choices(*, viewer: Viewer, initiative_id: int) -> list[tuple[str, str]]:
    """List the values of measures that can be read as a benefit and were not yet, newest first: three queries."""
    claims = Claim.objects.filter(
        initiative=initiative_id, initiative__in=visible_to(viewer).order_by().values("pk"), removed_at=None,
        unit_amount__isnull=False,
    ).exclude(series__measure=None).exclude(currency="")  # fmt: skip
    known = list(claims.select_related("series"))
    measures: Sequence[int | None] = [claim.series.measure_id for claim in known]
    actuals = list(Actual.objects.filter(measure__in=measures).select_related("measure").order_by("-date"))
    read = set(
        Posting.objects.filter(
            initiative=initiative_id, source=Source.MEASURE, removed_at=None, corrected_by=None
        ).values_list("measure_id", "date")
    )
    return [
        (f"{claim.pk}-{one.pk}", _("%(measure)s, %(day)s: %(value)s %(unit)s") % {
            "measure": one.measure.name, "day": date_format(one.date, "j M Y"), "value": f"{one.value:g}",
            "unit": one.measure.unit})
        for claim in known for one in actuals
        if one.measure_id == claim.series.measure_id and one.date >= claim.from_date
        and (one.measure_id, one.date) not in read
    ]  # fmt: skip
