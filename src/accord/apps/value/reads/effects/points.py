"""Single values of series, as an import names them."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.value import permissions
from accord.apps.value.models import Point


def point_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids of values the viewer may see to (title of the series and day, address of the series)."""
    seen = permissions.series_visible_to(viewer).order_by().values("pk")
    rows = Point.objects.filter(pk__in=ids, series__in=seen).order_by()
    return {
        pk: (f"{title} · {exact_day(day)}", reverse("value:one_series", args=[series]))
        for pk, series, title, day in rows.values_list("pk", "series", "series__title", "date")
    }
