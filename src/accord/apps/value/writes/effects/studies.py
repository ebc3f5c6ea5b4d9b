"""Studying what an initiative caused: the numbers are worked out first, then stored as a record that never changes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.effects import StudyMade
from accord.apps.value.models import Claim, Study
from accord.apps.value.reads.effects.inputs import aligned_claims
from accord.apps.value.rules.effects.studying import Studied, digest_of, study
from accord.apps.value.writes.effects.claims import CLAIM

STUDY = "value.study"
AT_A_TIME = 200


def make_study(*, claim_id: int, by: Viewer, at: datetime) -> Study:
    """Ask every method the data allow what a claim caused, and keep what they say.

    Raises NotFound, NotAllowed, WrongState (the claim was taken back, or nothing has changed since the last study).
    """
    claim = permissions.find_claim(by, claim_id)
    permissions.check_write(by, claim.initiative)
    if claim.removed_at is not None:
        raise WrongState(_("This claim was taken back. Make it again first."))
    made = _studied(claim, by=by, at=at)
    if made is None:
        raise WrongState(_("Nothing has changed since the last study: it would say the same."))
    return made


def restudy(*, by: Viewer | None, at: datetime) -> int:
    """Study again every claim whose values have changed since its last study; returns how many."""
    ids = list(Claim.objects.filter(removed_at=None, studies__isnull=False).distinct().values_list("pk", flat=True))
    done = 0
    for start in range(0, len(ids), AT_A_TIME):
        for claim in Claim.objects.filter(pk__in=ids[start : start + AT_A_TIME]).select_related("initiative"):
            done += _studied(claim, by=by, at=at) is not None
    return done


def _studied(claim: Claim, *, by: Viewer | None, at: datetime) -> Study | None:
    """Study a claim unless the last study had the same values."""
    as_of = timezone.localdate(at)
    aligned = aligned_claims([claim], as_of=as_of)[claim.pk]
    if _is_same(claim, digest_of(aligned, direction=claim.direction, is_by_lot=claim.is_by_lot)):
        return None
    found = study(aligned, direction=claim.direction, is_by_lot=claim.is_by_lot, announced=claim.announced_date)
    return _kept(claim, found, by=by, at=at)


def _is_same(claim: Claim, digest: str) -> bool:
    last = Study.objects.filter(claim=claim.pk).order_by("-number").values_list("inputs_digest", flat=True).first()
    return last == digest


@transaction.atomic
def _kept(claim: Claim, found: Studied, *, by: Viewer | None, at: datetime) -> Study | None:
    """Store what was found, unless somebody else has studied the same values meanwhile or the claim was taken back."""
    now = Claim.objects.select_for_update().get(pk=claim.pk)
    if now.removed_at is not None or _is_same(claim, found.digest):
        return None
    last = Study.objects.filter(claim=now).order_by("-number").values_list("number", flat=True).first() or 0
    made = Study.objects.create(
        claim=now,
        number=last + 1,
        as_of=timezone.localdate(at),
        made_at=at,
        made_by_id=by.pk if by else None,
        inputs_digest=found.digest,
        setup=found.setup,
        results=found.results,
        method=found.method,
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        periods=found.periods,
        rhythm=found.setup["rhythm"],
        grade=found.grade,
        credited_share=Decimal(repr(found.credited_share)),
        do_agree=found.do_agree,
        headline=found.headline,
    )
    changes = (
        Change(field="claim", new=str(Ref(CLAIM, now.pk))),
        Change(field="grade", new=made.grade),
        Change(field="headline", new=made.headline),
    )
    trail.record(StudyMade(subject=Ref(STUDY, made.pk), changes=changes), by=by, at=at)
    return made
