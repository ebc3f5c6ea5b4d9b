"""Who may see and change guardrails: whoever may see or change the initiative, with one exception for the lead."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.rules import why_not_decide
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import EVERYONE, OFFICE, NotAllowed, Role, Viewer
from accord.apps.ui.sockets import Action

_OWN = gettext_lazy("sponsor, lead and heads of its department")

SEE = Action("guardrails.see", gettext_lazy("See risk classes and evidence of initiatives one may see"), EVERYONE)
ANSWER = Action(
    "guardrails.answer",
    gettext_lazy("Answer the required questions about an initiative"),
    OFFICE | {Role.CIO},
    own=_OWN,
)
DECIDE = Action(
    "guardrails.decide",
    gettext_lazy("Decide the risk class of an initiative (never its lead)"),
    OFFICE | {Role.CIO},
    own=gettext_lazy("sponsor and heads of its department"),
)
ACTIONS = (SEE, ANSWER, DECIDE)


def visible_risks(viewer: Viewer) -> QuerySet[RiskClass]:
    """Filter the risk classes of initiatives the viewer may see."""
    return RiskClass.objects.filter(initiative__in=initiatives.visible_to(viewer).order_by().values("pk"))


def visible_evidence(viewer: Viewer) -> QuerySet[Evidence]:
    """Filter the evidence of initiatives the viewer may see."""
    return Evidence.objects.filter(initiative__in=initiatives.visible_to(viewer).order_by().values("pk"))


def can_answer(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may answer questions about this initiative."""
    return may(viewer, ANSWER) or initiatives.is_own(viewer, initiative)


def check_answer(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may answer questions about this initiative."""
    if not can_answer(viewer, initiative):
        raise NotAllowed(
            _("Its sponsor, its lead, the heads of its department, the CIO and the programme office answer this.")
        )


def can_decide(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may decide the risk class: who may answer, but never the lead."""
    return viewer.pk != initiative.lead_id and can_answer(viewer, initiative)


def check_decide(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may decide the risk class of this initiative."""
    check_answer(viewer, initiative)
    if reason := why_not_decide(is_lead=viewer.pk == initiative.lead_id):
        raise NotAllowed(_(reason.text))
