"""What the ledger, the figures and effects ask of decisions: what was released, and which benefits do not count any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accord.apps.value.models import CaseVersion, Challenge, Claim, Release
from accord.apps.value.rules import ReleaseState, Verdict


# no viewer: sums of initiatives the caller has found as its viewer
def released(initiative_ids: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """Map initiatives to what was released for them by currency, exact to the cent; without any it is absent: one query."""
    found: dict[int, dict[str, Decimal]] = {}
    for initiative, _month, currency, amount in _granted(initiative_ids):
        sums = found.setdefault(initiative, {})
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return found


# no viewer: see released
def released_by_month(initiative_ids: Iterable[int]) -> dict[int, dict[tuple[date, str], Decimal]]:
    """Map initiatives to what was released in each month (its first day) and currency: one query."""
    found: dict[int, dict[tuple[date, str], Decimal]] = {}
    for initiative, month, currency, amount in _granted(initiative_ids):
        sums = found.setdefault(initiative, {})
        sums[month, currency] = sums.get((month, currency), Decimal(0)) + amount
    return found


# no viewer: see released
def first_released(initiative_ids: Iterable[int]) -> dict[int, date]:
    """Map initiatives to the day on which money was first released for them: one query."""
    rows = Release.objects.filter(state=ReleaseState.RELEASED, stage__case__initiative__in=list(initiative_ids))
    found: dict[int, date] = {}
    for initiative, at in rows.order_by("-released_at").values_list("stage__case__initiative", "released_at"):
        if at is not None:
            found[initiative] = timezone.localdate(at)
    return found


def _granted(initiative_ids: Iterable[int]) -> Iterable[tuple[int, date, str, Decimal]]:
    rows = Release.objects.filter(state=ReleaseState.RELEASED, stage__case__initiative__in=list(initiative_ids))
    fields = ("stage__case__initiative", "released_at", "currency", "amount")
    for initiative, at, currency, amount in rows.order_by("released_at", "pk").values_list(*fields):
        if at is not None and amount is not None:
            yield initiative, timezone.localdate(at).replace(day=1), currency, amount


# no viewer: keys of cases the caller has found as its viewer
def struck_lines(case_ids: Iterable[int]) -> set[str]:
    """Give the keys of lines that were decided not to count, until another version of their case is signed: one query."""
    rows = struck().filter(initiative__case__in=list(case_ids)).values_list("line_key", "claim__line_key")
    return {key for pair in rows for key in pair if key}


# no viewer: claims of initiatives the caller has found as its viewer
def struck_claims(initiative_ids: Iterable[int]) -> set[int]:
    """Give the claims that do not count: themselves, or the line they belong to, was decided so: two queries."""
    ids = list(initiative_ids)
    lines: dict[int, set[str]] = defaultdict(set)
    found: set[int] = set()
    rows = struck().filter(initiative__in=ids).values_list("initiative", "claim", "line_key", "claim__line_key")
    for initiative, claim, line_key, claim_key in rows:
        lines[initiative] |= {key for key in (line_key, claim_key) if key}
        found |= {claim} if claim else set()
    if lines:
        claims = Claim.objects.filter(initiative__in=list(lines)).exclude(line_key="")
        found |= {pk for pk, whose, key in claims.values_list("pk", "initiative", "line_key") if key in lines[whose]}
    return found


# no viewer: a filter on challenges
def struck() -> QuerySet[Challenge]:
    """Filter challenges by which a benefit does not count now: decided so, and no version was signed since."""
    later = CaseVersion.objects.filter(case__initiative=OuterRef("initiative"), signed_at__gt=OuterRef("decided_at"))
    return Challenge.objects.filter(verdict=Verdict.STRUCK, withdrawn_at=None).filter(~Exists(later))


# no viewer: a filter on challenges
def standing() -> QuerySet[Challenge]:
    """Filter challenges that speak against a benefit now: undecided, or decided against it with no version signed since."""
    later = CaseVersion.objects.filter(case__initiative=OuterRef("initiative"), signed_at__gt=OuterRef("decided_at"))
    against = Q(verdict__in=[Verdict.STRUCK, Verdict.CHANGE]) & ~Exists(later)
    return Challenge.objects.filter(withdrawn_at=None).filter(Q(verdict="") | against)


# no viewer: the caller has found the initiatives as its viewer
def challenged_lines(initiative_ids: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """Map initiatives to the keys of lines that are challenged now, each with the ids of its challenges: one query."""
    found: dict[int, dict[str, list[int]]] = {}
    rows = standing().filter(initiative__in=list(initiative_ids)).order_by("pk")
    for pk, initiative, line_key, claim_key in rows.values_list("pk", "initiative", "line_key", "claim__line_key"):
        for key in {line_key, claim_key or ""} - {""}:
            found.setdefault(initiative, {}).setdefault(key, []).append(pk)
    return found
