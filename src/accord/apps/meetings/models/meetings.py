"""Meetings with their people, and agenda items with their outcome; an item's topic is a reference to any record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.decisions.models import Decision
from accord.apps.meetings.models.series import Series
from accord.apps.meetings.rules import (
    MOST_PLACE,
    MOST_TITLE,
    USUAL_ITEM_MINUTES,
    USUAL_MINUTES,
    ItemState,
    Outcome,
    State,
)
from accord.apps.people.models import Person
from accord.apps.promises.models import Promise
from accord.apps.ui.rules import Ref


class Meeting(models.Model):
    """People who come together at a moment."""

    title = models.CharField(max_length=MOST_TITLE)
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=USUAL_MINUTES)
    place = models.CharField(max_length=MOST_PLACE, blank=True, default="")
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attendees = models.ManyToManyField(Person, related_name="+", blank=True)
    state = models.CharField(max_length=12, default=State.PLANNED)
    reason = models.TextField(blank=True, default="")  # why it was cancelled
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    occurrence_at = models.DateTimeField(null=True, blank=True)  # the moment the rule of its series gave
    moved_from = models.DateTimeField(null=True, blank=True)  # its first start, once it was moved
    is_off_rule = models.BooleanField(default=False)  # its series no longer has this date: neither planned nor missed
    needs_sides = models.JSONField(default=list, blank=True)
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="meeting_state_known"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="meeting_has_minutes"),
            models.UniqueConstraint(fields=["series", "occurrence_at"], name="meeting_once_per_occurrence"),
            models.CheckConstraint(
                condition=Q(series=None, occurrence_at=None) | Q(series__isnull=False, occurrence_at__isnull=False),
                name="meeting_of_series_has_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | ~Q(about_kind="") & Q(about_id__isnull=False),
                name="meeting_about_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "starts_at"], name="meeting_by_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> Ref | None:
        """The goal or initiative it is about, if any."""
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None


class AgendaItem(models.Model):
    """One item: a topic or a title, a time box, and what came of it. ``position`` counts from 1; 0 is off the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    topic_kind = models.CharField(max_length=80, blank=True, default="")
    topic_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=MOST_TITLE, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=USUAL_ITEM_MINUTES)
    outcome_kind = models.CharField(max_length=12, blank=True, default="")
    outcome = models.TextField(blank=True, default="")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=MOST_TITLE, blank=True, default="")  # why it stands here, if Accord put it here
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=ItemState.OPEN)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")
    times_carried = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["meeting_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic_kind", "topic_id"],
                condition=Q(state=ItemState.OPEN, topic_id__isnull=False),
                name="agenda_topic_open_once",
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ItemState]), name="agenda_item_state_known"),
            models.CheckConstraint(
                condition=Q(outcome_kind__in=["", *(o.value for o in Outcome)]), name="agenda_item_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE) & ~Q(outcome_kind="") | ~Q(state=ItemState.DONE) & Q(outcome_kind=""),
                name="agenda_item_done_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(topic_kind="", topic_id=None) & ~Q(title="")
                | ~Q(topic_kind="") & Q(topic_id__isnull=False),
                name="agenda_item_topic_or_title",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="agenda_item_has_minutes"),
        ]
        indexes: ClassVar = [models.Index(fields=["topic_kind", "topic_id"], name="agenda_item_by_topic")]

    def __str__(self) -> str:
        return self.title or f"{self.topic_kind}:{self.topic_id}"

    @property
    def topic(self) -> Ref | None:
        """What it is about, if it is a record."""
        return Ref(self.topic_kind, self.topic_id) if self.topic_id is not None else None
