"""What an asker with a name says of the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Reason
from accord.apps.ui.rules import Viewer
from accord.apps.voice import permissions, reads, rules
from accord.apps.voice.events import QuestionJudged
from accord.apps.voice.models import Question
from accord.apps.voice.rules import Judged, State
from accord.apps.voice.writes.checking import change, find_again, refuse, wrong_state


@transaction.atomic
def judge(
    *,
    question: Question,
    judged: str,
    by: Viewer,
    at: datetime,
    follow_up: str = "",
    asker_agrees: bool = False,
    seen_version: int | None = None,
) -> Question:
    """Say whether one's own question is answered, ask again once, and agree to publishing or take that back.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_judge(by, question)
    question = find_again(question)
    wrong_state(question.state != State.ANSWERED, _("There is no answer to judge yet."))
    again = follow_up.strip() if judged != Judged.YES else ""
    refuse(
        judged=None if judged in set(Judged) else Reason(_("Choose one of the list.")),
        follow_up=rules.why_not_text(again, most=rules.MOST_QUESTION) if again else None,
    )
    wrong_state(
        bool(again) and bool(question.follow_up),
        _("You have asked again once. If it is still open, please ask a new question."),
    )
    values: dict[str, Any] = {"judged": str(judged), "asker_agrees": asker_agrees}
    if again:
        values |= {
            "follow_up": again,
            "reply_by": rules.answer_by(timezone.localdate(at), days=reads.setup().days_to_answer),
        }
    if question.published_on is not None and not asker_agrees:
        values["published_on"] = None
    return change(question, values, QuestionJudged, by=by, at=at, seen_version=seen_version)
