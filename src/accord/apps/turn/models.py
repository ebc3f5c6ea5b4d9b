"""What people set aside for a while, what they have seen, how they look at lists, and what they changed in many."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from accord.apps.turn.rules.bulk import BulkState, Outcome
from accord.apps.turn.rules.views import MOST_NAME, MOST_QUERY

PERSON = settings.AUTH_USER_MODEL


class Snooze(models.Model):
    """A thing to do that somebody set aside. It counts as long as the thing keeps the day it had then.

    ``source`` and the reference say which thing: sources of my turn are codes, records may be of any app.
    """

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=80)
    ref_kind = models.CharField(max_length=60)
    ref_id = models.BigIntegerField()
    due_date = models.DateField(null=True, blank=True)
    until_date = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["until_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "source", "ref_kind", "ref_id"], name="snooze_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.ref_kind}:{self.ref_id}"


class Look(models.Model):
    """Up to when somebody has seen what changed in what they follow."""

    person = models.OneToOneField(PERSON, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.seen_at}"


class SavedView(models.Model):
    """A list as somebody wants to find it again: its filters, search and order, under a name.

    ``place`` is the address of the list without what follows the question mark, ``query`` what follows. A shared one is
    offered to everybody; what it shows is for each what they may see.
    """

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=200)
    query = models.CharField(max_length=MOST_QUERY, blank=True, default="")
    name = models.CharField(max_length=MOST_NAME)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["place", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "place", "name"], name="saved_view_name_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "is_shared"], name="saved_view_by_place")]

    def __str__(self) -> str:
        return self.name


class BulkChange(models.Model):
    """The same change to many records: chosen, looked at beforehand, made, taken back.

    ``code`` and ``action`` name the kind of records and what is done, as plugged into the socket; ``values`` is what was
    given. Its lines hold no names: what they point at is looked up when it is shown.
    """

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    action = models.CharField(max_length=40, blank=True, default="")
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=BulkState.CHOSEN)
    created_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in BulkState]), name="bulk_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.action}"


class BulkLine(models.Model):
    """One record of a bulk change and what became of it."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="lines")
    record_id = models.BigIntegerField()
    outcome = models.CharField(max_length=12, default=Outcome.CHOSEN)
    before = models.CharField(max_length=300, blank=True, default="")
    after = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    memo = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "record_id"], name="bulk_line_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[o.value for o in Outcome]), name="bulk_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.outcome}"
