"""Erasing a person's own words from claims, comparisons and credits; numbers and signatures stay the organisation's."""

from __future__ import annotations

from datetime import datetime

from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Claim, Comparison, Credit


# no event: the erasure of a person is recorded by the write that erases the person
def erase_effect_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase why and what else happened as a person wrote it, and the reasons they signed with.

    Runs in the transaction that erases the person. Returns how many records were touched.
    """
    claims = Claim.objects.filter(created_by=person_id)
    return (
        claims.exclude(why_then="", other_events="").update(why_then="", other_events="")
        + Comparison.objects.filter(claim__in=claims.order_by().values("pk")).exclude(why="").update(why="")
        + Credit.objects.filter(signed_by=person_id).exclude(reason="").update(reason="")
    )
