"""Questions, what waits for the night without a name, and how the office has set things up.

Nothing here has a number that counts upwards, and what is asked without a name carries no moment: see writes/shuffling.py.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department, Person
from accord.apps.ui.rules import Ref
from accord.apps.voice.rules import MOST_DONE, Judged, State, Theme, fresh_number


class Setup(models.Model):
    """How questions are taken; one row, made when it is first changed."""

    days_to_answer = models.PositiveSmallIntegerField(default=14)
    takes_anonymous = models.BooleanField(default=True)
    is_weekly = models.BooleanField(default=False)  # what has no name is put through on Mondays only
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.days_to_answer} days"


class Question(models.Model):
    """A question to a leader. Without a name there is no asker, ``asked_on`` is the Monday of its week, and that is all.

    ``key_digest`` is what is kept of the asker's private key. ``department`` is the leader's, as it was then. ``raised_to`` is the next
    head, once the answer is overdue. ``shown_because`` is why the leader showed it to the office.
    """

    id = models.BigIntegerField(primary_key=True, default=fresh_number)
    text = models.TextField()
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_anonymous = models.BooleanField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    key_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    theme = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(max_length=12, default=State.OPEN)
    answer = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged = models.CharField(max_length=8, blank=True, default="")
    follow_up = models.TextField(blank=True, default="")
    reply = models.TextField(blank=True, default="")
    reply_by = models.DateField(null=True, blank=True)  # by which day the follow-up is to be answered
    asker_agrees = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    done = models.CharField(max_length=MOST_DONE, blank=True, default="")
    done_kind = models.CharField(max_length=80, blank=True, default="")
    done_id = models.BigIntegerField(null=True, blank=True)
    raised_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shown_because = models.TextField(blank=True, default="")
    hidden_because = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["answer_by", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="question_state_known"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False, key_digest=None) | Q(is_anonymous=True, asker=None),
                name="question_without_a_name_has_no_asker",
            ),
            models.CheckConstraint(
                condition=Q(judged__in=["", *(one.value for one in Judged)]), name="question_judged_known"
            ),
            models.CheckConstraint(
                condition=Q(theme__in=["", *(one.value for one in Theme)]), name="question_theme_known"
            ),
            models.CheckConstraint(
                condition=Q(done_kind="", done_id=None) | (~Q(done_kind="") & Q(done_id__isnull=False)),
                name="question_done_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_on__isnull=False), name="question_answered_has_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["leader", "state", "answer_by"], name="question_by_leader"),
            models.Index(fields=["published_on"], name="question_by_publishing"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def done_ref(self) -> Ref | None:
        """What was done about it, if it is a record."""
        return Ref(self.done_kind, self.done_id) if self.done_id is not None else None

    @property
    def waits_for_reply(self) -> bool:
        """Tell whether the asker asked again and nobody has answered that yet."""
        return self.state == State.ANSWERED and bool(self.follow_up) and not self.reply


class Slip(models.Model):
    """What was put in without a name and waits for the night: a question, or what an asker says of an answer.

    ``question_id`` is empty for a new question; for a verdict it names the question. No moment is kept, and all slips are laid anew in
    random order whenever one comes in.
    """

    id = models.BigIntegerField(primary_key=True)
    question_id = models.BigIntegerField(null=True, blank=True, unique=True)
    week = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True, default="")
    leader_id = models.BigIntegerField(null=True, blank=True)
    initiative_id = models.BigIntegerField(null=True, blank=True)
    key_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    judged = models.CharField(max_length=8, blank=True, default="")
    asker_agrees = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "slip"
