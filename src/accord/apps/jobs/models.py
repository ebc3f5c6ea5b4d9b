"""Jobs with their progress, and when each schedule last came round."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accord.apps.jobs.rules import JobState


class Job(models.Model):
    """One piece of work. ``key`` keeps a second of the same from starting while one is unfinished."""

    kind = models.CharField(max_length=60, db_index=True)
    key = models.CharField(max_length=120, blank=True, default="")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=JobState.QUEUED, choices=[(s.value, s.value) for s in JobState])
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True, default="")
    result = models.JSONField(null=True)
    problem = models.TextField(blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                name="job_key_once_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Schedule(models.Model):
    """When a recurring piece of work is next due."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
