"""Goals as a tree with an owner on each side, and their measures as series."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

HORIZONS = (("near", "near"), ("mid", "mid"), ("far", "far"))


class Goal(models.Model):
    """What the business wants. It counts as joint once both owners agreed."""

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    horizon = models.CharField(max_length=8, choices=HORIZONS, default="near")
    department = models.ForeignKey("people.Department", null=True, blank=True, on_delete=models.PROTECT)
    business_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="goals_for_business"
    )
    it_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="goals_for_it"
    )
    business_agreed_at = models.DateTimeField(null=True, blank=True)
    business_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    it_agreed_at = models.DateTimeField(null=True, blank=True)
    it_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    review_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=(("active", "active"), ("closed", "closed")), default="active")
    extra = models.JSONField(default=dict, blank=True)
    external_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
