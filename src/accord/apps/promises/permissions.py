"""Who may see, make, change and settle promises."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.permissions import headed_by
from accord.apps.people.models import Department, Person
from accord.apps.promises.models import Offer, Promise, Proposal
from accord.apps.promises.rules import Answer
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer, WrongState
from accord.apps.ui.sockets import Action

SEE = Action("promises.see", gettext_lazy("See promises one has a part in"), EVERYONE)
SEE_ALL = Action(
    "promises.see_all",
    gettext_lazy("See all promises"),
    OFFICE | LEADERS,
    own=gettext_lazy("owner, the one it was made to, who wrote it down, heads of the owner's department"),
)
MAKE = Action("promises.make", gettext_lazy("Promise something oneself"), EVERYONE)
WRITE_DOWN = Action(
    "promises.write_down",
    gettext_lazy("Write down what another person promised"),
    OFFICE | LEADERS | {Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD},
)
EDIT = Action(
    "promises.edit",
    gettext_lazy("Change or withdraw a promise"),
    OFFICE,
    own=gettext_lazy("its owner (without one, the heads of its department) and who wrote it down"),
)
SETTLE = Action(
    "promises.settle",
    gettext_lazy("Say that a promise is kept or not kept, or reopen it"),
    OFFICE,
    own=gettext_lazy("its owner, who wrote it down and the one it was made to"),
)
ANSWER = Action(
    "promises.answer",
    gettext_lazy("Agree or not agree to another day that is proposed"),
    frozenset(),
    own=gettext_lazy("the one it was made to; if nobody, who wrote it down, else the next head above"),
)
TAKE_OVER = Action(
    "promises.take_over",
    gettext_lazy("Take a promise over that one is asked to"),
    frozenset(),
    own=gettext_lazy("the one its owner asks"),
)
ACTIONS = (SEE, SEE_ALL, MAKE, WRITE_DOWN, EDIT, SETTLE, ANSWER, TAKE_OVER)


def visible_to(viewer: Viewer) -> QuerySet[Promise]:
    """Filter the promises a viewer may see: those they have a part in, or all by role."""
    if may(viewer, SEE_ALL):
        return Promise.objects.all()
    return Promise.objects.filter(
        Q(owner=viewer.pk)
        | Q(made_to=viewer.pk)
        | Q(created_by=viewer.pk)
        | Q(pk__in=Offer.objects.filter(to=viewer.pk, state=Answer.OPEN).order_by().values("promise"))
        | Q(pk__in=Proposal.objects.filter(asked=viewer.pk).order_by().values("promise"))
        | Q(owner__department__in=headed_by(viewer).values("pk"))
        | Q(owner=None, department__in=headed_by(viewer).values("pk"))
    )


def find(viewer: Viewer, promise_id: int) -> Promise:
    """Get a promise the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = (
        visible_to(viewer).select_related("owner", "made_to", "created_by", "department").filter(pk=promise_id).first()
    )
    if found is None:
        raise NotFound(_("There is no such promise, or it is not open to you."))
    return found


def check_make(viewer: Viewer, owner_id: int) -> None:
    """Raise NotAllowed unless the viewer may make this person's promise: one's own, or another's by role."""
    check(viewer, MAKE)
    if owner_id != viewer.pk and not may(viewer, WRITE_DOWN):
        raise NotAllowed(
            _("You can promise for yourself. Heads of departments, delivery leads, the leaders and the programme "
              "office can write down what another person promised.")
        )  # fmt: skip


def can_edit(viewer: Viewer, promise: Promise) -> bool:
    """Tell whether the viewer may change or withdraw this promise; for a department without a person its heads may."""
    if may(viewer, EDIT) or viewer.pk in {promise.owner_id, promise.created_by_id}:
        return True
    return promise.owner_id is None and headed_by(viewer).filter(pk=promise.department_id or 0).exists()


def check_edit(viewer: Viewer, promise: Promise) -> None:
    """Raise NotAllowed unless the viewer may change or withdraw this promise."""
    if not can_edit(viewer, promise):
        raise NotAllowed(_("Its owner, who wrote it down and the programme office can change a promise."))


def can_settle(viewer: Viewer, promise: Promise) -> bool:
    """Tell whether the viewer may say that this promise is kept or not."""
    return can_edit(viewer, promise) or viewer.pk == promise.made_to_id


def check_settle(viewer: Viewer, promise: Promise) -> None:
    """Raise NotAllowed unless the viewer may say that this promise is kept or not."""
    if not can_settle(viewer, promise):
        raise NotAllowed(
            _("Its owner, the one it was made to, who wrote it down and the programme office say whether it is kept.")
        )


def who_agrees(promise: Promise, *, proposed_by: Viewer) -> int | None:
    """Say who is to agree to another day: two queries. Nobody agrees with themselves; None: there is nobody.

    The one it is made to; if nobody, who wrote it down; else the next head above the owner's department.
    """
    asked = [promise.made_to_id, promise.created_by_id, *_heads_above(promise.department_id)]
    others = [pk for pk in asked if pk is not None and pk not in {promise.owner_id, proposed_by.pk}]
    here = set(Person.objects.filter(pk__in=others, is_active=True, erased_at=None).values_list("pk", flat=True))
    return next((pk for pk in others if pk in here), None)


def _heads_above(department: int | None) -> list[int | None]:
    units = {pk: (parent, head) for pk, parent, head in Department.objects.values_list("pk", "parent_id", "head_id")}
    heads: list[int | None] = []
    while department in units:
        department, head = units.pop(department)
        heads.append(head)
    return heads


def check_asked(viewer: Viewer, promise: Promise) -> None:
    """Raise NotAllowed unless a proposal waits for the viewer's answer. Raises WrongState if none waits at all."""
    proposal = promise.proposals.filter(state=Answer.OPEN).first()
    if proposal is None:
        raise WrongState(_("No other day waits for an answer here."))
    check_answer(viewer, proposal)


def can_answer(viewer: Viewer, proposal: Proposal) -> bool:
    """Tell whether the viewer may agree to this proposal."""
    return viewer.pk == proposal.asked_id


def check_take_over(viewer: Viewer, offer: Offer) -> None:
    """Raise NotAllowed unless the viewer was asked to take the promise over."""
    if viewer.pk != offer.to_id:
        raise NotAllowed(_("Only the one who was asked can take it over."))


def check_answer(viewer: Viewer, proposal: Proposal) -> None:
    """Raise NotAllowed unless the viewer was asked to agree."""
    if not can_answer(viewer, proposal):
        raise NotAllowed(_("Only the one who was asked can agree to another day."))
