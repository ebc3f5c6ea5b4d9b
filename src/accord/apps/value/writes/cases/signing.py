"""Putting a version to its signers, taking it back, signing it for a side, withdrawing a signature."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import EditConflict, Invalid, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.cases import (
    OfferTakenBack,
    SignatureWithdrawn,
    VersionInForce,
    VersionOffered,
    VersionReplaced,
    VersionSigned,
)
from accord.apps.value.models import CaseVersion, Line, Signature
from accord.apps.value.reads.cases.signed import digest_now, filled_of
from accord.apps.value.rules import CaseState, Involved, Side
from accord.apps.value.rules.cases import ITEM_LABELS, ITEM_TODO, SIDES, items_missing, why_not_offered
from accord.apps.value.rules.words import MOST_TEXT
from accord.apps.value.writes.cases.values import why_not_months
from accord.apps.value.writes.checking import VERSION, change, drafted, locked, refuse, refuse_state
from accord.apps.value.writes.involvement import note

_ONE_OF = Reason(gettext_noop("Choose one of the list."))
_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))
_NOT_WAITING = Reason(gettext_noop("This version waits for no signature, so there is nothing to take back."))


# --- offering -------------------------------------------------------------------------------------------------------


@transaction.atomic
def offer(*, version_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> CaseVersion:
    """Put a version to its signers: from now on nothing of it changes, and its digest is what they sign.

    Raises NotFound, NotAllowed, Invalid naming what is missing, WrongState, EditConflict.
    """
    initiative, _case, version = drafted(version_id, by)
    change(version, {}, VersionOffered, by=by, at=at, seen_version=seen_version)
    _refuse_incomplete(initiative, version)
    values = {
        "state": CaseState.OFFERED.value, "digest": digest_now(version=version), "offered_at": at, "offered_by_id": by.pk,
    }  # fmt: skip
    change(version, values, VersionOffered, by=by, at=at)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return version


def _refuse_incomplete(initiative: Initiative, version: CaseVersion) -> None:
    has_goal = GoalLink.objects.filter(initiative=initiative, removed_at=None).exists()
    missing = items_missing(filled_of(version=version, has_goal=has_goal))
    if missing:
        names = ", ".join(_(ITEM_LABELS[item]) for item in missing)
        fields = {str(item): _(ITEM_TODO[item]) for item in missing}
        raise Invalid(_("Before it can be signed, this is missing: %(names)s.") % {"names": names}, fields)
    lines = list(Line.objects.filter(of=version))
    if not lines:
        raise Invalid(_("Before it can be signed, it needs at least one line of cost or benefit."))
    outside = [line.title for line in lines if why_not_months(version, line.from_month, line.to_month)]
    if outside:
        raise Invalid(_("These lines lie outside the months of the case: %(names)s.") % {"names": ", ".join(outside)})


@transaction.atomic
def take_back_offer(
    *, version_id: int, by: Viewer, at: datetime, reason: str = "", seen_version: int | None = None
) -> CaseVersion:
    """Take a version back from its signers so that it can be changed; signatures under it fall, which needs a reason.

    Raises NotFound, NotAllowed, Invalid, WrongState when all three have signed, EditConflict.
    """
    initiative, _case, version = locked(version_id, by)
    permissions.check_write(by, initiative)
    change(version, {}, OfferTakenBack, by=by, at=at, seen_version=seen_version)
    refuse_state(None if version.state == CaseState.OFFERED else _NOT_WAITING)
    signed = list(Signature.objects.filter(of=version, withdrawn_at=None))
    refuse(
        reason=why_not_text(reason, most=MOST_TEXT, needed=False) or (_WHY if signed and not reason.strip() else None)
    )
    values = {"state": CaseState.DRAFT.value, "digest": "", "offered_at": None, "offered_by_id": None}
    change(version, values, OfferTakenBack, by=by, at=at)
    for one in signed:
        _withdraw(one, reason, by=by, at=at)
    return version


# --- signing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def sign(*, version_id: int, side: str, digest: str, by: Viewer, at: datetime) -> Signature:
    """Sign a version for a side; with the third side it is in force and replaces the one before.

    ``digest`` is of what was looked at. Raises NotFound, NotAllowed, Invalid, WrongState when it waits for no signature,
    EditConflict when it is not what was looked at any more.
    """
    initiative, _case, version = locked(version_id, by)
    refuse(side=None if side in set(Side) else _ONE_OF)
    signed = dict(Signature.objects.filter(of=version, withdrawn_at=None).values_list("side", "person"))
    refuse_state(why_not_offered(version.state))
    permissions.check_sign(by, side, permissions.signing(by, initiative, signed))
    if side in signed:
        raise WrongState(_("Somebody has signed for this side already."))
    _refuse_other(version, digest)
    one = _signature(version, side, by=by, at=at)
    note(initiative_id=initiative.pk, how=Involved.SIGNED, by=by, at=at)
    if {*signed, side} >= set(SIDES):
        _put_in_force(version, by=by, at=at)
    return one


def _refuse_other(version: CaseVersion, digest: str) -> None:
    """Refuse to sign anything but what was looked at, and what is not what was offered."""
    if digest != version.digest:
        sentence = _("This is not the version you looked at: it was changed since. Look at it again, then sign.")
        raise EditConflict(sentence, changes=(), current_version=version.version)
    if digest_now(version=version) != version.digest:
        raise WrongState(_("What stands here is not what was put to the signers. Take it back and offer it again."))


def _signature(version: CaseVersion, side: str, *, by: Viewer, at: datetime) -> Signature:
    try:
        with transaction.atomic():
            one = Signature.objects.create(of=version, side=side, person_id=by.pk, digest=version.digest, signed_at=at)
    except IntegrityError as error:
        raise WrongState(_("Somebody has signed for this side already.")) from error
    told = (Change(field="side", new=side), Change(field="digest", new=version.digest))
    trail.record(VersionSigned(subject=Ref(VERSION, version.pk), changes=told), by=by, at=at)
    return one


def _put_in_force(version: CaseVersion, *, by: Viewer, at: datetime) -> None:
    before = CaseVersion.objects.filter(case=version.case_id, state=CaseState.SIGNED).first()
    if before is not None:
        change(before, {"state": CaseState.REPLACED.value, "replaced_at": at}, VersionReplaced, by=by, at=at)
    change(version, {"state": CaseState.SIGNED.value, "signed_at": at}, VersionInForce, by=by, at=at)


@transaction.atomic
def withdraw_signature(*, version_id: int, reason: str, by: Viewer, at: datetime) -> Signature:
    """Withdraw one's own signature with a reason, as long as not all three have signed.

    Raises NotFound, Invalid, WrongState when it is in force or one has not signed.
    """
    _initiative, _case, version = locked(version_id, by)
    refuse_state(why_not_offered(version.state))
    one = Signature.objects.filter(of=version, person=by.pk, withdrawn_at=None).first()
    if one is None:
        raise WrongState(_("You have not signed this version."))
    refuse(reason=why_not_text(reason, most=MOST_TEXT) if reason.strip() else _WHY)
    _withdraw(one, reason, by=by, at=at)
    return one


def _withdraw(one: Signature, reason: str, *, by: Viewer, at: datetime) -> None:
    one.withdrawn_at, one.reason = at, reason.strip()
    one.save(update_fields=["withdrawn_at", "reason"])
    told = (Change(field="side", new=one.side), Change(field="reason", new=one.reason, person_id=by.pk))
    trail.record(SignatureWithdrawn(subject=Ref(VERSION, one.of_id), changes=told), by=by, at=at)


__all__ = ["offer", "sign", "take_back_offer", "withdraw_signature"]
