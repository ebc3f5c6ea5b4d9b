"""Who may see, ask for, make, reopen and review decisions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.decisions.models import Consulted, Decision
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import headed_by
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Viewer
from accord.apps.ui.sockets import Action

GOAL, INITIATIVE = "goals.goal", "initiatives.initiative"

SEE = Action("decisions.see", gettext_lazy("See decisions one has a part in"), EVERYONE)
SEE_ALL = Action(
    "decisions.see_all",
    gettext_lazy("See all decisions"),
    OFFICE | LEADERS,
    own=gettext_lazy("who decides, who asked, who is heard, who handed it over, heads above who decides, the two owners of the goal "
                     "or initiative it is about"),
)  # fmt: skip
RAISE = Action("decisions.raise", gettext_lazy("Ask for a decision"), EVERYONE)
EDIT = Action(
    "decisions.edit",
    gettext_lazy("Change or withdraw a question, hand it over, reopen a decision"),
    OFFICE,
    own=gettext_lazy("who decides and who asked"),
)
DECIDE = Action(
    "decisions.decide",
    gettext_lazy("Record what was decided, and whether it holds"),
    OFFICE,
    own=gettext_lazy("who decides"),
)
ACTIONS = (SEE, SEE_ALL, RAISE, EDIT, DECIDE)


def visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Filter the decisions a viewer may see: those they have a part in, or all by role."""
    if may(viewer, SEE_ALL):
        return Decision.objects.all()
    led = Initiative.objects.filter(Q(sponsor=viewer.pk) | Q(lead=viewer.pk)).order_by()
    owned = Goal.objects.filter(Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)).order_by()
    return Decision.objects.filter(
        Q(decider=viewer.pk)
        | Q(raised_by=viewer.pk)
        | Q(reason_by=viewer.pk)  # whoever handed it over goes on seeing it
        | Q(pk__in=Consulted.objects.filter(person=viewer.pk).order_by().values("decision"))
        | Q(decider__department__in=headed_by(viewer).values("pk"))
        | Q(about_kind=INITIATIVE, about_id__in=led.values("pk"))
        | Q(about_kind=GOAL, about_id__in=owned.values("pk"))
    )


def find(viewer: Viewer, decision_id: int) -> Decision:
    """Get a decision the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("decider", "raised_by").filter(pk=decision_id).first()
    if found is None:
        raise NotFound(_("There is no such decision, or it is not open to you."))
    return found


def check_raise(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may ask for a decision."""
    check(viewer, RAISE)


def can_edit(viewer: Viewer, decision: Decision) -> bool:
    """Tell whether the viewer may change, hand over, withdraw or reopen this."""
    return may(viewer, EDIT) or viewer.pk in {decision.decider_id, decision.raised_by_id}


def check_edit(viewer: Viewer, decision: Decision) -> None:
    """Raise NotAllowed unless the viewer may change, hand over, withdraw or reopen this."""
    if not can_edit(viewer, decision):
        raise NotAllowed(_("Whoever decides, whoever asked and the programme office can change this."))


def can_decide(viewer: Viewer, decision: Decision) -> bool:
    """Tell whether the viewer may record what was decided."""
    return may(viewer, DECIDE) or viewer.pk == decision.decider_id


def check_decide(viewer: Viewer, decision: Decision) -> None:
    """Raise NotAllowed unless the viewer decides this, or may record it by role."""
    if not can_decide(viewer, decision):
        raise NotAllowed(
            _("%(who)s decides this; the programme office can write it down.") % {"who": decision.decider.name}
        )


def can_take_back(viewer: Viewer, decision: Decision) -> bool:
    """Tell whether the viewer is the one who recorded what was decided."""
    return viewer.pk == decision.recorded_by_id


def check_take_back(viewer: Viewer, decision: Decision) -> None:
    """Raise NotAllowed unless the viewer recorded it."""
    if not can_take_back(viewer, decision):
        raise NotAllowed(_("Only who recorded it can take it back. Reopen it with a reason instead."))
