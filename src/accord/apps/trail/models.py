"""Entries (ids and digests, never values), their details (the values, erasable) and the seals that chain them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accord.apps.ui.rules import Ref


class Entry(models.Model):
    """One event: who, when, what kind, about which record. Rows are never changed or deleted."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    code = models.CharField(max_length=100, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    batch = models.CharField(max_length=80, blank=True, default="", db_index=True)
    digests = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id", "-id"], name="entry_by_subject")]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"

    @property
    def subject(self) -> Ref:
        """The record it is about."""
        return Ref(self.subject_kind, self.subject_id)


class Detail(models.Model):
    """One changed value of an entry, apart from the chain so that it can be erased with its salt."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="details")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=100)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    salt = models.CharField(max_length=64)
    person_id = models.BigIntegerField(null=True, db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["entry_id", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "position"], name="detail_once")]

    def __str__(self) -> str:
        return self.field


class Seal(models.Model):
    """The place of an entry in the chain; written afterwards, so that writers never wait for each other."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"
