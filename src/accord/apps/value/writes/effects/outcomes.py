"""Recording what happened, by which forecasts are judged: a signed year of benefit, a closed cost, the payoff."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.sockets import recorders
from accord.apps.ui.rules import Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.reads.effects.outcomes import BENEFIT, OutcomeOffer, outcome_offer
from accord.apps.value.reads.ledger.closing import ClosingOffer, closing_offers


# no event: whoever keeps outcomes records this one on the trail
@transaction.atomic
def record_outcome(*, initiative_id: int, by: Viewer, at: datetime) -> OutcomeOffer:
    """Hand a year's benefit, as finance signed it, to whoever keeps outcomes. Raises NotFound, NotAllowed, WrongState."""
    initiative = permissions.find(by, initiative_id)
    permissions.check_finance(by)
    offer = outcome_offer(viewer=by, initiative_id=initiative.pk)
    if offer is None:
        raise WrongState(_("There is no signed year of benefit to record, or it is recorded already."))
    for recorder in recorders:
        recorder.record(
            initiative_id=initiative.pk, question=BENEFIT, amount=offer.amount, currency=offer.currency,
            payoff_date=None, source=_("Credited by finance on the ground of studies in the value ledger"), by=by, at=at,
        )  # fmt: skip
    return offer


# no event: see record_outcome
@transaction.atomic
def record_closing(*, initiative_id: int, question: str, by: Viewer, at: datetime) -> ClosingOffer:
    """Hand the closed cost, or the month of the payoff, to whoever keeps outcomes. Raises NotFound, NotAllowed, WrongState.

    What is recorded is worked out anew: what the closed months say when somebody records it.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_finance(by)
    offers = closing_offers(viewer=by, initiative_id=initiative.pk, as_of=timezone.localdate(at))
    offer = next((one for one in offers if one.question == question), None)
    if offer is None:
        raise WrongState(_("The books of this are not closed, or it is recorded already."))
    for recorder in recorders:
        recorder.record(
            initiative_id=initiative.pk, question=question, amount=offer.amount, currency=offer.currency,
            payoff_date=None if offer.amount is not None else offer.until,
            source=_("The books that finance closed up to %(month)s") % {"month": f"{offer.until:%Y-%m}"}, by=by, at=at,
        )  # fmt: skip
    return offer
