"""Who may ask, see, answer, publish and hide questions. A question is between two until both let others read it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people.models import Department, Person, holding
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Viewer
from accord.apps.ui.sockets import Action
from accord.apps.voice.models import Question
from accord.apps.voice.rules import State

SEE = Action("voice.see", gettext_lazy("Read published questions, and those one has a part in"), EVERYONE)
ASK = Action("voice.ask", gettext_lazy("Ask a leader a question in one's own name"), EVERYONE)
ANSWER = Action(
    "voice.answer",
    gettext_lazy("Answer a question, hand it over, publish it, show it to the office"),
    frozenset(),
    own=gettext_lazy("whom it was put to, and the next head once it is overdue"),
)
JUDGE = Action(
    "voice.judge",
    gettext_lazy("Say whether a question is answered, and agree to publishing"),
    frozenset(),
    own=gettext_lazy("who asked; without a name, whoever holds the private key"),
)
HIDE = Action("voice.hide", gettext_lazy("Hide a question that is published or was shown to the office"), OFFICE)
COUNT = Action("voice.count", gettext_lazy("See how many questions there are, and how they stand"), OFFICE | LEADERS)
SET_UP = Action("voice.set_up", gettext_lazy("Set how questions are taken"), OFFICE)
ACTIONS = (SEE, ASK, ANSWER, JUDGE, HIDE, COUNT, SET_UP)

__all__ = ["ACTIONS", "ANSWER", "ASK", "COUNT", "HIDE", "JUDGE", "SEE", "SET_UP", "check", "leaders", "visible_to"]


def leaders() -> QuerySet[Person]:
    """Filter whom questions may be put to: CIO, CFO, CHRO and heads of departments who are here."""
    heads = Department.objects.filter(head__isnull=False).order_by().values("head")
    chosen = Q(pk__in=heads)
    for role in sorted(LEADERS):
        chosen |= Q(pk__in=holding(role).order_by().values("pk"))
    return Person.objects.filter(chosen, is_active=True, erased_at=None)


def published() -> QuerySet[Question]:
    """Filter what everybody signed in can read."""
    return Question.objects.filter(published_on__isnull=False).exclude(state=State.HIDDEN)


def visible_to(viewer: Viewer) -> QuerySet[Question]:
    """Filter the questions a viewer may read: published ones and those they have a part in; for the office what it was shown."""
    seen = (
        Q(leader=viewer.pk)
        | Q(raised_to=viewer.pk)
        | Q(asker=viewer.pk)
        | (Q(published_on__isnull=False) & ~Q(state=State.HIDDEN))
    )
    if may(viewer, HIDE):
        seen |= ~Q(shown_because="") | Q(state=State.HIDDEN)
    return Question.objects.filter(seen)


def find(viewer: Viewer, question_id: int) -> Question:
    """Get a question the viewer may read. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("leader", "asker", "department", "initiative", "raised_to", "answered_by")
    one = found.filter(pk=question_id).first()
    if one is None:
        raise NotFound(_("There is no such question, or it is not open to you."))
    return one


def can_answer(viewer: Viewer, question: Question) -> bool:
    """Tell whether the viewer is the one to answer."""
    return viewer.pk in {question.leader_id, question.raised_to_id}


def check_answer(viewer: Viewer, question: Question) -> None:
    """Raise NotAllowed unless the question was put to the viewer, or went up to them."""
    if not can_answer(viewer, question):
        raise NotAllowed(_("Only the one who was asked can do this, or the next head once the answer is overdue."))


def check_judge(viewer: Viewer, question: Question) -> None:
    """Raise NotAllowed unless the viewer asked it in their own name."""
    if question.asker_id is None or viewer.pk != question.asker_id:
        raise NotAllowed(_("Only who asked says whether it is answered."))


def can_hide(viewer: Viewer, question: Question) -> bool:
    """Tell whether the viewer may hide this question: the office, for what it can read."""
    is_read = question.published_on is not None or bool(question.shown_because)
    return may(viewer, HIDE) and is_read


def check_hide(viewer: Viewer, question: Question) -> None:
    """Raise NotAllowed unless the viewer may hide this question."""
    check(viewer, HIDE)
    if not can_hide(viewer, question) and question.state != State.HIDDEN:
        raise NotAllowed(_("The office hides what is published, or what the one who was asked has shown it."))
