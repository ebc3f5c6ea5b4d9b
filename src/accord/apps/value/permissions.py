"""Who may see the money, write and sign a case, post, close, release, challenge, review and credit."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Person
from accord.apps.people.rules import Side as House
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action

_OWN = gettext_lazy("sponsor, lead and heads of the initiative's department; the benefit owner; people of finance")
_FINANCE = gettext_lazy("people of departments on the side of finance")

SEE = Action("value.see", gettext_lazy("See the case and the ledger of initiatives one has a part in"), EVERYONE)
SEE_ALL = Action("value.see_all", gettext_lazy("See the value ledger of all initiatives"), OFFICE | LEADERS, own=_OWN)
WRITE = Action(
    "value.write", gettext_lazy("Write a case, its series and claims"), OFFICE | {Role.CIO, Role.CFO}, own=_OWN
)
SIGN = Action(
    "value.sign",
    gettext_lazy("Sign a case for one side"),
    frozenset({Role.CIO, Role.CFO}),
    own=gettext_lazy("for the business: sponsor and heads of the department; for IT: the lead and heads of IT departments; for "
                     "finance: heads of finance departments"),
)  # fmt: skip
FINANCE = Action(
    "value.finance",
    gettext_lazy("Enter rates, close months, sign what is credited"),
    frozenset({Role.CFO}),
    own=_FINANCE,
)
POST = Action(
    "value.post", gettext_lazy("Post what is committed and what was spent or earned"), OFFICE | {Role.CFO}, own=_FINANCE
)
ASK_RELEASE = Action(
    "value.ask_release", gettext_lazy("Plan stages of money and ask for a release"), OFFICE | {Role.CIO}, own=_OWN
)
RELEASE = Action(
    "value.release",
    gettext_lazy("Decide on a release"),
    frozenset({Role.CFO}),
    own=gettext_lazy("heads of finance departments; as the second person also the CIO and the programme office"),
)
CHALLENGE = Action("value.challenge", gettext_lazy("Challenge a benefit"), OFFICE | LEADERS, own=_OWN)
DECIDE = Action(
    "value.decide_challenge",
    gettext_lazy("Decide a challenge to a benefit"),
    frozenset({Role.CFO}),
    own=gettext_lazy("heads of finance departments, and the sponsor, unless they answered it"),
)
REVIEW = Action("value.review", gettext_lazy("Plan and hold value reviews"), OFFICE | {Role.CIO, Role.CFO}, own=_OWN)
BUDGET = Action(
    "value.budget", gettext_lazy("Set money and time aside for trying things out"), OFFICE | {Role.CIO, Role.CFO}
)
ACTIONS = (
    SEE, SEE_ALL, WRITE, SIGN, FINANCE, POST, ASK_RELEASE, RELEASE, CHALLENGE, DECIDE, REVIEW, BUDGET,
)  # fmt: skip


def is_finance(viewer: Viewer) -> bool:
    """Tell whether the viewer is the CFO or works in a department on the side of finance (at most one query)."""
    return Role.CFO in viewer.roles or Person.objects.filter(pk=viewer.pk, department__side=House.FINANCE).exists()


def heads_finance(viewer: Viewer) -> bool:
    """Tell whether the viewer is the CFO or heads a department on the side of finance (at most one query)."""
    return Role.CFO in viewer.roles or initiatives.headed_by(viewer).filter(side=House.FINANCE).exists()


def visible_to(viewer: Viewer) -> QuerySet[Initiative]:
    """Filter the initiatives whose money a viewer may see: their own, those whose benefit they own, or all."""
    if may(viewer, SEE_ALL) or is_finance(viewer):
        return initiatives.visible_to(viewer) if not is_finance(viewer) else Initiative.objects.all()
    return Initiative.objects.filter(
        Q(sponsor=viewer.pk)
        | Q(lead=viewer.pk)
        | Q(department__in=initiatives.headed_by(viewer).values("pk"))
        | Q(case__versions__benefit_owner=viewer.pk)
    ).distinct()


def find(viewer: Viewer, initiative_id: int) -> Initiative:
    """Get an initiative whose money the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("department", "sponsor", "lead").filter(pk=initiative_id).first()
    if found is None:
        raise NotFound(_("There is no such initiative, or its money is not open to you."))
    return found


def can_write(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may write the case of this initiative."""
    return may(viewer, WRITE) or initiatives.is_own(viewer, initiative) or is_finance(viewer)


def check_write(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may write the case of this initiative."""
    if not can_write(viewer, initiative):
        raise NotAllowed(
            _(
                "Its sponsor, its lead, the heads of its department, finance, the CIO and the programme office write the case."
            )
        )


def check_finance(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer belongs to finance."""
    if not is_finance(viewer):
        check(viewer, FINANCE)


def check_post(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may post."""
    if not is_finance(viewer):
        check(viewer, POST)
