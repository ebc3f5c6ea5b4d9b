"""Gaps: one per practice and subject, with how they opened and closed and what people decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from accord.apps.gaps.rules import GAP_STATE_LABELS, GapState
from accord.apps.readings.models import ReadingRow

PERSON = settings.AUTH_USER_MODEL


class Gap(models.Model):
    """Something that should hold between the sides, by a measure, and does not."""

    practice = models.CharField(max_length=24)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=list(GAP_STATE_LABELS.items()), default=GapState.OPEN)
    opening = models.ForeignKey(ReadingRow, on_delete=models.PROTECT, related_name="+")
    reading = models.ForeignKey(ReadingRow, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveIntegerField(default=0)
    recovered_at = models.DateTimeField(null=True, blank=True)
    business_owner = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    it_owner = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    money_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    weight = models.FloatField(default=1.0)
    accepted_until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    measure_again_date = models.DateField(null=True, blank=True)
    business_differs_at = models.DateTimeField(null=True, blank=True)
    it_differs_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-weight", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "subject_kind", "subject_id"], name="gap_one_per_subject"),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in GapState]), name="gap_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.subject_kind} {self.subject_id}"
