"""What everybody may read: publishing, taking back, and what was done about a question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Reason
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.voice import permissions, rules
from accord.apps.voice.events import DoneNoted, PublicationWithdrawn, QuestionPublished
from accord.apps.voice.models import Question
from accord.apps.voice.rules import DONE_KINDS, State
from accord.apps.voice.writes.checking import change, find_again, refuse, wrong_state


@transaction.atomic
def publish(*, question: Question, by: Viewer, at: datetime, seen_version: int | None = None) -> Question:
    """Let everybody signed in read question and answer, without any asker's name; both sides must want it.

    Raises NotAllowed, WrongState, EditConflict.
    """
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.state != State.ANSWERED, _("Only an answered question can be published."))
    wrong_state(not question.asker_agrees, _("The asker has not agreed that others read it."))
    values = {"published_on": timezone.localdate(at)}
    return change(question, values, QuestionPublished, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def withdraw_publication(*, question: Question, by: Viewer, at: datetime) -> Question:
    """Take a question back from what everybody can read. Raises NotAllowed, WrongState."""
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.published_on is None, _("It is not published."))
    return change(question, {"published_on": None}, PublicationWithdrawn, by=by, at=at)


@transaction.atomic
def note_done(
    *, question: Question, done: str, by: Viewer, at: datetime, ref: Ref | None = None, seen_version: int | None = None
) -> Question:
    """Say what was done about a question, and which promise, decision, initiative or goal it became.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_answer(by, question)
    question = find_again(question)
    wrong_state(question.state != State.ANSWERED, _("Answer the question first."))
    is_there = ref is None or (ref.kind in DONE_KINDS and ref in titles(viewer=by, refs=[ref]))
    refuse(
        done=rules.why_not_text(done, most=rules.MOST_DONE),
        ref=None if is_there else Reason(_("There is no such record, or it is not open to you.")),
    )
    values: dict[str, Any] = {
        "done": done.strip(), "done_kind": ref.kind if ref else "", "done_id": ref.id if ref else None
    }  # fmt: skip
    return change(question, values, DoneNoted, by=by, at=at, seen_version=seen_version)
