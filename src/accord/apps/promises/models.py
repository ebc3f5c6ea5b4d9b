"""Promises: one table; what a promise is about is a reference to any record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.people.models import Person
from accord.apps.promises.rules import MOST_WHAT, State
from accord.apps.ui.rules import Ref


class Promise(models.Model):
    """What somebody will do by a day. ``first_due_date`` stays what it was when the promise was made."""

    what = models.CharField(max_length=MOST_WHAT)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    first_due_date = models.DateField()
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    side = models.CharField(max_length=16, blank=True, default="")  # of the owner's department when it was made
    state = models.CharField(max_length=12, default=State.OPEN)
    kept_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
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
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id"], name="promise_by_about"),
            models.Index(fields=["owner", "state", "due_date"], name="promise_by_owner"),
            models.Index(fields=["state", "due_date"], name="promise_by_due"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def about(self) -> Ref | None:
        """What it is about, if anything."""
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None
