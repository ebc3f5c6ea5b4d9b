"""The agreement of each side to a goal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.goals import events
from accord.apps.goals.models import Goal
from accord.apps.goals.permissions import check_agree
from accord.apps.goals.rules import OWNING_LABELS, GoalState, OwningSide
from accord.apps.goals.writes.goals import KIND, WITHDRAWN
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState


@transaction.atomic
def agree(*, goal: Goal, side: str, by: Viewer, at: datetime) -> Goal:
    """Agree to a goal for one side. Raises NotAllowed, Invalid for an unknown side, WrongState."""
    chosen = _side(side)
    check_agree(by, goal, chosen)
    if goal.state != GoalState.ACTIVE:
        raise WrongState(_("This goal is closed. Reopen it first."))
    if getattr(goal, f"{chosen}_agreed_at"):
        raise WrongState(_("This side has agreed already."))
    return _store(goal, {f"{chosen}_agreed_at": at, f"{chosen}_agreed_by_id": by.pk}, events.GoalAgreed, chosen, by, at)


@transaction.atomic
def withdraw_agreement(*, goal: Goal, side: str, by: Viewer, at: datetime) -> Goal:
    """Take back the agreement of one side. Raises NotAllowed, Invalid for an unknown side, WrongState."""
    chosen = _side(side)
    check_agree(by, goal, chosen)
    if not getattr(goal, f"{chosen}_agreed_at"):
        raise WrongState(_("This side has not agreed."))
    return _store(goal, WITHDRAWN[chosen], events.GoalAgreementWithdrawn, chosen, by, at)


def _side(side: str) -> OwningSide:
    try:
        return OwningSide(side)
    except ValueError:
        sentence = _("Choose business or IT.")
        raise Invalid(sentence, {"side": sentence}) from None


def _store(
    goal: Goal, values: Mapping[str, object], event: type[Event], side: OwningSide, by: Viewer, at: datetime
) -> Goal:
    done = Goal.objects.filter(pk=goal.pk, version=goal.version).update(**values, version=goal.version + 1)
    if not done:
        raise WrongState(_("This goal has just been changed. Look at it again before you agree."))
    step = Change(field="version", old=goal.version, new=goal.version + 1)
    goal.refresh_from_db()
    said = Change(field="side", new=OWNING_LABELS[side])
    trail.record(event(subject=Ref(KIND, goal.pk), changes=(said, step)), by=by, at=at)
    return goal
