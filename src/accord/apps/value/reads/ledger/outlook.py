"""What some initiatives are likely to be worth, beside their ledger: net present value with its range."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.figures.values import npvs_of
from accord.apps.value.rules import CaseState


@dataclass(frozen=True)
class LedgerOutlook:
    """Net present value of the signed version, else the latest: exceeded nine, five and one times in ten; chance of a loss."""

    low: float
    middle: float
    high: float
    loss_share: float
    currency: str
    is_signed: bool
    number: int


def outlooks(*, viewer: Viewer, initiative_ids: Collection[int]) -> dict[int, LedgerOutlook]:
    """Map some initiatives to what they are likely to be worth; without a case, or without a rate, they are absent."""
    seen = visible_to(viewer).filter(pk__in=list(initiative_ids)).order_by().values("pk")
    versions: dict[int, CaseVersion] = {}
    for one in (
        CaseVersion.objects.filter(case__initiative__in=seen).select_related("case__initiative").order_by("number")
    ):
        before = versions.get(one.case.initiative_id)
        if before is None or before.state != CaseState.SIGNED:
            versions[one.case.initiative_id] = one
    values = npvs_of(versions=list(versions.values()), viewer=viewer)
    return {
        initiative_id: LedgerOutlook(
            value.p10, value.p50, value.p90, value.loss_share, one.currency, one.state == CaseState.SIGNED, one.number
        )
        for initiative_id, one in versions.items()
        if (value := values.get(one.pk)) is not None
    }
