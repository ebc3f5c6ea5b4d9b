"""Asking for the money of a stage, deciding on it, confirming it as the second person, withdrawing what was asked.

A release rests on one signed version, by its digest, and on the challenges that bear on it (see ``rules.deciding.basis_of``).
What has changed meanwhile is said, and nothing is released on it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import why_not_text
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.deciding import (
    ReleaseAsked,
    ReleaseConfirmed,
    ReleaseDecided,
    ReleaseGranted,
    ReleaseRefused,
    ReleaseWithdrawn,
)
from accord.apps.value.models import Release
from accord.apps.value.reads.deciding import doubts, evidence
from accord.apps.value.rules import Involved, ReleaseState
from accord.apps.value.rules.deciding import (
    basis_of,
    known_in,
    needs_second,
    why_not_ask,
    why_not_confirm,
    why_not_decide,
    why_not_grant,
    why_not_reason,
    why_not_withdraw,
)
from accord.apps.value.rules.words import MOST_TEXT
from accord.apps.value.writes import involvement
from accord.apps.value.writes.checking import refuse, refuse_state
from accord.apps.value.writes.deciding.checking import change, locked, signed_version, tell_new
from accord.apps.value.writes.deciding.stages import find_stage, granted_of

RELEASE = "value.release"


@transaction.atomic
def ask_release(*, stage_id: int, amount: Decimal, shown: str, by: Viewer, at: datetime) -> Release:
    """Ask for money of a stage, saying what was shown; it rests on the version that is signed now.

    Raises NotAllowed, NotFound, Invalid, WrongState (nothing is signed, or it is asked for already).
    """
    stage, initiative = find_stage(stage_id, by)
    permissions.check_ask_release(by, initiative)
    if stage.removed_at is not None:
        raise WrongState(_("This has been removed. Put it back first."))
    version = signed_version(initiative.pk)
    if version is None:
        raise WrongState(
            _("No version of the case is signed by all three sides: money is released on a signed one only.")
        )
    refuse(amount=why_not_ask(amount, stage.amount - granted_of(stage)), shown=why_not_text(shown, most=MOST_TEXT))
    try:
        with transaction.atomic():
            release = Release.objects.create(
                stage=stage, of=version, digest=version.digest, asked_amount=amount, currency=stage.currency,
                shown=shown.strip(), asked_at=at, asked_by_id=by.pk,
            )  # fmt: skip
    except IntegrityError as error:
        raise WrongState(_("Money of this stage is asked for already: it has to be decided first.")) from error
    names = ("stage_id", "of_id", "asked_amount", "currency", "shown")
    tell_new(release, ReleaseAsked, RELEASE, names, by=by, at=at)
    return release


def decide_release(
    *,
    release_id: int,
    amount: Decimal,
    reason: str,
    basis: str,
    by: Viewer,
    at: datetime,
    seen_version: int | None = None,
) -> Release:
    """Release all that was asked for, a part of it, or nothing (zero), with a reason.

    ``basis`` is what the decision rests on, as it was shown (``reads.evidence.basis``). Who asked never decides. Who signed
    the version does not release alone: then it waits for a second person. The figures as they stand are kept with it.
    Raises NotAllowed, NotFound, Invalid, WrongState (settled, or another version is signed by now), EditConflict (a
    challenge came, or was decided, since it was shown).
    """
    permissions.check_decide_release(by)
    seen = evidence.kept_figures(viewer=by, release_id=release_id, as_of=timezone.localdate(at))
    with transaction.atomic():
        release, initiative = locked(
            Release.objects.select_related("stage", "of", "asked_by"), release_id, by, path="stage__case__initiative"
        )
        permissions.check_decide_release(by)
        change(release, {}, ReleaseGranted, RELEASE, by=by, at=at, seen_version=seen_version)
        refuse_state(why_not_decide(release.state))
        _refuse_asker(release, by)
        left = release.stage.amount - granted_of(release.stage)
        refuse(amount=why_not_grant(amount, release.asked_amount, left), reason=why_not_reason(reason))
        if amount:
            _refuse_other_ground(release, initiative, basis, by)
        return _decided(release, initiative, amount, reason.strip(), seen, by=by, at=at)


def _decided(
    release: Release,
    initiative: Initiative,
    amount: Decimal,
    reason: str,
    seen: dict[str, Any],
    *,
    by: Viewer,
    at: datetime,
) -> Release:
    signers = set(release.of.signatures.filter(withdrawn_at=None).values_list("person_id", flat=True))
    values: dict[str, Any] = {
        "amount": amount, "reason": reason, "decided_at": at, "decided_by_id": by.pk, "evidence": seen,
    }  # fmt: skip
    if not amount:
        change(release, values | {"state": ReleaseState.REFUSED.value}, ReleaseRefused, RELEASE, by=by, at=at)
    elif needs_second(amount, by.pk, signers):
        change(release, values | {"state": ReleaseState.DECIDED.value}, ReleaseDecided, RELEASE, by=by, at=at)
    else:
        settled = {"state": ReleaseState.RELEASED.value, "released_at": at}
        change(release, values | settled, ReleaseGranted, RELEASE, by=by, at=at)
        involvement.note(initiative_id=initiative.pk, how=Involved.RELEASED, by=by, at=at)
    return release


@transaction.atomic
def confirm_release(
    *,
    release_id: int,
    does_confirm: bool,
    basis: str,
    by: Viewer,
    at: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Release:
    """Confirm as the second person what somebody who signed the case decided to release, or refuse it with a reason.

    Raises NotAllowed (who asked or decided), NotFound, Invalid, WrongState, EditConflict as ``decide_release`` does.
    """
    release, initiative = locked(
        Release.objects.select_related("stage", "of", "asked_by", "decided_by"), release_id, by,
        path="stage__case__initiative",
    )  # fmt: skip
    permissions.check_confirm_release(by)
    change(release, {}, ReleaseConfirmed, RELEASE, by=by, at=at, seen_version=seen_version)
    refuse_state(why_not_confirm(release.state))
    _refuse_asker(release, by)
    if release.decided_by_id == by.pk:
        raise NotAllowed(_("You decided this: the second person is somebody else."))
    values: dict[str, Any] = {"confirmed_at": at, "confirmed_by_id": by.pk}
    if not does_confirm:
        refuse(reason=why_not_reason(reason))
        words = {"reason": reason.strip(), "state": ReleaseState.REFUSED.value, "amount": Decimal(0)}
        change(release, values | words, ReleaseRefused, RELEASE, by=by, at=at)
        return release
    _refuse_other_ground(release, initiative, basis, by)
    if (release.amount or Decimal(0)) > release.stage.amount - granted_of(release.stage):
        raise WrongState(_("The stage has become smaller since: less is left than was decided. Decide it anew."))
    settled = {"state": ReleaseState.RELEASED.value, "released_at": at}
    change(release, values | settled, ReleaseConfirmed, RELEASE, by=by, at=at)
    involvement.note(initiative_id=initiative.pk, how=Involved.RELEASED, by=by, at=at)
    return release


@transaction.atomic
def withdraw_release(*, release_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Release:
    """Withdraw what was asked for and is not settled yet. Raises NotAllowed, NotFound, WrongState, EditConflict."""
    release, initiative = locked(Release.objects.all(), release_id, by, path="stage__case__initiative")
    permissions.check_ask_release(by, initiative)
    change(release, {}, ReleaseWithdrawn, RELEASE, by=by, at=at, seen_version=seen_version)
    refuse_state(why_not_withdraw(release.state))
    change(release, {"state": ReleaseState.WITHDRAWN.value}, ReleaseWithdrawn, RELEASE, by=by, at=at)
    return release


def _refuse_asker(release: Release, by: Viewer) -> None:
    if release.asked_by_id == by.pk:
        raise NotAllowed(_("You asked for this money: somebody else decides."))


def _refuse_other_ground(release: Release, initiative: Initiative, basis: str, by: Viewer) -> None:
    """Raise WrongState when another version is signed by now, EditConflict when challenges changed since it was shown."""
    signed = signed_version(initiative.pk)
    if signed is None or signed.pk != release.of_id or signed.digest != release.digest:
        raise WrongState(_other_version(release, signed.number if signed else None))
    digest, known = known_in(basis)
    if digest != release.digest:
        raise Invalid(_("Say what the decision rests on: read the release first, and send its basis along."))
    bearing = doubts.bearing_on(initiative_id=initiative.pk)
    news = [doubts.said_of(challenge=one) for one in bearing if (one.pk, one.version) not in known]
    if news:
        raise EditConflict(
            _(
                "Something that bears on this came up since you opened it. Nothing was released: look, then decide again."
            ),
            changes=news,
            current_version=release.version,
            base={"basis": basis},
            theirs={"basis": basis_of(release.digest, [(one.pk, one.version) for one in bearing])},
        )


def _other_version(release: Release, number: int | None) -> str:
    if number is None:
        return _(
            "Version %(old)s of the case is not the signed one any more. Nothing was released: sign one, and ask anew."
        ) % {"old": release.of.number}
    return _(
        "It was asked for on the ground of version %(old)s of the case; version %(new)s is signed by now. Nothing was "
        "released: withdraw it, and ask anew on the signed version."
    ) % {"old": release.of.number, "new": number}
