"""The night: everything without a name is put through together, in random order, and all rows are laid anew; what is overdue goes up."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accord.apps.people.models import Department, Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.voice import reads, rules
from accord.apps.voice.events import QuestionJudged, QuestionRaised, QuestionsDelivered
from accord.apps.voice.models import Question, Slip
from accord.apps.voice.permissions import leaders
from accord.apps.voice.rules import State
from accord.apps.voice.writes.checking import KIND, PERSON, change
from accord.apps.voice.writes.shuffling import empty_journal, shuffle

MONDAY = 0


@transaction.atomic
def deliver(*, by: Viewer | None, at: datetime) -> int:
    """Put through what waits without a name, and lay all rows anew in random order; returns how many slips there were.

    The trail hears whom something was put to that night, and not which questions. Where the office has chosen weekly
    delivery, nothing happens but on Mondays.
    """
    setup, today = reads.setup(), timezone.localdate(at)
    if setup.is_weekly and today.weekday() != MONDAY:
        return 0
    slips = list(Slip.objects.all())
    secrets.SystemRandom().shuffle(slips)
    asked = [_question(slip, days=setup.days_to_answer) for slip in slips if slip.question_id is None]
    Question.objects.bulk_create(asked)
    for leader in sorted({question.leader_id for question in asked}):
        trail.record(QuestionsDelivered(subject=Ref(PERSON, leader)), by=by, at=at)
    for slip in slips:
        if slip.question_id is not None:
            _judge(slip, days=setup.days_to_answer, by=by, at=at)
    Slip.objects.all().delete()
    shuffle(Question, Slip)
    empty_journal()
    return len(slips)


def _question(slip: Slip, *, days: int) -> Question:
    """Make the question of a slip; a leader who has left since is followed by the head of the department, or the one above."""
    week = slip.week or date.min
    leader = _still_here(slip.leader_id or 0)
    return Question(
        text=slip.text, leader=leader, department=leader.department, initiative_id=slip.initiative_id, is_anonymous=True,
        asked_on=week, answer_by=rules.answer_by_week(week, days=days), key_digest=slip.key_digest,
        asker_agrees=slip.asker_agrees,
    )  # fmt: skip


def _still_here(person_id: int) -> Person:
    asked = Person.objects.select_related("department").get(pk=person_id)
    if asked.is_active and asked.erased_at is None:
        return asked
    above = (
        next_head(asked.department_id, without={asked.pk})
        or leaders().order_by("pk").values_list("pk", flat=True).first()
    )
    return asked if above is None else Person.objects.select_related("department").get(pk=above)


def _judge(slip: Slip, *, days: int, by: Viewer | None, at: datetime) -> None:
    question = Question.objects.filter(pk=slip.question_id or 0, state=State.ANSWERED).first()
    if question is None:  # hidden since
        return
    values: dict[str, object] = {"judged": slip.judged, "asker_agrees": slip.asker_agrees}
    if slip.text and not question.follow_up:
        values["follow_up"] = slip.text
        values["reply_by"] = rules.answer_by_week(timezone.localdate(at), days=days)
    if question.published_on is not None and not slip.asker_agrees:
        values["published_on"] = None
    Question.objects.filter(pk=question.pk).update(**values, version=question.version + 1)
    judged = Change(field="judged", new=slip.judged)  # what was asked again stays off the trail
    trail.record(QuestionJudged(subject=Ref(KIND, question.pk), changes=(judged,)), by=by, at=at)


@transaction.atomic
def raise_overdue(*, by: Viewer | None, at: datetime) -> int:
    """Let the next head know of answers that are overdue, once for each; returns how many went up."""
    late = Question.objects.filter(state=State.OPEN, answer_by__lt=timezone.localdate(at), raised_to=None)
    count = 0
    for question in late.order_by("pk"):
        above = next_head(question.department_id, without={question.leader_id, question.asker_id or 0})
        if above is not None:
            change(question, {"raised_to_id": above}, QuestionRaised, by=by, at=at)
            count += 1
    return count


# no event: it only looks
def next_head(department: int | None, *, without: set[int]) -> int | None:
    """Find the nearest head of a department or one above who is here and is none of these: two queries."""
    units = {pk: (parent, head) for pk, parent, head in Department.objects.values_list("pk", "parent_id", "head_id")}
    line: list[int | None] = []
    while department in units:
        department, head = units.pop(department)
        line.append(head)
    heads = [head for head in line if head is not None and head not in without]
    here = set(Person.objects.filter(pk__in=heads, is_active=True, erased_at=None).values_list("pk", flat=True))
    return next((pk for pk in heads if pk in here), None)
