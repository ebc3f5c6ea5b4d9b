"""What a signed year of benefit offers to the scoring of forecasts: the amount a year, if nobody has recorded it yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accord.apps.initiatives.sockets import recorders
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Study
from accord.apps.value.permissions import is_finance
from accord.apps.value.reads.effects.credited import credited_claims
from accord.apps.value.rules.effects.money import CENT
from accord.apps.value.rules.words import RHYTHM_MONTHS

BENEFIT, YEAR = "benefit", 12


@dataclass(frozen=True)
class OutcomeOffer:
    """A year's benefit as finance signed it, in one currency, and the studies it rests on."""

    amount: Decimal
    currency: str
    months: int
    claims: int


def outcome_offer(*, viewer: Viewer, initiative_id: int) -> OutcomeOffer | None:
    """Give what finance could record as having happened: signed claims that saw a whole year, brought to a year.

    None for everybody else and whoever may not record outcomes, where no signed claim saw twelve months, where there are several currencies, or where the
    benefit is recorded already. The amount a year is the credited amount × 12 ÷ months of each claim, rounded once each.
    """
    if not len(recorders) or not is_finance(viewer):
        return None
    if not all(one.may_record(viewer=viewer, initiative_id=initiative_id) for one in recorders):
        return None
    signed = [
        one for one in credited_claims(viewer=viewer, initiative_ids=[initiative_id])
        if one.is_signed and one.realised is not None
    ]  # fmt: skip
    rows = Study.objects.filter(pk__in=[one.study_id for one in signed]).values_list("pk", "periods", "rhythm")
    months = {pk: periods * RHYTHM_MONTHS[rhythm] for pk, periods, rhythm in rows}
    whole = [one for one in signed if months[one.study_id] >= YEAR]
    if not whole or len({one.currency for one in whole}) > 1:
        return None
    if any(one.question == BENEFIT for recorder in recorders
           for one in recorder.recorded(viewer=viewer, initiative_id=initiative_id)):  # fmt: skip
        return None
    amounts = [
        (one.realised.amount * YEAR / months[one.study_id]).quantize(CENT) for one in whole if one.realised is not None
    ]
    return OutcomeOffer(
        sum(amounts, Decimal(0)), whole[0].currency, min(months[one.study_id] for one in whole), len(whole)
    )
