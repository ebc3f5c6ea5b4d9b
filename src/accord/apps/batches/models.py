"""Batches with their staged rows and what they wrote; remembered mappings; the extra fields records may carry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.verdicts import State, Verdict


class Batch(models.Model):
    """One file brought in: what it was, how it is mapped, what it came to."""

    target = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=2)
    fingerprint = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    plan = models.JSONField(default=list)
    profile_name = models.CharField(max_length=200, blank=True, default="")
    as_of = models.DateField()
    state = models.CharField(max_length=12, default=State.MAPPING, choices=[(s.value, s.value) for s in State])
    row_count = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    job_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """One row of a file: its cells as they stood, and what they were read as."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    title = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=200, blank=True, default="")
    values = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    kinds = models.CharField(max_length=400, blank=True, default="")
    verdict = models.CharField(max_length=8, blank=True, default="", choices=[(v.value, v.value) for v in Verdict])
    record_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "number"], name="row_number_once")]
        indexes: ClassVar = [models.Index(fields=["batch", "verdict"], name="row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class Writing(models.Model):
    """One record a batch wrote, with what its part needs to take it back."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="writings")
    part = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    row_number = models.PositiveIntegerField(null=True)
    is_created = models.BooleanField()
    memo = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "record_id"], name="writing_by_record")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record_id}"


class Turn(models.Model):
    """Counts the commits into a target, so that two prepared at once cannot both be written."""

    target = models.CharField(max_length=40, unique=True)
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.target} {self.count}"


class Profile(models.Model):
    """How a file with these headers was mapped the last time."""

    target = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    headers = models.JSONField(default=list)
    plan = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "fingerprint"], name="profile_once_per_headers")
        ]

    def __str__(self) -> str:
        return self.name


class ExtraField(models.Model):
    """A field that records of a target may carry besides their own, found in a file; records keep values by code."""

    target = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=1000)
    type = models.CharField(max_length=12, choices=[(t.value, t.value) for t in FieldType])

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "code"], name="extra_field_code_once"),
        ]

    def __str__(self) -> str:
        return self.label
