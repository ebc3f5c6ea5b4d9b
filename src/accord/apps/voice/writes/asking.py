"""Asking: in one's own name at once and on the trail; without a name as a slip that waits for the night and tells nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.voice import permissions, reads, rules
from accord.apps.voice.events import QuestionAsked
from accord.apps.voice.models import Question, Slip
from accord.apps.voice.rules import Judged, State
from accord.apps.voice.writes.checking import KIND, PERSON, check_question, refuse, wrong_state
from accord.apps.voice.writes.shuffling import empty_journal, shuffle


@transaction.atomic
def ask(
    *,
    text: str,
    leader_id: int,
    by: Viewer,
    at: datetime,
    initiative_id: int | None = None,
    asker_agrees: bool = False,
) -> Question:
    """Put a question to a leader in one's own name; it is theirs at once. Raises NotAllowed, Invalid.

    ``asker_agrees``: question and answer may be published, without the name.
    """
    permissions.check(by, permissions.ASK)
    leader = check_question(text=text, leader_id=leader_id, initiative_id=initiative_id)
    today = timezone.localdate(at)
    question = Question.objects.create(
        text=text.strip(), leader=leader, department=leader.department, initiative_id=initiative_id, asker_id=by.pk,
        is_anonymous=False, asked_on=today, asker_agrees=asker_agrees,
        answer_by=rules.answer_by(today, days=reads.setup().days_to_answer),
    )  # fmt: skip
    changes = (
        Change(field="leader", new=str(Ref(PERSON, leader.pk))),
        Change(field="text", new=question.text, person_id=by.pk),
        Change(field="answer_by", new=question.answer_by),
    )
    trail.record(QuestionAsked(subject=Ref(KIND, question.pk), changes=changes), by=by, at=at)
    return question


# no event: whoever asks without a name leaves no trace; what the night puts through is told then
@transaction.atomic
def ask_without_name(
    *,
    text: str,
    leader_id: int,
    nonce: str,
    by: None,
    at: datetime,
    initiative_id: int | None = None,
    asker_agrees: bool = False,
) -> str:
    """Put a slip into the box and give its private key, which is kept nowhere; of ``at`` only the week is used.

    The same ``nonce`` is taken once. All slips are laid anew in random order. Raises Invalid, WrongState.
    """
    wrong_state(
        not reads.setup().takes_anonymous,
        _("Questions without a name are not taken here at the moment. Sign in to ask in your own name."),
    )
    check_question(text=text, leader_id=leader_id, initiative_id=initiative_id)
    _check_room()
    key = rules.fresh_key()
    number = rules.number_of(nonce)
    wrong_state(
        Slip.objects.filter(pk=number).exists(),
        _("This question is in already; its key was shown then. To ask another one, open the form anew."),
    )
    Slip.objects.create(
        pk=number, week=rules.week_of(timezone.localdate(at)), text=text.strip(), leader_id=leader_id,
        initiative_id=initiative_id, asker_agrees=asker_agrees, key_digest=rules.digest_of(key, secret=reads.secret()),
    )  # fmt: skip
    shuffle(Slip)
    empty_journal()
    return key


# no event: see ask_without_name
@transaction.atomic
def judge_by_key(
    *, key: str, judged: str, by: None, at: datetime, follow_up: str = "", asker_agrees: bool = False
) -> None:
    """Put a slip into the box that says whether a question is answered; a second one before the night replaces the first.

    ``at`` leaves no trace at all. Raises NotFound, Invalid, WrongState.
    """
    page = reads.by_key(key=key)
    refuse(
        judged=None if judged in set(Judged) else rules.why_not_text("", most=1),
        follow_up=rules.why_not_text(follow_up, most=rules.MOST_QUESTION) if follow_up.strip() else None,
    )
    found = Question.objects.filter(pk=page.question_id or 0).first()
    if found is None or found.state != State.ANSWERED:
        raise WrongState(_("There is no answer to judge yet."))
    if follow_up.strip() and found.follow_up:
        raise WrongState(_("You have asked again once. If it is still open, please ask a new question."))
    before = Slip.objects.filter(question_id=found.pk)
    if not before.exists():
        _check_room()
    before.delete()
    Slip.objects.create(
        pk=rules.fresh_number(), question_id=found.pk, judged=judged, asker_agrees=asker_agrees,
        text="" if judged == Judged.YES else follow_up.strip(),
    )  # fmt: skip
    shuffle(Slip)
    empty_journal()


def _check_room() -> None:
    """Raise WrongState when the box is full: nobody can bury the leaders, and nobody has to be known for that."""
    wrong_state(
        Slip.objects.count() >= rules.MOST_WAITING,
        _("The box is full for today. Please come back tomorrow; we are sorry."),
    )
