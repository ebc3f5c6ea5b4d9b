"""Whose turn it is about effects: claims finance may sign, claims that could be studied; names and people of both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions
from accord.apps.value.models import CaseVersion, Claim, Credit, Study
from accord.apps.value.reads.effects.inputs import aligned_claims

MOST = 100


@dataclass(frozen=True)
class ClaimDue:
    """A claim somebody has to do something about."""

    claim_id: int
    initiative_id: int
    initiative: str
    title: str
    grade: str
    as_of: date | None
    url: str


def to_credit(*, viewer: Viewer) -> list[ClaimDue]:
    """List the claims whose newest study waits for the viewer's signature: heads of finance, not their own claims."""
    if not permissions.heads_finance(viewer):
        return []
    newest = Study.objects.filter(claim=OuterRef("pk")).order_by("-number")
    signed = Credit.objects.filter(claim=OuterRef("pk"), withdrawn_at=None)
    owner = CaseVersion.objects.filter(case__initiative=OuterRef("initiative")).order_by("-number")
    records = (
        Claim.objects.filter(removed_at=None, initiative__in=permissions.visible_to(viewer).order_by().values("pk"))
        .annotate(
            newest=Subquery(newest.values("pk")[:1]),
            newest_on=Subquery(newest.values("as_of")[:1]),
            newest_grade=Subquery(newest.values("grade")[:1]),
            estimate=Subquery(newest.values("estimate")[:1]),
            signed_study=Subquery(signed.values("study")[:1]),
            owner=Subquery(owner.values("benefit_owner")[:1]),
        )
        .filter(estimate__isnull=False)
        .filter(Q(signed_study=None) | ~Q(signed_study=F("newest")))
        .exclude(created_by=viewer.pk)
        .filter(Q(owner=None) | ~Q(owner=viewer.pk))
        .order_by("pk")
    )
    told = {pk: (grade, day) for pk, grade, day in records.values_list("pk", "newest_grade", "newest_on")[:MOST]}
    return [_due(one, *told[one.pk]) for one in _named(records) if one.pk in told]


def to_study(*, viewer: Viewer, as_of: date) -> list[ClaimDue]:
    """List the viewer's own claims that were never studied though there are values from before and after."""
    records = Claim.objects.filter(
        removed_at=None, created_by=viewer.pk, studies=None, from_date__lte=as_of,
        initiative__in=permissions.visible_to(viewer).order_by().values("pk"),
    )  # fmt: skip
    claims = list(_named(records))
    aligned = aligned_claims(claims, as_of=as_of)
    ready = [one for one in claims if aligned[one.pk].start >= 3 and aligned[one.pk].after >= 3]
    return [_due(one, "", None) for one in ready]


def _named(records: QuerySet[Claim]) -> QuerySet[Claim]:
    return records.select_related("initiative", "series").order_by("pk")[:MOST]


def _due(claim: Claim, grade: str, as_of: date | None) -> ClaimDue:
    return ClaimDue(
        claim_id=claim.pk,
        initiative_id=claim.initiative_id,
        initiative=claim.initiative.title,
        title=claim.series.title,
        grade=grade,
        as_of=as_of,
        url=f"{reverse('value:effects', args=[claim.initiative_id])}#claim-{claim.pk}",
    )


def claim_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the claims the viewer may see to (what is moved, address): one query."""
    rows = Claim.objects.filter(pk__in=ids, initiative__in=permissions.visible_to(viewer).order_by().values("pk"))
    found = rows.order_by().values_list("pk", "series__title", "initiative")
    return {pk: (title, f"{reverse('value:effects', args=[home])}#claim-{pk}") for pk, title, home in found}


def study_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the studies the viewer may see to (what was moved, address): one query."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Study.objects.filter(pk__in=ids, claim__initiative__in=seen).order_by()
    found = rows.values_list("pk", "claim__series__title", "claim__initiative")
    return {pk: (title, reverse("value:study", args=[home, pk])) for pk, title, home in found}


# no viewer: notices ask who is told; what they are told is asked as the reader
def people_of_claims(*, ids: Collection[int]) -> dict[int, set[int]]:
    """Map claims to who made them, the sponsor, the lead and the owner of the benefit."""
    owner = CaseVersion.objects.filter(case__initiative=OuterRef("initiative")).order_by("-number")
    rows = Claim.objects.filter(pk__in=ids).annotate(owner=Subquery(owner.values("benefit_owner")[:1])).order_by()
    found = rows.values_list("pk", "created_by", "initiative__sponsor", "initiative__lead", "owner")
    return {pk: {person for person in people if person is not None} for pk, *people in found}


# no viewer: see people_of_claims
def people_of_studies(*, ids: Collection[int]) -> dict[int, set[int]]:
    """Map studies to the people of their claims."""
    claims = dict(Study.objects.filter(pk__in=ids).order_by().values_list("pk", "claim"))
    people = people_of_claims(ids=set(claims.values()))
    return {pk: people.get(claim, set()) for pk, claim in claims.items()}
