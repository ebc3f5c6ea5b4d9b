"""Goals as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone

from accord.apps.goals.models import Goal, Measure
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def goal_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give goals with their reasons, measures, owners and departments."""
    for piece in pieces(Goal.objects.all(), ids):
        rows = Goal.objects.filter(pk__in=piece).select_related("department", "business_owner", "it_owner")
        for goal in rows.prefetch_related("measures").order_by("pk"):
            people = (str(one or "") for one in (goal.business_owner, goal.it_owner, goal.department))
            measures = (f"{one.name} {one.source}" for one in goal.measures.all())
            yield Text(goal.pk, goal.title, (goal.why, *measures, *people), timezone.localdate(goal.created_at))


# no viewer: ids alone
def of_measures(ids: Collection[int]) -> Iterator[int]:
    """Give the goals of these measures."""
    yield from Measure.objects.filter(pk__in=ids).values_list("goal_id", flat=True)
