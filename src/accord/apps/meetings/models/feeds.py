"""Calendar addresses: each lets one calendar program read what its owner may see; only a digest of it is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.meetings.models.series import Series
from accord.apps.people.models import Department, Person


class FeedToken(models.Model):
    """The address of one calendar: a person's own meetings, a department's or those of one series."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_date = models.DateField(null=True, blank=True)  # the last day a program read it
    body_digest = models.CharField(max_length=64, blank=True, default="")  # of what it was given last
    changed_at = models.DateTimeField(null=True, blank=True)  # when that had last changed

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(department=None) | Q(series=None), name="feed_of_one_thing"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None, department=None, series=None), name="feed_once_own"
            ),
            models.UniqueConstraint(
                fields=["person", "department"], condition=Q(revoked_at=None), name="feed_once_department"
            ),
            models.UniqueConstraint(fields=["person", "series"], condition=Q(revoked_at=None), name="feed_once_series"),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
