"""Who may see check-ins, set them up, sign, acknowledge and hand them over.

A check-in is open to those with a part in it or in what it is about, and to leaders and the office; and only to people who
may see what it is about.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins.models import CheckIn, Series
from accord.apps.check_ins.rules import GOAL, INITIATIVE, State
from accord.apps.goals import permissions as goals
from accord.apps.goals.models import Goal
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import headed_by
from accord.apps.people.models import Department, Person
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Ref, Viewer
from accord.apps.ui.sockets import Action

_OWN = gettext_lazy("sponsor, lead, the goal's owners and the heads of its department")

SEE = Action("check_ins.see", gettext_lazy("See check-ins one has a part in"), EVERYONE)
SEE_ALL = Action(
    "check_ins.see_all",
    gettext_lazy("See all check-ins"),
    OFFICE | LEADERS,
    own=gettext_lazy("who signs, who acknowledges, and who has a part in what it is about"),
)
SET_UP = Action("check_ins.set_up", gettext_lazy("Set up, change and end check-ins"), OFFICE | LEADERS, own=_OWN)
SIGN = Action("check_ins.sign", gettext_lazy("Sign a check-in"), frozenset(), own=gettext_lazy("who was asked"))
ACKNOWLEDGE = Action(
    "check_ins.acknowledge",
    gettext_lazy("Acknowledge a check-in"),
    frozenset(),
    own=gettext_lazy("the one named on the other side"),
)
HAND_OVER = Action(
    "check_ins.hand_over",
    gettext_lazy("Hand a check-in over to somebody of the same side"),
    OFFICE,
    own=gettext_lazy("whose turn it is, and the head who was told that it is late"),
)
CANCEL = Action("check_ins.cancel", gettext_lazy("Cancel a single check-in, with a reason"), OFFICE | LEADERS, own=_OWN)
ACTIONS = (SEE, SEE_ALL, SET_UP, SIGN, ACKNOWLEDGE, HAND_OVER, CANCEL)


def visible_series(viewer: Viewer) -> QuerySet[Series]:
    """Filter the series a viewer may see."""
    if may(viewer, SEE_ALL):
        return Series.objects.all()
    me = viewer.pk
    asked = CheckIn.objects.filter(Q(answerer=me) | Q(acknowledger=me) | Q(raised_to=me)).order_by().values("series")
    own = Initiative.objects.filter(
        Q(sponsor=me) | Q(lead=me) | Q(department__in=headed_by(viewer).values("pk"))
    ).order_by()
    goals_own = Goal.objects.filter(
        Q(business_owner=me) | Q(it_owner=me) | Q(department__in=headed_by(viewer).values("pk"))
    ).order_by()
    seen = initiatives.visible_to(viewer).order_by().values("pk")
    part = Q(answerer=me) | Q(acknowledger=me) | Q(created_by=me) | Q(pk__in=asked)
    about_initiative = Q(about_kind=INITIATIVE) & (part & Q(about_id__in=seen) | Q(about_id__in=own.values("pk")))
    about_goal = Q(about_kind=GOAL) & (part | Q(about_id__in=goals_own.values("pk")))
    return Series.objects.filter(about_initiative | about_goal)


def visible_to(viewer: Viewer) -> QuerySet[CheckIn]:
    """Filter the check-ins a viewer may see."""
    if may(viewer, SEE_ALL):
        return CheckIn.objects.all()
    return CheckIn.objects.filter(series__in=visible_series(viewer).order_by().values("pk"))


def find(viewer: Viewer, check_in_id: int) -> CheckIn:
    """Get a check-in the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("series", "answerer", "acknowledger", "raised_to")
    one = found.filter(pk=check_in_id).first()
    if one is None:
        raise NotFound(_("There is no such check-in, or it is not open to you."))
    return one


def find_series(viewer: Viewer, series_id: int) -> Series:
    """Get a series the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_series(viewer).select_related("answerer", "acknowledger").filter(pk=series_id).first()
    if found is None:
        raise NotFound(_("There are no such check-ins, or they are not open to you."))
    return found


def can_set_up(viewer: Viewer, about: Ref) -> bool:
    """Tell whether the viewer may set up check-ins about an initiative or a goal."""
    if about.kind == INITIATIVE:
        one = initiatives.visible_to(viewer).filter(pk=about.id).first()
        return one is not None and (may(viewer, SET_UP) or initiatives.is_own(viewer, one))
    goal = goals.visible_to(viewer).filter(pk=about.id).first() if about.kind == GOAL else None
    if goal is None:
        return False
    owns = viewer.pk in {goal.business_owner_id, goal.it_owner_id}
    return owns or may(viewer, SET_UP) or _heads(viewer, goal.department_id)


def _heads(viewer: Viewer, department_id: int | None) -> bool:
    return department_id is not None and headed_by(viewer).filter(pk=department_id).exists()


def check_set_up(viewer: Viewer, about: Ref) -> None:
    """Raise NotAllowed unless the viewer may set up check-ins about this record."""
    if not can_set_up(viewer, about):
        raise NotAllowed(
            _("Sponsor, lead, the goal's owners, the heads of its department, the leaders and the programme office set up "
              "check-ins.")
        )  # fmt: skip


def check_sign(viewer: Viewer, check_in: CheckIn) -> None:
    """Raise NotAllowed unless the viewer was asked."""
    if viewer.pk != check_in.answerer_id:
        raise NotAllowed(_("Only the one who was asked signs a check-in. It can be handed over."))


def check_acknowledge(viewer: Viewer, check_in: CheckIn) -> None:
    """Raise NotAllowed unless the viewer is the one named on the other side."""
    if viewer.pk != check_in.acknowledger_id:
        raise NotAllowed(_("Only the one named on the other side acknowledges a check-in. It can be handed over."))


def can_hand_over(viewer: Viewer, check_in: CheckIn) -> bool:
    """Tell whether the viewer may give this check-in to somebody else: whoever's turn it is, their head, the office."""
    if check_in.state == State.OPEN:
        return may(viewer, HAND_OVER) or viewer.pk in {check_in.answerer_id, check_in.raised_to_id}
    return check_in.state == State.SIGNED and (may(viewer, HAND_OVER) or viewer.pk == check_in.acknowledger_id)


def check_hand_over(viewer: Viewer, check_in: CheckIn) -> None:
    """Raise NotAllowed unless the viewer may give this check-in to somebody else."""
    if not can_hand_over(viewer, check_in):
        raise NotAllowed(_("Whoever's turn it is, the head above them and the programme office hand a check-in over."))


def check_cancel(viewer: Viewer, check_in: CheckIn) -> None:
    """Raise NotAllowed unless the viewer may cancel this check-in."""
    check_set_up(viewer, check_in.series.about)


def next_head(person: Person) -> int | None:
    """Find the next head above a person who still works here: two queries. None: there is nobody."""
    units: dict[int, tuple[int | None, int | None]] = {
        pk: (parent, head) for pk, parent, head in Department.objects.values_list("pk", "parent_id", "head_id")
    }
    heads: list[int] = []
    department: int | None = person.department_id
    while (unit := units.pop(department or 0, None)) is not None:
        department, head = unit
        if head is not None and head != person.pk:
            heads.append(head)
    here = set(Person.objects.filter(pk__in=heads, is_active=True, erased_at=None).values_list("pk", flat=True))
    return next((head for head in heads if head in here), None)
