"""Whose gaps they are, and who acted on them: for those who are told."""

from __future__ import annotations

from collections.abc import Collection

from accord.apps.gaps.models import Gap
from accord.apps.promises.models import Promise

KIND = "gaps.gap"


# no viewer: names who is told; what they are told is asked as each of them
def owners_of(*, ids: Collection[int]) -> dict[int, set[int]]:
    """Map gaps to the persons who own them: one query."""
    rows = Gap.objects.filter(pk__in=ids).order_by().values_list("pk", "business_owner", "it_owner")
    return {pk: set(filter(None, owners)) for pk, *owners in rows}


# no viewer: see owners_of
def concerned_by(*, ids: Collection[int]) -> dict[int, set[int]]:
    """Map gaps to their owners and everybody who promised something about them, or was promised it: two queries."""
    people = owners_of(ids=ids)
    promised = Promise.objects.filter(about_kind=KIND, about_id__in=ids).order_by()
    for gap, owner, to in promised.values_list("about_id", "owner", "made_to"):
        people.setdefault(gap or 0, set()).update(filter(None, (owner, to)))
    return people
