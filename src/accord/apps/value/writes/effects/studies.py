"""Studying what an initiative caused: the numbers are worked out first, then stored as a record that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.effects import StudyMade
from accord.apps.value.models import Claim, Study
from accord.apps.value.reads.effects.inputs import aligned_claims
from accord.apps.value.rules.effects.studying import Looked, Studied, digest_of, look_together, study
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
    siblings = {
        one.pk: one for one in Claim.objects.select_for_update().filter(initiative=claim.initiative_id).order_by("pk")
    }
    now = siblings[claim.pk]
    if now.removed_at is not None or _is_same(claim, found.digest):
        return None
    newest = _newest(siblings)
    looked = look_together({**{str(pk): one.setup for pk, one in newest.items()}, str(now.pk): found.setup})
    made = Study.objects.create(
        claim=now,
        number=newest[now.pk].number + 1 if now.pk in newest else 1,
        as_of=timezone.localdate(at),
        made_at=at,
        made_by_id=by.pk if by else None,
        inputs_digest=found.digest,
        setup=found.setup | _together(looked[str(now.pk)]),
        results=found.results,
        method=found.method,
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        periods=found.periods,
        rhythm=found.setup["rhythm"],
        do_agree=found.do_agree,
        **_said(looked[str(now.pk)]),
    )
    _tell(made, by=by, at=at)
    for pk, old in newest.items():
        if pk != now.pk:  # also where it was taken back: it may be made again
            _look_again(old, looked[str(pk)], by=by, at=at)
    return made


def _newest(claims: Mapping[int, Claim]) -> dict[int, Study]:
    """Map claims, also those taken back (they were looked at, too), to their newest study."""
    last = Study.objects.filter(claim__in=claims).order_by().values("claim").annotate(last=Max("pk")).values("last")
    return {one.claim_id: one for one in Study.objects.filter(pk__in=last).order_by("claim")}


def _said(looked: Looked) -> dict[str, Any]:
    share = Decimal(repr(looked.credited_share))
    return {"grade": looked.grade, "credited_share": share, "headline": looked.headline}


def _together(looked: Looked) -> dict[str, Any]:
    return {"looked_at": looked.looked_at, "corrected": looked.corrected}


def _look_again(old: Study, looked: Looked, *, by: Viewer | None, at: datetime) -> None:
    """Make a study anew, of the same values, where it says something else beside the other measures than it did."""
    said = _said(looked)
    if all(getattr(old, name) == value for name, value in said.items()):
        return
    made = Study.objects.get(pk=old.pk)
    made.pk = None
    made._state.adding = True
    made.number, made.made_at, made.made_by_id = old.number + 1, at, by.pk if by else None
    made.setup = {**old.setup, **_together(looked)}
    for name, value in said.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    _tell(made, by=by, at=at)


def _tell(made: Study, *, by: Viewer | None, at: datetime) -> None:
    changes = (
        Change(field="claim", new=str(Ref(CLAIM, made.claim_id))),
        Change(field="grade", new=made.grade),
        Change(field="headline", new=made.headline),
    )
    trail.record(StudyMade(subject=Ref(STUDY, made.pk), changes=changes), by=by, at=at)
