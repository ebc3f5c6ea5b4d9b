"""One row per meeting and person: what they said beforehand, and whether they were there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.meetings.rules.presence import Presence, Reply
from accord.apps.people.models import Person


class Attendance(models.Model):
    """What is known of one person at one meeting; blank means that nobody said."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=8, blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(max_length=12, blank=True, default="")
    deputy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, blank=True, default="")  # of who was there, or spoke for them, then
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(reply__in=["", *(r.value for r in Reply)]), name="attendance_reply_known"
            ),
            models.CheckConstraint(
                condition=Q(presence__in=["", *(p.value for p in Presence)]), name="attendance_presence_known"
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.REPRESENTED, deputy__isnull=False)
                | ~Q(presence=Presence.REPRESENTED) & Q(deputy=None),
                name="attendance_deputy_if_represented",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"
