"""Goals as a tree with an owner on each side, and their measures as series."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from accord.apps.goals.rules import DIRECTION_LABELS, GOAL_STATE_LABELS, HORIZON_LABELS, Direction, GoalState, Horizon


class Goal(models.Model):
    """What the business wants. It is joint once both its owners agreed."""

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    horizon = models.CharField(max_length=8, choices=list(HORIZON_LABELS.items()), default=Horizon.NEAR)
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
    reviewed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=list(GOAL_STATE_LABELS.items()), default=GoalState.ACTIVE)
    created_at = models.DateTimeField()
    external_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(horizon__in=[h.value for h in Horizon]), name="goal_horizon_known"
            ),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in GoalState]), name="goal_state_known"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="goal_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_joint(self) -> bool:
        """Tell whether both sides agreed."""
        return self.business_agreed_at is not None and self.it_agreed_at is not None


class Measure(models.Model):
    """How one would know that a goal is reached: from a baseline to a target, from a named source."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True, default="")
    direction = models.CharField(max_length=4, choices=list(DIRECTION_LABELS.items()), default=Direction.UP)
    baseline_value = models.FloatField(null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    target_value = models.FloatField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["goal", "pk"]

    def __str__(self) -> str:
        return self.name


class Actual(models.Model):
    """What a measure really was on a day."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="actuals")
    date = models.DateField()
    value = models.FloatField()
    source = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["measure", "date"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "date"], name="actual_once_a_day")]

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"
