"""Promises and the other days proposed for them; what a promise is about is a reference to any record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.people.models import Department, Person
from accord.apps.promises.rules import MOST_WHAT, Answer, Cause, Kind, State
from accord.apps.ui.rules import Ref


class Promise(models.Model):
    """What somebody will do by a day. ``first_due_date`` stays what it was when the promise was made.

    ``department`` and ``side`` are the owner's, ``to_side`` that of the one it is made to, as they were then.
    ``renegotiated_at`` is when the other side agreed, before the first day, to another one.

    A planned end that a file states is the promise of its department: without an owner where nobody is named, with
    ``source`` (the file or list that said so last), ``made_on`` (the day of the state that said it first; otherwise a
    promise was made when it was written down) and ``untold_on``, since when its list no longer names what it is about.
    """

    what = models.CharField(max_length=MOST_WHAT)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    first_due_date = models.DateField()
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=12, default=Kind.DELIVERY)
    confidence_share = models.FloatField(null=True, blank=True)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, blank=True, default="")
    to_side = models.CharField(max_length=16, blank=True, default="")
    state = models.CharField(max_length=12, default=State.OPEN)
    kept_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    renegotiated_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(blank=True, default="")
    cause = models.CharField(max_length=12, blank=True, default="")  # what got in the way, from a list; "" if not said
    reason = models.TextField(blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    made_on = models.DateField(null=True, blank=True)
    untold_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="promise_state_known"),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="promise_about_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.KEPT, kept_at__isnull=False) | (~Q(state=State.KEPT) & Q(kept_at=None)),
                name="promise_kept_at_when_kept",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(state=State.WITHDRAWN), name="promise_withdrawn_at_when_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(confidence_share=None) | Q(confidence_share__gt=0, confidence_share__lt=1),
                name="promise_confidence_is_a_chance",
            ),
            models.CheckConstraint(condition=Q(kind__in=[s.value for s in Kind]), name="promise_kind_known"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(department__isnull=False), name="promise_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=State.UNTOLD, untold_on__isnull=False) | (~Q(state=State.UNTOLD) & Q(untold_on=None)),
                name="promise_untold_on_when_untold",
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=~Q(source=""), name="promise_once_from_files"
            ),
            models.CheckConstraint(condition=Q(cause__in=["", *(c.value for c in Cause)]), name="promise_cause_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id"], name="promise_by_about"),
            models.Index(fields=["owner", "state", "due_date"], name="promise_by_owner"),
            models.Index(fields=["state", "due_date"], name="promise_by_due"),
            models.Index(fields=["first_due_date"], name="promise_by_first_due"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def about(self) -> Ref | None:
        """What it is about, if anything."""
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None

    @property
    def by_whom(self) -> str:
        """Who promised: the owner, else the department (both loaded)."""
        if self.owner is not None:
            return self.owner.name
        return self.department.name if self.department is not None else ""


class Proposal(models.Model):
    """Another day, and perhaps other words, that an owner proposes; ``asked`` accepts or declines."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="proposals")
    due_date = models.DateField()
    what = models.CharField(max_length=MOST_WHAT)
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=Answer.OPEN)
    answer = models.TextField(blank=True, default="")  # why it is declined
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["promise"], condition=Q(state=Answer.OPEN), name="proposal_one_waits"),
            models.CheckConstraint(condition=Q(state__in=[a.value for a in Answer]), name="proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state=Answer.OPEN, answered_at=None)
                | (~Q(state=Answer.OPEN) & Q(answered_at__isnull=False)),
                name="proposal_answered_at_when_answered",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["asked", "state"], name="proposal_by_asked")]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.due_date}"


class Offer(models.Model):
    """A promise its owner asks somebody else to take over; ``to`` accepts or declines."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="offers")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=Answer.OPEN)
    answer = models.TextField(blank=True, default="")  # why it is declined
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-offered_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["promise"], condition=Q(state=Answer.OPEN), name="offer_one_waits"),
            models.CheckConstraint(condition=Q(state__in=[a.value for a in Answer]), name="offer_state_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["to", "state"], name="offer_by_to")]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.to_id}"
