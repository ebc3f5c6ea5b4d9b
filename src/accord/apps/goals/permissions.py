"""Who sees and changes goals: everybody sees them, owners and heads change their own, each owner agrees alone."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.models import Goal
from accord.apps.people.permissions import EVERYONE, LEADERS, OFFICE, Action, may
from accord.apps.people.rules import Role, Side
from accord.apps.ui.rules import NotAllowed, NotFound, Viewer

SEE = Action("goals.see", cast(str, gettext_lazy("See all goals, owners and measures")), EVERYONE)
ADD = Action(
    "goals.add", cast(str, gettext_lazy("Add goals")), OFFICE | LEADERS | {Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD}
)
EDIT = Action(
    "goals.edit",
    cast(str, gettext_lazy("Change, review, close and reopen a goal, its measures and actuals")),
    OFFICE,
    own=cast(str, gettext_lazy("its two owners and the head of its department")),
)
AGREE = Action(
    "goals.agree",
    cast(str, gettext_lazy("Agree to a goal for one side")),
    frozenset(),
    own=cast(str, gettext_lazy("the goal's owner on that side")),
)
ACTIONS = (SEE, ADD, EDIT, AGREE)


def visible_to(viewer: Viewer) -> QuerySet[Goal]:
    """Select the goals the viewer may see: all of them, for anybody signed in."""
    return Goal.objects.all() if may(viewer, SEE) else Goal.objects.none()


def goal_for(viewer: Viewer, goal_id: int) -> Goal:
    """Find a goal the viewer may see. Raises NotFound."""
    goal = visible_to(viewer).select_related("department", "business_owner", "it_owner").filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(_("There is no such goal."))
    return goal


def can_edit(viewer: Viewer, goal: Goal) -> bool:
    """Tell whether the viewer may change this goal."""
    own = {goal.business_owner_id, goal.it_owner_id, goal.department.head_id if goal.department else None}
    return may(viewer, EDIT) or viewer.pk in own


def check_edit(viewer: Viewer, goal: Goal) -> None:
    """Raise NotAllowed unless the viewer may change this goal."""
    if not can_edit(viewer, goal):
        raise NotAllowed(
            _("Only the goal's owners, the head of its department and the programme office can change it.")
        )


def can_agree(viewer: Viewer, goal: Goal, side: str) -> bool:
    """Tell whether the viewer is the goal's owner on that side."""
    owner = goal.business_owner_id if side == Side.BUSINESS else goal.it_owner_id
    return owner is not None and owner == viewer.pk


def check_agree(viewer: Viewer, goal: Goal, side: str) -> None:
    """Raise NotAllowed unless the viewer is the goal's owner on that side."""
    if not can_agree(viewer, goal, side):
        raise NotAllowed(_("Only the goal's own owner can agree for this side."))
