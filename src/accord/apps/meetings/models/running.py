"""What happens while people meet: the item under way, notes of their own by everybody, and the minutes with their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.meetings.models.meetings import AgendaItem, Meeting
from accord.apps.meetings.rules.running import NoteKind
from accord.apps.people.models import Person


class Running(models.Model):
    """Where a meeting is: the item under way and since when; ``written_at`` is when its agenda wrote itself."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="running")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.item_id}"


class Note(models.Model):
    """A line somebody wrote down while people met, about an item or the meeting; nobody writes over another's.

    What is ``parked`` is no note but something for another time: it is offered to the next agenda.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, default=NoteKind.NOTE)
    text = models.TextField(blank=True)  # empty once its author is erased
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in NoteKind]), name="meeting_note_kind_known")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "meeting"], name="meeting_note_by_kind")]

    def __str__(self) -> str:
        return self.text


class Minutes(models.Model):
    """The minutes of a meeting as they read now; ``sent_number`` is the version people were sent first."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes_kept")
    text = models.TextField()
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_number = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_number=None) | Q(sent_at__isnull=False, sent_number__isnull=False),
                name="meeting_minutes_sent_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.version}"


class MinutesVersion(models.Model):
    """The minutes as they read once; ``written_by`` is nobody for a draft from what happened."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="meeting_minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.number}"
