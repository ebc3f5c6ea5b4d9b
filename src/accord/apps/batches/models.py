"""Batches with their staged rows and what they wrote; remembered mappings; the extra fields records may carry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.verdicts import State, Verdict


class SourceList(models.Model):
    """A list somebody else keeps and that comes again: a yearly report, an inventory, a board.

    ``key_by`` names the fields by which a row is found again; empty: its key, else name and department.
    """

    target = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    key_by = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["target", "name"], name="source_list_name_once")]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One file brought in: what it was, how it is mapped, what it came to.

    ``choices`` is how a person said it is to be read; ``path`` where its bytes wait, inside the home, until it is
    written or thrown away. ``source_list`` is the list of which it is a state; ``key_by`` as there; ``is_part`` says that
    it holds only some of the list, so that nothing leaves it. ``error`` says why reading it stopped. ``written_to`` is
    the row up to which a batch too large for one transaction has been written, ``undone_to`` the writing down to which it
    has been taken back.
    """

    target = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, blank=True, default="")
    sheet = models.CharField(max_length=200, blank=True, default="")
    facts = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True, default="")
    error = models.CharField(max_length=500, blank=True, default="")
    source_list = models.ForeignKey(SourceList, null=True, on_delete=models.SET_NULL, related_name="batches")
    key_by = models.JSONField(default=list)
    is_part = models.BooleanField(default=False)
    left_count = models.PositiveIntegerField(default=0)
    written_to = models.PositiveIntegerField(default=0)
    undone_to = models.BigIntegerField(null=True)
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
    repairs = models.JSONField(default=dict)  # place of a cell → what a person put there instead
    title = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=200, blank=True, default="")
    list_key = models.CharField(max_length=200, blank=True, default="")  # by which its list knows it
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


class Listed(models.Model):
    """That a record stands in a source list: by which key, since when, last seen when, and when it had left it."""

    source_list = models.ForeignKey(SourceList, on_delete=models.CASCADE, related_name="listed")
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField()
    left_on = models.DateField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="+")  # the last that named it

    class Meta:
        verbose_name_plural = "listed"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_list", "kind", "record_id"], name="listed_once_in_a_list"),
            models.UniqueConstraint(fields=["source_list", "key"], name="listed_key_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "record_id"], name="listed_by_record")]

    def __str__(self) -> str:
        return f"{self.source_list_id}: {self.key}"


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
    choices = models.JSONField(default=dict)
    source_list = models.ForeignKey(SourceList, null=True, on_delete=models.SET_NULL, related_name="+")
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
