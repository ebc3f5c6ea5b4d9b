"""Accepting, disputing, differing and taking up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.gaps import events, rules
from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import check_act, signing_side
from accord.apps.gaps.rules import GapState
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Invalid, NotAllowed, Ref, Viewer, WrongState

KIND = "gaps.gap"
MOST_REASON = 2_000
SIDE_WORDS = {"business": "the business", "it": "IT"}


@transaction.atomic
def accept(*, gap: Gap, reason: str, until: date, by: Viewer, at: datetime) -> Gap:
    """Decide to live with a gap until a day. Raises NotAllowed, Invalid, WrongState."""
    _check(gap, "accept", by)
    today = timezone.localdate(at)
    wrong = _reason_problem(reason, _("Say why you can live with it for now."))
    if not today < until <= today + timedelta(days=rules.LONGEST_ACCEPTANCE_DAYS):
        wrong["until"] = _("Choose a day within the next twelve months: then it comes back.")
    _refuse(wrong)
    said = (_words(reason, by), Change(field="until", new=until))
    return store(gap, {"state": GapState.ACCEPTED, "reason": reason.strip(), "accepted_until": until},
                 events.GapAccepted, said, by, at)  # fmt: skip


@transaction.atomic
def mark_wrong(*, gap: Gap, reason: str, by: Viewer, at: datetime) -> Gap:
    """Say that the measure does not tell the truth here. Raises NotAllowed, Invalid, WrongState."""
    _check(gap, "dispute", by)
    _refuse(_reason_problem(reason, _("Say what is wrong with it, so that somebody can mend the records.")))
    values = {"state": GapState.DISPUTED, "reason": reason.strip(), "accepted_until": None}
    return store(gap, values, events.GapDisputed, (_words(reason, by),), by, at)


@transaction.atomic
def reopen(*, gap: Gap, by: Viewer, at: datetime) -> Gap:
    """Take up a gap again that was accepted, disputed or agreed to differ about. Raises NotAllowed, WrongState."""
    _check(gap, "reopen", by)
    values = {
        "state": GapState.OPEN, "reason": "", "accepted_until": None, "closed_at": None, "recovered_at": None,
        "business_differs_at": None, "it_differs_at": None,
    }  # fmt: skip
    return store(gap, values, events.GapReopened, (), by, at)


@transaction.atomic
def sign_differ(*, gap: Gap, by: Viewer, at: datetime) -> Gap:
    """Sign for one's side that the sides differ; with both signatures the gap is closed.

    Raises NotAllowed for all but its two owners, WrongState.
    """
    side = _own_side(gap, by)
    if not rules.may_be("differ", gap.state):
        raise WrongState(_("This cannot be done with a gap that is closed."))
    if getattr(gap, f"{side}_differs_at"):
        raise WrongState(_("You have signed already."))
    values: dict[str, Any] = {f"{side}_differs_at": at}
    other = "it" if side == "business" else "business"
    if getattr(gap, f"{other}_differs_at"):
        values |= {"state": GapState.DIFFER, "closed_at": at, "recovered_at": None, "accepted_until": None}
    said = (Change(field="side", new=SIDE_WORDS[side]),)
    return store(gap, values, events.DifferenceSigned, said, by, at)


@transaction.atomic
def withdraw_differ(*, gap: Gap, by: Viewer, at: datetime) -> Gap:
    """Take one's signature back while the other is still missing. Raises NotAllowed, WrongState."""
    side = _own_side(gap, by)
    if gap.state == GapState.DIFFER:
        raise WrongState(_("Both have signed. Take the gap up again instead."))
    if not getattr(gap, f"{side}_differs_at"):
        raise WrongState(_("You have not signed."))
    said = (Change(field="side", new=SIDE_WORDS[side]),)
    return store(gap, {f"{side}_differs_at": None}, events.DifferenceWithdrawn, said, by, at)


@transaction.atomic
def set_measure_again(*, gap: Gap, on: date, by: Viewer, at: datetime) -> Gap:
    """Set the day on which the owners look at the number again. Raises NotAllowed, Invalid, WrongState."""
    _check(gap, "promise", by)
    if on <= timezone.localdate(at):
        _refuse({"measure_again": _("Choose a day in the future.")})
    said = (Change(field="measure_again", new=on),)
    return store(gap, {"measure_again_date": on}, events.MeasureAgainSet, said, by, at)


def store(
    gap: Gap,
    values: Mapping[str, Any],
    event: type[Event],
    said: tuple[Change, ...],
    by: Viewer | None,
    at: datetime,
) -> Gap:
    """Change a gap under its version and tell it in one event."""
    done = Gap.objects.filter(pk=gap.pk, version=gap.version).update(**values, version=gap.version + 1)
    if not done:
        raise WrongState(_("Somebody else has just changed this gap. Look at it again first."))
    step = Change(field=VERSION, old=gap.version, new=gap.version + 1)
    for name, value in {**values, "version": gap.version + 1}.items():
        setattr(gap, name, value)
    trail.record(event(subject=Ref(KIND, gap.pk), changes=(*said, step)), by=by, at=at)
    return gap


def _check(gap: Gap, action: str, by: Viewer) -> None:
    check_act(by, gap)
    if not rules.may_be(action, gap.state):
        raise WrongState(_("This cannot be done with a gap in this state. Look at it again first."))


def _own_side(gap: Gap, by: Viewer) -> str:
    side = signing_side(by, gap)
    if not side:
        raise NotAllowed(_("Only the owner of each side signs, and nobody signs for both."))
    return side


def _words(reason: str, by: Viewer) -> Change:
    return Change(field="reason", new=reason.strip(), person_id=by.pk)


def _reason_problem(reason: str, sentence: str) -> dict[str, str]:
    if not reason.strip():
        return {"reason": sentence}
    if len(reason) > MOST_REASON:
        return {"reason": _("Please say it in at most 2,000 characters.")}
    return {}


def _refuse(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise Invalid(_("Some values cannot be taken: please look at them again."), wrong)
