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


def turn_items(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goals the viewer owns and has yet to agree to, and those due for review: one query."""
    mine = Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)
    items = []
    for goal in visible_to(viewer).filter(mine, state=GoalState.ACTIVE):
        url = reverse("goals:goal", args=[goal.pk])
        side = _waiting_side(viewer, goal)
        if side:
            items.append(
                TurnItem(
                    ref=Ref("goals.goal", goal.pk),
                    verb=_("Agree"),
                    sentence=_("You own “%(goal)s” and have not agreed to it yet.") % {"goal": goal.title},
                    url=url,
                    action_url=reverse("goals:agreement", args=[goal.pk, side]),
                    action_label=_("Agree"),
                )
            )
        if is_review_due(goal.review_date, today):
            sentence = _("“%(goal)s” is due for review.") % {"goal": goal.title}
            items.append(TurnItem(Ref("goals.goal", goal.pk), _("Review"), sentence, url, due=goal.review_date))
    return items


def _waiting_side(viewer: Viewer, goal: Goal) -> str:
    if goal.business_owner_id == viewer.pk and goal.business_agreed_at is None:
        return OwningSide.BUSINESS
    if goal.it_owner_id == viewer.pk and goal.it_agreed_at is None:
        return OwningSide.IT
    return ""
