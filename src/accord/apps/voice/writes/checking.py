"""What all writes of questions check and do alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Reason, Visibility
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.voice import rules
from accord.apps.voice.models import Question
from accord.apps.voice.permissions import leaders

KIND, PERSON = "voice.question", "people.person"
PERSONAL = ("answer", "reply", "done", "reason")
_NO_LEADER = Reason(gettext_noop("Choose whom you ask from the list."))
_NO_INITIATIVE = Reason(gettext_noop("Choose an initiative that is open to everyone, or none."))


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with a sentence at each field that has one."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def check_question(*, text: str, leader_id: int, initiative_id: int | None) -> Person:
    """Check what is asked and give whom it is put to. Raises Invalid at the fields."""
    leader = leaders().select_related("department").filter(pk=leader_id).first()
    is_open = initiative_id is None or Initiative.objects.filter(
        pk=initiative_id, visibility=Visibility.EVERYONE
    ).exists()  # fmt: skip
    refuse(
        text=rules.why_not_text(text, most=rules.MOST_QUESTION),
        leader_id=None if leader else _NO_LEADER,
        initiative_id=None if is_open else _NO_INITIATIVE,
    )
    if leader is None:
        raise NotFound(said(_NO_LEADER))
    return leader


def find_again(question: Question) -> Question:
    """Lock a question and read it as it is now: the night may have laid it anew. Raises NotFound."""
    found = Question.objects.select_for_update().filter(pk=question.pk).first()
    if found is None:
        raise NotFound(_("There is no such question, or it is not open to you."))
    return found


def change(
    question: Question,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer | None,
    at: datetime,
    seen_version: int | None = None,
    also: tuple[Change, ...] = (),
) -> Question:
    """Change a question under the version that was looked at and record it; ``also`` is told besides."""
    subject = Ref(KIND, question.pk)
    words = dict.fromkeys(PERSONAL, by.pk if by else None) | {"follow_up": question.asker_id}

    def told(*, subject: Ref, changes: tuple[Change, ...]) -> Event:
        return event(subject=subject, changes=(*also, *changes))

    trail.edit(question, values, event=told, subject=subject, by=by, at=at, seen_version=seen_version, personal=words)  # type: ignore[arg-type]
    return question


def wrong_state(is_wrong: bool, sentence: str) -> None:
    """Raise WrongState with a sentence if it is so."""
    if is_wrong:
        raise WrongState(sentence)
