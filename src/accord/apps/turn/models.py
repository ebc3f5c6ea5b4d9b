"""What people set aside for a while, and up to when they have seen what changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

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
