"""What follows a signature, and what may come instead: acknowledging, handing over, cancelling, erasing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accord.apps.check_ins import permissions, rules
from accord.apps.check_ins.events import CheckInAcknowledged, CheckInCancelled, CheckInErased, CheckInHandedOver
from accord.apps.check_ins.models import CheckIn, Correction
from accord.apps.check_ins.rules import State
from accord.apps.check_ins.writes.checking import (
    CHECK_IN,
    PERSON,
    change,
    person,
    refuse,
    refuse_state,
    side_of,
)
from accord.apps.initiatives.rules import Reason
from accord.apps.notices import writes as notices
from accord.apps.notices.reads import Opened
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer

_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))
_OTHER_SIDE = Reason(gettext_noop("Choose somebody of the same side; each side speaks for itself."))
_SAME = Reason(gettext_noop("It is this person's turn already."))


@transaction.atomic
def acknowledge(
    *,
    check_in: CheckIn,
    by: Viewer,
    at: datetime,
    reply: str = "",
    wants_talk: bool = False,
    seen_version: int | None = None,
) -> CheckIn:
    """Say for the other side that a check-in was read, perhaps with one line back or a wish to talk.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_acknowledge(by, check_in)
    refuse_state(rules.why_not_acknowledge(State(check_in.state)))
    refuse(reply=rules.why_not_line(reply))
    values = {
        "state": State.ACKNOWLEDGED.value, "acknowledged_at": at, "reply": " ".join(reply.split()),
        "wants_talk": wants_talk,
    }  # fmt: skip
    change(check_in, values, CheckInAcknowledged, by=by, at=at, seen_version=seen_version)
    return check_in


@transaction.atomic
def acknowledge_by_link(
    *, opened: Opened, check_in: CheckIn, by: Viewer, at: datetime, reply: str = "", wants_talk: bool = False
) -> CheckIn:
    """Acknowledge through a mailed link, which is used up by that. Raises what ``acknowledge`` raises."""
    done = acknowledge(check_in=check_in, reply=reply, wants_talk=wants_talk, by=by, at=at)
    notices.use_link(opened=opened, by=by, at=at)
    return done


@transaction.atomic
def hand_over(*, check_in: CheckIn, person_id: int, reason: str, by: Viewer, at: datetime) -> CheckIn:
    """Give what is still to be done to somebody else of the same side: the signature, or the acknowledgement.

    The ladder begins anew with the one who is asked now. Raises NotAllowed, Invalid, WrongState.
    """
    permissions.check_hand_over(by, check_in)
    refuse(reason=rules.why_not_line(reason, needed=True) if reason.strip() else _WHY)
    about = check_in.series.about
    to = person(person_id, "person_id", about)
    is_open = check_in.state == State.OPEN
    now_id, side = (
        (check_in.answerer_id, check_in.answer_side)
        if is_open
        else (check_in.acknowledger_id, check_in.acknowledge_side)
    )
    refuse(person_id=_SAME if to.pk == now_id else None if side_of(to) == side else _OTHER_SIDE)
    values: dict[str, Any] = {"acknowledger_id": to.pk, "acknowledge_reminded_at": None}
    if is_open:
        values = {"answerer_id": to.pk, "asked_at": at, "reminded_at": None, "raised_at": None, "raised_to_id": None}
    CheckIn.objects.filter(pk=check_in.pk).update(**values)
    changes = (
        Change(field="to", new=str(Ref(PERSON, to.pk))),
        Change(field="reason", new=reason.strip(), person_id=by.pk),
    )
    trail.record(CheckInHandedOver(subject=Ref(CHECK_IN, check_in.pk), changes=changes), by=by, at=at)
    check_in.refresh_from_db()
    return check_in


@transaction.atomic
def cancel(*, check_in: CheckIn, reason: str, by: Viewer, at: datetime, seen_version: int | None = None) -> CheckIn:
    """Cancel one check-in, and say why; it counts as planned and not held. Raises NotAllowed, Invalid, WrongState."""
    permissions.check_cancel(by, check_in)
    refuse_state(rules.why_not_open(State(check_in.state)))
    refuse(reason=rules.why_not_line(reason, needed=True) if reason.strip() else _WHY)
    values = {"state": State.CANCELLED.value, "closed_at": at, "reason": reason.strip()}
    change(check_in, values, CheckInCancelled, by=by, at=at, seen_version=seen_version)
    return check_in


@transaction.atomic
def erase_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person said in check-ins, as author or in reply; that it was signed or acknowledged stays.

    Runs in the transaction that erases the person. Returns how many check-ins were touched.
    """
    mine = Q(answerer=person_id, signed_at__isnull=False) | (Q(acknowledger=person_id) & ~Q(reply=""))
    corrected = Correction.objects.filter(signed_by=person_id)
    touched = list(CheckIn.objects.filter(mine | Q(pk__in=corrected.values("check_in"))).order_by("pk"))
    corrected.update(text="")
    for one in touched:
        if one.answerer_id == person_id:
            CheckIn.objects.filter(pk=one.pk).update(progress="", problem="", chance="", drafted={})
        if one.acknowledger_id == person_id:
            CheckIn.objects.filter(pk=one.pk).update(reply="")
    erased = [CheckInErased(subject=Ref(CHECK_IN, one.pk)) for one in touched]
    trail.record_many(erased, by=by, at=at)
    return len(touched)
