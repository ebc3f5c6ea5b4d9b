"""Series of meetings: what comes round, for whom, and by which rule in which time zone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.meetings.rules import MOST_PLACE, MOST_TITLE, USUAL_MINUTES
from accord.apps.meetings.rules.presence import both_sides
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref


class Series(models.Model):
    """Meetings that come round: ``rule`` is an RFC 5545 rule, counted from ``first_date`` in the wall time of ``zone``."""

    title = models.CharField(max_length=MOST_TITLE)
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    people = models.ManyToManyField(Person, related_name="+", blank=True)
    place = models.CharField(max_length=MOST_PLACE, blank=True, default="")
    minutes = models.PositiveIntegerField(default=USUAL_MINUTES)
    needs_sides = models.JSONField(default=both_sides, blank=True)
    zone = models.CharField(max_length=64)
    first_date = models.DateField()
    start_time = models.TimeField()
    rule = models.CharField(max_length=300)
    ended_date = models.DateField(null=True, blank=True)  # from this day on it comes round no more
    reason = models.TextField(blank=True, default="")  # why it was ended
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        verbose_name_plural = "series"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gte=1), name="series_has_minutes"),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | ~Q(about_kind="") & Q(about_id__isnull=False),
                name="series_about_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_id"], name="series_by_about")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> Ref | None:
        """The goal or initiative it is about, if any."""
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None

    @property
    def has_ended(self) -> bool:
        """Tell whether somebody ended it."""
        return self.ended_date is not None
