"""Who is told of releases, challenges and reviews, worked out for everybody at once."""

from __future__ import annotations

from collections.abc import Collection

from accord.apps.value.models import Challenge, Release, Review
from accord.apps.value.reads.deciding.releases import deciders


# no viewer: who is told is worked out for everybody at once; what they are told is asked as them
def people_of_releases(ids: Collection[int]) -> dict[int, list[int]]:
    """Map releases to who asked, the sponsor and the lead: one query."""
    rows = Release.objects.filter(pk__in=ids).order_by()
    fields = ("pk", "asked_by", "stage__case__initiative__sponsor", "stage__case__initiative__lead")
    return {pk: _each(people) for pk, *people in rows.values_list(*fields)}


# no viewer: see people_of_releases
def people_of_challenges(*, ids: Collection[int], who: str) -> dict[int, list[int]]:
    """Map challenges to who is to answer (``answerer``), who asked and decides (``judges``), or who asked and answered (``both``)."""
    rows = Challenge.objects.filter(pk__in=ids).order_by()
    fields = {
        "answerer": ("answerer",),
        "judges": ("asked_by", "initiative__sponsor"),
        "both": ("asked_by", "answered_by", "answerer", "initiative__sponsor"),
    }[who]
    also = deciders() if who == "judges" else []
    return {pk: _each([*people, *also]) for pk, *people in rows.values_list("pk", *fields)}


# no viewer: see people_of_releases
def people_of_reviews(ids: Collection[int]) -> dict[int, list[int]]:
    """Map reviews to their owner, the sponsor and the lead: one query."""
    rows = Review.objects.filter(pk__in=ids).order_by()
    fields = ("pk", "owner", "initiative__sponsor", "initiative__lead")
    return {pk: _each(people) for pk, *people in rows.values_list(*fields)}


def _each(people: Collection[int | None]) -> list[int]:
    return list(dict.fromkeys(pk for pk in people if pk))
