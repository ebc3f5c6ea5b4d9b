"""Who may see gaps and act on them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.gaps.models import Gap
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import DEEPEST_TREE, headed_by
from accord.apps.people.models import Department
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action
from accord.practices import PRACTICES

_OWN = gettext_lazy(
    "the gap's two owners, heads for the organisation, its sides and their departments, delivery leads for the departments of "
    "their initiatives, sponsor and lead for their initiatives"
)

_MONEY = {"cases", "commitments", "claims", "cost_ratios", "value_reviews", "research_budgets"}

SEE = Action("gaps.see", gettext_lazy("See what is out of step"), OFFICE | LEADERS, own=_OWN)
ACT = Action(
    "gaps.act",
    gettext_lazy("Put a gap on an agenda, promise a step, accept it or mark it as wrong"),
    OFFICE | {Role.CIO},
    own=gettext_lazy("the gap's two owners, heads for their departments, the CFO where it is about money and value"),
)
DIFFER = Action(
    "gaps.differ", gettext_lazy("Sign that the sides differ"), frozenset(), own=gettext_lazy("the owner of each side")
)
ACTIONS = (SEE, ACT, DIFFER)


def visible_to(viewer: Viewer) -> QuerySet[Gap]:
    """Filter the gaps a viewer may see."""
    if may(viewer, SEE):
        return Gap.objects.all()
    own = Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)
    headed = headed_by(viewer)
    own |= Q(subject_kind="department", subject_id__in=headed.values("pk"))
    theirs = Initiative.objects.filter(Q(sponsor=viewer.pk) | Q(lead=viewer.pk) | Q(department__in=headed.values("pk")))
    own |= Q(subject_kind="initiative", subject_id__in=theirs.order_by().values("pk"))
    if Role.DEPARTMENT_HEAD in viewer.roles:
        own |= Q(subject_kind__in=("organisation", "side"))
    if Role.DELIVERY_LEAD in viewer.roles:
        own |= Q(subject_kind="department", subject_id__in=_leads_in(viewer).values("pk"))
    return Gap.objects.filter(own)


def _leads_in(viewer: Viewer) -> QuerySet[Department]:
    """Filter the departments in which, or below which, the viewer leads an initiative."""
    led = Initiative.objects.filter(lead=viewer.pk, department__isnull=False).order_by().values("department")
    inside = Q()
    for level in range(DEEPEST_TREE):
        inside |= Q(**{"children__" * level + "pk__in": led})
    return Department.objects.filter(inside).order_by().distinct()


def find(viewer: Viewer, gap_id: int) -> Gap:
    """Get a gap the viewer may see. Raises NotFound."""
    gap = (
        visible_to(viewer).select_related("reading", "opening", "business_owner", "it_owner").filter(pk=gap_id).first()
    )
    if gap is None:
        raise NotFound(_("There is no such gap, or it is not yours to see."))
    return gap


def can_act(viewer: Viewer, gap: Gap) -> bool:
    """Tell whether the viewer may act on this gap (at most one query)."""
    if may(viewer, ACT) or viewer.pk in {gap.business_owner_id, gap.it_owner_id}:
        return True
    if Role.CFO in viewer.roles and is_about_money(gap.practice):
        return True
    return gap.subject_kind == "department" and headed_by(viewer).filter(pk=gap.subject_id).exists()


def is_about_money(practice: str) -> bool:
    """Tell whether a practice looks at money: a case, commitments, claims, reviews or what was set aside."""
    return bool(_MONEY & {*PRACTICES[practice].tables, *PRACTICES[practice].uses})


def check_act(viewer: Viewer, gap: Gap) -> None:
    """Raise NotAllowed unless the viewer may act on this gap."""
    if not can_act(viewer, gap):
        raise NotAllowed(
            _(
                "Its two owners, the head of the department, the CIO and the programme office can do this, and the CFO where it "
                "is about money and value."
            )
        )


def signing_side(viewer: Viewer, gap: Gap) -> str:
    """Say for which side the viewer signs: business, it, or empty for none. Nobody signs for both."""
    if viewer.pk == gap.business_owner_id and viewer.pk != gap.it_owner_id:
        return "business"
    if viewer.pk == gap.it_owner_id and viewer.pk != gap.business_owner_id:
        return "it"
    return ""
