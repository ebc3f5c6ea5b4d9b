"""The agreement of each side to a goal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.goals import events
from accord.apps.goals.models import Goal
from accord.apps.goals.permissions import check_agree
from accord.apps.goals.rules import OWNING_LABELS, GoalState, OwningSide
from accord.apps.goals.writes.goals import WITHDRAWN, store
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Viewer, WrongState


@transaction.atomic
def agree(*, goal: Goal, side: str, by: Viewer, at: datetime, seen_version: int | None = None) -> Goal:
    """Agree to a goal for one side, as it stood at ``seen_version`` if given.

    Raises NotAllowed, Invalid for an unknown side, WrongState (closed, agreed already, changed since).
    """
    chosen = _side(side)
    check_agree(by, goal, chosen)
    if goal.state != GoalState.ACTIVE:
        raise WrongState(_("This goal is closed. Reopen it first."))
    if getattr(goal, f"{chosen}_agreed_at"):
        raise WrongState(_("This side has agreed already."))
    if seen_version is not None and seen_version != goal.version:
        raise WrongState(_("This goal has changed since you opened it. Read it again before you agree."))
    values = {f"{chosen}_agreed_at": at, f"{chosen}_agreed_by_id": by.pk}
    return store(goal, values, events.GoalAgreed, [_said(chosen)], by=by, at=at)


@transaction.atomic
def withdraw_agreement(*, goal: Goal, side: str, by: Viewer, at: datetime) -> Goal:
    """Take back the agreement of one side. Raises NotAllowed, Invalid for an unknown side, WrongState."""
    chosen = _side(side)
    check_agree(by, goal, chosen)
    if not getattr(goal, f"{chosen}_agreed_at"):
        raise WrongState(_("This side has not agreed."))
    return store(goal, WITHDRAWN[chosen], events.GoalAgreementWithdrawn, [_said(chosen)], by=by, at=at)


def _said(side: OwningSide) -> Change:
    return Change(field="side", new=OWNING_LABELS[side])


def _side(side: str) -> OwningSide:
    try:
        return OwningSide(side)
    except ValueError:
        sentence = _("Choose business or IT.")
        raise Invalid(sentence, {"side": sentence}) from None
