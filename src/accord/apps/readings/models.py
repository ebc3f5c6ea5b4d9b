"""Measurements, the readings they gave with their history, and which tables changed since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Measurement(models.Model):
    """One run of the engine over the records."""

    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by_id = models.BigIntegerField(null=True)
    practices = models.JSONField(default=list)
    measured = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    guard_level = models.FloatField(default=0.0)
    expected_false = models.FloatField(default=0.0)
    notes = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.as_of}"


class ReadingRow(models.Model):
    """One answer of a practice about a subject; a repeated answer is counted, not written again.

    ``measurement`` is the first that gave it, ``last_measurement`` the last, ``times`` how often in a row.
    """

    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="+")
    last_measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="+")
    times = models.PositiveIntegerField(default=1)
    is_latest = models.BooleanField(default=True)
    practice = models.CharField(max_length=24)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.BigIntegerField(default=0)
    status = models.CharField(max_length=16)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=16)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level = models.FloatField()
    guard_low = models.FloatField(null=True)
    guard_high = models.FloatField(null=True)
    guard_level = models.FloatField()
    at_least = models.BooleanField(default=False)
    n = models.PositiveIntegerField()
    n_missing = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8)
    opens = models.BooleanField()
    closes = models.BooleanField()
    basis = models.CharField(max_length=8)
    declared = models.BooleanField()
    as_of = models.DateField()
    method = models.CharField(max_length=200)
    version = models.CharField(max_length=16)
    inputs_digest = models.CharField(max_length=80)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["practice", "subject_kind", "subject_id", "-id"], name="reading_history"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "subject_kind", "subject_id"],
                condition=models.Q(is_latest=True),
                name="reading_latest_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.subject_kind} {self.subject_id}"


class EvidenceRow(models.Model):
    """One record the organisation's latest reading of a practice rests on; departments are parts of it."""

    practice = models.CharField(max_length=24)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    passes = models.BooleanField(null=True)
    note = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["practice", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "kind", "record_id"], name="evidence_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.kind} {self.record_id}"


class Touched(models.Model):
    """A table of the snapshot that changed since it was last measured."""

    table = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["table"]

    def __str__(self) -> str:
        return self.table
