"""What the one who was asked does: answer, answer what was asked again, hand over, show it to the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Reason
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Viewer
from accord.apps.voice import permissions, rules
from accord.apps.voice.events import FollowUpAnswered, QuestionAnswered, QuestionHandedOver, QuestionShown
from accord.apps.voice.models import Question
from accord.apps.voice.permissions import leaders
from accord.apps.voice.rules import State
from accord.apps.voice.writes.checking import change, find_again, refuse, wrong_state


@transaction.atomic
def answer_question(
    *,
    question: Question,
    answer: str,
    by: Viewer,
    at: datetime,
    theme: str = "",
    seen_version: int | None = None,
) -> Question:
    """Answer a question, or correct the answer until the asker has judged it; ``theme`` sorts it.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.state == State.HIDDEN, _("The office has hidden this question; nothing is to be done."))
    wrong_state(bool(question.judged), _("The asker has judged this answer. Add what was done instead."))
    refuse(
        answer=rules.why_not_text(answer, most=rules.MOST_ANSWER),
        theme=None if theme in {"", *rules.THEME_LABELS} else Reason(_("Choose one of the list.")),
    )
    values: dict[str, Any] = {"answer": answer.strip(), "state": State.ANSWERED.value, "answered_by_id": by.pk}
    if question.answered_on is None:
        values["answered_on"] = timezone.localdate(at)
    if theme:
        values["theme"] = theme
    return change(question, values, QuestionAnswered, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def answer_follow_up(
    *, question: Question, reply: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Question:
    """Answer what the asker asked again. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(not question.waits_for_reply, _("Nothing was asked again here, or it is answered."))
    refuse(reply=rules.why_not_text(reply, most=rules.MOST_ANSWER))
    return change(question, {"reply": reply.strip()}, FollowUpAnswered, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def hand_over(
    *, question: Question, leader_id: int, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Question:
    """Give a question to another leader, who then owes the answer by the same day. Raises NotAllowed, Invalid, WrongState."""
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.state != State.OPEN, _("Only a question that waits for an answer can be handed over."))
    to = leaders().filter(pk=leader_id).first()
    refuse(
        leader_id=None if to and to.pk != question.leader_id else Reason(_("Choose somebody else from the list.")),
        reason=rules.why_not_text(reason, most=rules.MOST_REASON),
    )
    values = {"leader_id": leader_id, "department_id": to.department_id if to else None, "raised_to_id": None}
    why = Change(field="reason", new=reason.strip(), person_id=by.pk)
    return change(question, values, QuestionHandedOver, by=by, at=at, seen_version=seen_version, also=(why,))


@transaction.atomic
def show_to_office(*, question: Question, reason: str, by: Viewer, at: datetime) -> Question:
    """Let the programme office read a question that should perhaps be hidden. Raises NotAllowed, Invalid, WrongState."""
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.state == State.HIDDEN, _("The office has hidden this question; nothing is to be done."))
    refuse(reason=rules.why_not_text(reason, most=rules.MOST_REASON))
    return change(question, {"shown_because": reason.strip()}, QuestionShown, by=by, at=at)
