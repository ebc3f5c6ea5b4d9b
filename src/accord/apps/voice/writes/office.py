"""What the office does: hide with a reason, bring back, set how questions are taken; and erasing what a person asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.voice import permissions, rules
from accord.apps.voice.events import QuestionErased, QuestionHidden, QuestionRestored, SetupChanged
from accord.apps.voice.models import Question, Setup
from accord.apps.voice.rules import State
from accord.apps.voice.writes.checking import KIND, change, find_again, refuse, wrong_state

SETUP = "voice.setup"
EDITABLE = ("days_to_answer", "takes_anonymous", "is_weekly")


@transaction.atomic
def hide(*, question: Question, reason: str, by: Viewer, at: datetime) -> Question:
    """Hide a question from everybody but the two it is between and the office; both are told the reason.

    Raises NotAllowed, Invalid, WrongState.
    """
    permissions.check_hide(by, question)
    question = find_again(question)
    wrong_state(question.state == State.HIDDEN, _("It is hidden already."))
    refuse(reason=rules.why_not_text(reason, most=rules.MOST_REASON))
    why = Change(field="reason", new=reason.strip(), person_id=by.pk)
    values = {"state": State.HIDDEN.value, "hidden_because": reason.strip(), "published_on": None}
    return change(question, values, QuestionHidden, by=by, at=at, also=(why,))


@transaction.atomic
def restore(*, question: Question, by: Viewer, at: datetime) -> Question:
    """Bring a hidden question back, unpublished. Raises NotAllowed, WrongState."""
    permissions.check_hide(by, question)
    question = find_again(question)
    wrong_state(question.state != State.HIDDEN, _("It is not hidden."))
    state = State.ANSWERED if question.answered_on else State.OPEN
    return change(question, {"state": state.value, "hidden_because": ""}, QuestionRestored, by=by, at=at)


@transaction.atomic
def change_setup(
    *, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Setup:  # fmt: skip
    """Change how questions are taken: days_to_answer, takes_anonymous, is_weekly. Raises NotAllowed, Invalid, EditConflict."""
    permissions.check(by, permissions.SET_UP)
    wanted = {name: value for name, value in values.items() if name in EDITABLE}
    refuse(days_to_answer=rules.why_not_days(int(wanted.get("days_to_answer", 14))))
    setup, _created = Setup.objects.get_or_create(pk=1)
    subject = Ref(SETUP, setup.pk)
    trail.edit(setup, wanted, event=SetupChanged, subject=subject, by=by, at=at, seen_version=seen_version)
    return setup


@transaction.atomic
def erase_asker(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person asked in their own name; what they answered for the organisation stays. Returns how many.

    What was asked without a name cannot be found, and so not erased: nobody knows whose it is.
    """
    erased = Question.objects.filter(asker=person_id)
    for question in erased:
        Question.objects.filter(pk=question.pk).update(
            text=_("(erased)"), follow_up="", published_on=None, asker_agrees=False, version=question.version + 1
        )
        trail.record(QuestionErased(subject=Ref(KIND, question.pk)), by=by, at=at)
    return len(erased)
