"""What goals ask of a person now."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.goals.models import Goal
from accord.apps.goals.permissions import visible_to
from accord.apps.goals.rules import GoalState, OwningSide, is_review_due
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import TurnItem


def goals_to_agree(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goals the viewer owns and has yet to agree to: one query."""
    unsaid = Q(business_owner=viewer.pk, business_agreed_at=None) | Q(it_owner=viewer.pk, it_agreed_at=None)
    return [
        TurnItem(
            ref=Ref("goals.goal", goal.pk),
            verb=_("Agree"),
            sentence=_("You own “%(goal)s” and have not agreed to it yet.") % {"goal": goal.title},
            url=reverse("goals:goal", args=[goal.pk]),
            action_url=reverse("goals:agreement", args=[goal.pk, _waiting_side(viewer, goal)]),
            action_label=_("Agree"),
            minutes=0.5,
        )
        for goal in visible_to(viewer).filter(unsaid, state=GoalState.ACTIVE)
    ]


def goals_to_review(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goals the viewer owns that are due for review: one query."""
    mine = Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)
    return [
        TurnItem(
            ref=Ref("goals.goal", goal.pk),
            verb=_("Review"),
            sentence=_("“%(goal)s” is due for review.") % {"goal": goal.title},
            url=reverse("goals:goal", args=[goal.pk]),
            due=goal.review_date,
            action_label=_("We looked at it"),
            form_url=reverse("goals:review", args=[goal.pk]),
            minutes=2.0,
        )
        for goal in visible_to(viewer).filter(mine, state=GoalState.ACTIVE)
        if is_review_due(goal.review_date, today)
    ]


def _waiting_side(viewer: Viewer, goal: Goal) -> str:
    if goal.business_owner_id == viewer.pk and goal.business_agreed_at is None:
        return OwningSide.BUSINESS
    if goal.it_owner_id == viewer.pk and goal.it_agreed_at is None:
        return OwningSide.IT
    return ""
