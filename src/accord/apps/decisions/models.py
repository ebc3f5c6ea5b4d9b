"""Decisions with their options, who was consulted, and how often each was opened again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.decisions.rules import MOST_OPTION, MOST_QUESTION, State
from accord.apps.people.models import Department, Person
from accord.apps.ui.rules import Ref


class Decision(models.Model):
    """A question that one person decides. ``department`` and ``side`` are the decider's, as they were then.

    ``raised_date`` is when the question came up: the clock starts there. ``reopened`` counts its reopenings.
    """

    question = models.CharField(max_length=MOST_QUESTION)
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, blank=True, default="")
    raised_date = models.DateField()
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decide_by_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default=State.OPEN)
    option = models.CharField(max_length=MOST_OPTION, blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_date = models.DateField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review = models.TextField(blank=True, default="")  # what was seen when it was looked at again
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")  # why it was withdrawn, handed over or reopened last
    reopened = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["raised_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="decision_state_known"),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="decision_about_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DECIDED, decided_at__isnull=False) & ~Q(option="")
                | ~Q(state=State.DECIDED) & Q(decided_at=None, option=""),
                name="decision_says_what_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None),
                name="decision_withdrawn_at_when_withdrawn",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id"], name="decision_by_about"),
            models.Index(fields=["decider", "state", "decide_by_date"], name="decision_by_decider"),
            models.Index(fields=["state", "raised_date"], name="decision_by_raised"),
            models.Index(fields=["state", "review_date"], name="decision_by_review"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def about(self) -> Ref | None:
        """What it is about, if anything."""
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None


class Option(models.Model):
    """One thing that can be decided, with what speaks for and against it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=MOST_OPTION)
    pro = models.CharField(max_length=MOST_OPTION, blank=True, default="")
    con = models.CharField(max_length=MOST_OPTION, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["decision_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "position"], name="decision_option_has_a_place")
        ]

    def __str__(self) -> str:
        return self.text


class Consulted(models.Model):
    """Somebody who is asked before it is decided, and their side then; the side stays when the person is erased."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="consulted")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["decision_id", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="decision_consulted_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.person_id}"


class Reopening(models.Model):
    """A time something decided (or withdrawn) was opened again, and what had been decided."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reopenings")
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    option = models.CharField(max_length=MOST_OPTION, blank=True, default="")
    reasons = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-reopened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.reopened_at}"
