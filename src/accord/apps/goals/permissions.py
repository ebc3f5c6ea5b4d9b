"""Who may see and change goals, and who agrees for which side."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.models import Goal
from accord.apps.goals.rules import OwningSide
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action

SEE = Action("goals.see", gettext_lazy("See goals and their measures"), EVERYONE)
ADD = Action("goals.add", gettext_lazy("Add a goal"), OFFICE | LEADERS | {Role.DEPARTMENT_HEAD})
EDIT = Action("goals.edit", gettext_lazy("Change a goal and its measures"), OFFICE, own=gettext_lazy("its two owners"))
AGREE = Action(
    "goals.agree", gettext_lazy("Agree to a goal for one side"), frozenset(), own=gettext_lazy("the owner of that side")
)
ACTIONS = (SEE, ADD, EDIT, AGREE)


def visible_to(viewer: Viewer) -> QuerySet[Goal]:
    """Filter the goals a viewer may see: goals are for everybody."""
    return Goal.objects.all() if may(viewer, SEE) else Goal.objects.none()


def find(viewer: Viewer, goal_id: int) -> Goal:
    """Get a goal the viewer may see. Raises NotFound."""
    goal = visible_to(viewer).filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(_("There is no such goal."))
    return goal


def can_edit(viewer: Viewer, goal: Goal) -> bool:
    """Tell whether the viewer may change this goal."""
    return may(viewer, EDIT) or viewer.pk in {goal.business_owner_id, goal.it_owner_id}


def check_edit(viewer: Viewer, goal: Goal) -> None:
    """Raise NotAllowed unless the viewer may change this goal."""
    if not can_edit(viewer, goal):
        raise NotAllowed(_("Its two owners and the programme office can change a goal."))


def can_agree(viewer: Viewer, goal: Goal, side: OwningSide) -> bool:
    """Tell whether the viewer agrees for this side."""
    return viewer.pk == (goal.business_owner_id if side == OwningSide.BUSINESS else goal.it_owner_id)


def check_agree(viewer: Viewer, goal: Goal, side: OwningSide) -> None:
    """Raise NotAllowed unless the viewer agrees for this side."""
    if not can_agree(viewer, goal, side):
        raise NotAllowed(_("Only the owner of that side agrees for it."))
