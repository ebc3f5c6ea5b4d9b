"""Who may see and change initiatives: the rows of the permission table and the exact checks on one record."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.rules import AgreeingSide, Reason, Standing, Visibility, why_not_agree
from accord.apps.people.models import Department
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action

_OWN = gettext_lazy("sponsor, lead and heads of its department")

SEE = Action("initiatives.see", gettext_lazy("See initiatives that are open to everyone"), EVERYONE)
SEE_LIMITED = Action(
    "initiatives.see_limited", gettext_lazy("See initiatives that are not open to everyone"), OFFICE | LEADERS, own=_OWN
)
ADD = Action(
    "initiatives.add",
    gettext_lazy("Add an initiative"),
    OFFICE | {Role.CIO, Role.DELIVERY_LEAD, Role.DEPARTMENT_HEAD},
)
EDIT = Action(
    "initiatives.edit",
    gettext_lazy("Change an initiative, its stage, milestones, goals and links"),
    OFFICE | {Role.CIO},
    own=_OWN,
)
SET_MONEY = Action(
    "initiatives.money", gettext_lazy("Record the money of an initiative"), OFFICE | {Role.CIO, Role.CFO}, own=_OWN
)
AGREE = Action(
    "initiatives.agree",
    gettext_lazy("Agree for one side that an initiative serves a goal"),
    frozenset({Role.CIO}),
    own=gettext_lazy("for the business: sponsor, the goal's business owner, heads of its department; for IT: lead and "
                     "the goal's IT owner"),
)  # fmt: skip
IMPORT = Action("initiatives.import", gettext_lazy("Import initiatives and take an import back"), OFFICE | {Role.CIO})
ACTIONS = (SEE, SEE_LIMITED, ADD, EDIT, SET_MONEY, AGREE, IMPORT)

DEEPEST_TREE = 8  # levels of departments under a head that count as theirs


def headed_by(viewer: Viewer) -> QuerySet[Department]:
    """Filter the departments the viewer heads, with those under them down to ``DEEPEST_TREE`` levels."""
    heads = Q(head=viewer.pk)
    for level in range(1, DEEPEST_TREE):
        heads |= Q(**{"parent__" * level + "head": viewer.pk})
    return Department.objects.filter(heads).order_by()


def visible_to(viewer: Viewer) -> QuerySet[Initiative]:
    """Filter the initiatives a viewer may see: those open to everyone, and limited ones of their own or by role."""
    if may(viewer, SEE_LIMITED):
        return Initiative.objects.all()
    return Initiative.objects.filter(
        Q(visibility=Visibility.EVERYONE)
        | Q(sponsor=viewer.pk)
        | Q(lead=viewer.pk)
        | Q(department__in=headed_by(viewer).values("pk"))
    )


def find(viewer: Viewer, initiative_id: int) -> Initiative:
    """Get an initiative the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).filter(pk=initiative_id).first()
    if found is None:
        raise NotFound(_("There is no such initiative, or it is not open to you."))
    return found


def is_own(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer is its sponsor or lead, or heads its department (at most one query)."""
    return viewer.pk in {initiative.sponsor_id, initiative.lead_id} or heads_department(viewer, initiative)


def heads_department(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer heads its department or one above it."""
    if initiative.department_id is None:
        return False
    return headed_by(viewer).filter(pk=initiative.department_id).exists()


def can_edit(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may change this initiative."""
    return may(viewer, EDIT) or is_own(viewer, initiative)


def check_edit(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may change this initiative."""
    if not can_edit(viewer, initiative):
        raise NotAllowed(
            _("Its sponsor, its lead, the heads of its department, the CIO and the programme office can change this.")
        )


def can_set_money(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may record money of this initiative."""
    return may(viewer, SET_MONEY) or is_own(viewer, initiative)


def check_money(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may record money of this initiative."""
    if not can_set_money(viewer, initiative):
        raise NotAllowed(
            _(
                "Its sponsor, its lead, the heads of its department, the CFO, the CIO and the programme office record money."
            )
        )


def check_add(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may add initiatives."""
    check(viewer, ADD)


def check_import(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may import initiatives."""
    check(viewer, IMPORT)


def standing(viewer: Viewer, link: GoalLink, side: AgreeingSide, *, heads: bool) -> Standing:
    """Say how the viewer stands to a link (its initiative and goal loaded); ``heads``: heads the department."""
    goal: Goal = link.goal
    other = link.it_agreed_by_id if side == AgreeingSide.BUSINESS else link.business_agreed_by_id
    return Standing(
        is_sponsor=link.initiative.sponsor_id == viewer.pk,
        is_business_owner=goal.business_owner_id == viewer.pk,
        heads_department=heads,
        is_lead=link.initiative.lead_id == viewer.pk,
        is_it_owner=goal.it_owner_id == viewer.pk,
        is_cio=Role.CIO in viewer.roles,
        agreed_for_other_side=other == viewer.pk,
    )


def why_not_agree_here(viewer: Viewer, link: GoalLink, side: AgreeingSide, *, heads: bool) -> Reason | None:
    """Say why the viewer cannot agree for a side of this link, or None if they can."""
    return why_not_agree(side, standing(viewer, link, side, heads=heads))


def check_agree(viewer: Viewer, link: GoalLink, side: AgreeingSide) -> None:
    """Raise NotAllowed unless the viewer may agree for this side."""
    reason = why_not_agree_here(viewer, link, side, heads=heads_department(viewer, link.initiative))
    if reason:
        raise NotAllowed(_(reason.text))
