"""Who may ask, answer, see the revealed views and record outcomes. Nobody at all may see a sealed answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.expectations.models import Asked, Outcome, Round
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO, State
from accord.apps.goals import permissions as goals
from accord.apps.goals.models import Goal
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Ref, Role, Viewer
from accord.apps.ui.sockets import Action

_OWN = gettext_lazy("sponsor, lead and heads of the initiative's department; the two owners of a goal")

SEE = Action("expectations.see", gettext_lazy("See the rounds one is asked in"), EVERYONE)
SEE_ALL = Action(
    "expectations.see_all",
    gettext_lazy("See who was asked and, once revealed, what each side expects"),
    OFFICE | LEADERS,
    own=_OWN,
)
ASK = Action(
    "expectations.ask", gettext_lazy("Ask for expectations, remind, move the deadline"), OFFICE | LEADERS, own=_OWN
)
ANSWER = Action(
    "expectations.answer",
    gettext_lazy("Give a sealed answer, or take it back while sealed"),
    frozenset(),
    own=gettext_lazy("whoever is asked, for the side they are asked for"),
)
RECORD = Action(
    "expectations.record",
    gettext_lazy("Record what really happened"),
    OFFICE | {Role.CIO, Role.CFO},
    own=_OWN,
)
ACTIONS = (SEE, SEE_ALL, ASK, ANSWER, RECORD)


def own_initiatives(viewer: Viewer) -> QuerySet[Initiative]:
    """Filter the initiatives the viewer sponsors, leads, or whose department they head."""
    return Initiative.objects.filter(
        Q(sponsor=viewer.pk) | Q(lead=viewer.pk) | Q(department__in=initiatives.headed_by(viewer).values("pk"))
    ).order_by()


def own_goals(viewer: Viewer) -> QuerySet[Goal]:
    """Filter the goals the viewer owns on either side."""
    return Goal.objects.filter(Q(business_owner=viewer.pk) | Q(it_owner=viewer.pk)).order_by()


def _own(viewer: Viewer) -> Q:
    return Q(about_kind=INITIATIVE, about_id__in=own_initiatives(viewer).values("pk")) | Q(
        about_kind=GOAL, about_id__in=own_goals(viewer).values("pk")
    )


def visible_to(viewer: Viewer) -> QuerySet[Round]:
    """Filter the rounds a viewer may see: those they are asked in, those about their own, or all by role.

    What a round shows before its reveal is who was asked and who has answered, whoever looks.
    """
    if may(viewer, SEE_ALL):
        return Round.objects.all()
    asked = Asked.objects.filter(person=viewer.pk).order_by().values("round_id")
    return Round.objects.filter(Q(pk__in=asked) | _own(viewer))


def revealed_to(viewer: Viewer) -> QuerySet[Round]:
    """Filter the revealed rounds a viewer may see."""
    return visible_to(viewer).filter(state=State.REVEALED)


def outcomes_visible_to(viewer: Viewer) -> QuerySet[Outcome]:
    """Filter the outcomes that stand and that a viewer may see."""
    standing = Outcome.objects.filter(removed_at=None)
    return standing if may(viewer, SEE_ALL) else standing.filter(_own(viewer))


def find(viewer: Viewer, round_id: int) -> Round:
    """Get a round the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("opened_by").filter(pk=round_id).first()
    if found is None:
        raise NotFound(_("There is no such round, or it is not open to you."))
    return found


def find_asked(viewer: Viewer, round_id: int) -> Asked:
    """Get the place of the viewer in a round. Raises NotFound when they are not asked in it."""
    found = Asked.objects.select_related("round", "person").filter(round_id=round_id, person_id=viewer.pk).first()
    if found is None:
        raise NotFound(_("You are not asked in this round, or there is no such round."))
    return found


def find_outcome(viewer: Viewer, outcome_id: int) -> Outcome:
    """Get an outcome the viewer may see. Raises NotFound."""
    found = outcomes_visible_to(viewer).filter(pk=outcome_id).first()
    if found is None:
        raise NotFound(_("There is no such outcome, or it is not open to you."))
    return found


def check_subject(viewer: Viewer, kind: str, number: int) -> Ref | None:
    """Give the record a round is to be about if the viewer may see it, None for the portfolio. Raises NotFound."""
    if kind == PORTFOLIO:
        return None
    if kind == INITIATIVE:
        return Ref(INITIATIVE, initiatives.find(viewer, number).pk)
    if kind == GOAL:
        return Ref(GOAL, goals.find(viewer, number).pk)
    raise NotFound(_("Expectations are asked about an initiative, a goal or the whole portfolio."))


def is_own(viewer: Viewer, kind: str, number: int) -> bool:
    """Tell whether an initiative or goal is the viewer's own (at most one query)."""
    if kind == INITIATIVE:
        return own_initiatives(viewer).filter(pk=number).exists()
    return kind == GOAL and own_goals(viewer).filter(pk=number).exists()


def can_ask(viewer: Viewer, kind: str, number: int) -> bool:
    """Tell whether the viewer may ask about this subject, and look after the rounds about it."""
    return may(viewer, ASK) or is_own(viewer, kind, number)


def check_ask(viewer: Viewer, kind: str, number: int) -> None:
    """Raise NotAllowed unless the viewer may ask about this subject."""
    if not can_ask(viewer, kind, number):
        raise NotAllowed(
            _("Its sponsor, its lead, the heads of its department, a goal's owners, the leaders and the programme "
              "office ask for expectations.")
        )  # fmt: skip


def check_answer(viewer: Viewer, asked: Asked) -> None:
    """Raise NotAllowed unless the viewer is the one who is asked."""
    if viewer.pk != asked.person_id:
        raise NotAllowed(_("Everybody answers for themselves: this question was put to somebody else."))


def can_record(viewer: Viewer, kind: str, number: int) -> bool:
    """Tell whether the viewer may record what became of this subject."""
    return may(viewer, RECORD) or is_own(viewer, kind, number)


def check_record(viewer: Viewer, kind: str, number: int) -> None:
    """Raise NotAllowed unless the viewer may record what became of this subject."""
    if not can_record(viewer, kind, number):
        check(viewer, RECORD)
