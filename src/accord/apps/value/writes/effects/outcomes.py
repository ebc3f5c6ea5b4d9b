"""Recording a signed year of benefit as what happened, by which forecasts are judged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.initiatives.sockets import recorders
from accord.apps.ui.rules import Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.reads.effects.outcomes import BENEFIT, OutcomeOffer, outcome_offer


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
