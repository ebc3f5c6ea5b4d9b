"""What effects know of initiatives, as the ledger counts it: credited benefit in money, its months, the grade it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Claim
from accord.apps.value.reads.decided import struck_claims
from accord.apps.value.reads.effects.credited import CreditedClaim, credited_claims


@dataclass(frozen=True, slots=True)
class Evidence:
    """The credited benefit by currency in cents, the grade it rests on, and whether somebody else claims it too."""

    cents: Mapping[str, int] = field(default_factory=dict)
    grade: str = ""
    is_double: bool = False


def evidence_of(*, viewer: Viewer, among: QuerySet[Initiative]) -> dict[int, Evidence]:
    """Map initiatives the viewer may see to the evidence of their benefit; without a study they are absent: six queries.

    What was decided not to count adds nothing. The grade is the weakest of those that count.
    """
    counted = counted_claims(viewer=viewer, initiative_ids=among.order_by().values("pk"))
    twice = _claimed_twice([one.claim_id for one in counted])
    by_initiative: dict[int, list[CreditedClaim]] = defaultdict(list)
    for one in counted:
        by_initiative[one.initiative_id].append(one)
    return {pk: _evidence(some, twice) for pk, some in by_initiative.items()}


def counted_claims(*, viewer: Viewer, initiative_ids: Any) -> list[CreditedClaim]:
    """List what claims are credited with, without those that were decided not to count: five queries.

    ``initiative_ids`` are those of initiatives the viewer has been found to see, as ids or as a query.
    """
    found = credited_claims(viewer=None, initiative_ids=initiative_ids)
    struck = struck_claims({one.initiative_id for one in found}) if found else set()
    return [one for one in found if one.claim_id not in struck]


def _claimed_twice(claim_ids: Collection[int]) -> set[int]:
    """Find the claims of series that another initiative claims as well."""
    if not claim_ids:
        return set()
    several = (
        Claim.objects.filter(removed_at=None)
        .order_by()
        .values("series")
        .annotate(n=Count("initiative", distinct=True))
        .filter(n__gt=1)
        .values("series")
    )
    shared = Claim.objects.filter(series__in=several, removed_at=None).values_list("pk", flat=True)
    return set(shared) & set(claim_ids)


def _evidence(some: Collection[CreditedClaim], twice: Collection[int]) -> Evidence:
    cents: dict[str, int] = {}
    for one in some:
        if one.realised is not None:
            cents[one.currency] = cents.get(one.currency, 0) + int(one.realised.amount.scaleb(2))
    return Evidence(cents, max(one.grade for one in some), any(one.claim_id in twice for one in some))
