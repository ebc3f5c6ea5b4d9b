"""What finance signs as caused by an initiative, and withdraws."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.effects import CreditWithdrawn, EffectCredited
from accord.apps.value.models import Claim, Credit
from accord.apps.value.rules.effects.checks import why_not_share
from accord.apps.value.rules.words import MOST_TEXT, Involved
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.effects.claims import CLAIM
from accord.apps.value.writes.effects.studies import STUDY
from accord.apps.value.writes.involvement import note

_WHY = Reason(gettext_noop("Say why in a few words: whoever reads the ledger reads this."))


@transaction.atomic
def credit(*, claim_id: int, study_id: int, share: Decimal, reason: str, by: Viewer, at: datetime) -> Credit:
    """Sign which share (0 to 1) of what the newest study found is caused by the initiative; an earlier signature ends.

    Only finance signs, and nobody who made the claim or owns the benefit. Raises NotFound, NotAllowed, Invalid, WrongState.
    """
    claim = _locked(claim_id, by)
    newest = claim.studies.order_by("-number").first()
    if claim.removed_at is not None or newest is None:
        raise WrongState(_("There is nothing to sign: no study of this claim."))
    if newest.pk != study_id:
        raise WrongState(_("There is a newer study than the one you looked at. Look at it first."))
    reason = reason.strip()
    refuse(share=why_not_share(share), reason=why_not_text(reason, most=MOST_TEXT) if reason else _WHY)
    if newest.estimate is None:
        refuse(
            share=Reason(gettext_noop("This study has no number, so there is nothing to credit.")) if share else None
        )
    claim.credits.filter(withdrawn_at=None).update(withdrawn_at=at)
    made = Credit.objects.create(
        claim=claim, study=newest, share=share, reason=reason, signed_at=at, signed_by_id=by.pk
    )
    changes = (
        Change(field="share", new=float(share * 100)),
        Change(field="study", new=str(Ref(STUDY, newest.pk))),
        Change(field="reason", new=reason, person_id=by.pk),
    )
    trail.record(EffectCredited(subject=Ref(CLAIM, claim.pk), changes=changes), by=by, at=at)
    note(initiative_id=claim.initiative_id, how=Involved.SIGNED, by=by, at=at)
    return made


@transaction.atomic
def withdraw_credit(*, claim_id: int, reason: str, by: Viewer, at: datetime) -> Credit:
    """Withdraw what finance signed, and say why; from then on the share of the grade counts again.

    Raises NotFound, NotAllowed, Invalid, WrongState.
    """
    claim = _locked(claim_id, by)
    signed = claim.credits.filter(withdrawn_at=None).first()
    if signed is None:
        raise WrongState(_("Nothing is signed here."))
    reason = reason.strip()
    refuse(reason=why_not_text(reason, most=MOST_TEXT) if reason else _WHY)
    signed.withdrawn_at = at
    signed.save(update_fields=["withdrawn_at"])
    changes = (
        Change(field="share", old=float(signed.share * 100)),
        Change(field="reason", new=reason, person_id=by.pk),
    )
    trail.record(CreditWithdrawn(subject=Ref(CLAIM, claim.pk), changes=changes), by=by, at=at)
    return signed


def _locked(claim_id: int, by: Viewer) -> Claim:
    """Lock a claim for somebody who may sign what is credited of it."""
    found = permissions.find_claim(by, claim_id)
    permissions.check_credit(by, found)
    return Claim.objects.select_for_update().get(pk=found.pk)
