"""Goals as a tree, their measures, and the actuals that tell where each measure stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accord.apps.goals.rules import DIRECTION_LABELS, HORIZON_LABELS, STATE_LABELS, Agreement, Direction, Horizon, State
from accord.apps.goals.rules import agreement as agreement_of
from accord.apps.people.models import Department, Person


def _person(related_name: str) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name=related_name)


class Goal(models.Model):
    """Something the organisation wants, owned by one person on each side."""

    title = models.CharField(max_length=300)
    why = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    horizon = models.CharField(max_length=8, choices=list(HORIZON_LABELS.items()), default=Horizon.NEAR)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="goals")
    business_owner = _person("goals_owned_for_business")
    it_owner = _person("goals_owned_for_it")
    business_agreed_at = models.DateTimeField(null=True, blank=True)
    business_agreed_by = _person("+")
    it_agreed_at = models.DateTimeField(null=True, blank=True)
    it_agreed_by = _person("+")
    review_date = models.DateField(null=True, blank=True)
    reviewed_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=list(STATE_LABELS.items()), default=State.ACTIVE, db_index=True)
    extra = models.JSONField(default=dict, blank=True)
    external_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    batch = models.CharField(max_length=80, blank=True, default="", db_index=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(horizon__in=[h.value for h in Horizon]), name="goal_horizon_known"
            ),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in State]), name="goal_state_known"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="goal_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        """Tell whether the goal still counts."""
        return self.state == State.ACTIVE

    @property
    def agreement(self) -> Agreement:
        """Say how far the two owners are."""
        return agreement_of(
            business_owner=self.business_owner_id,
            it_owner=self.it_owner_id,
            business_agreed=self.business_agreed_at is not None,
            it_agreed=self.it_agreed_at is not None,
        )


class Measure(models.Model):
    """How one would know: a figure with where it started and where it should get to."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True, default="")
    direction = models.CharField(max_length=8, choices=list(DIRECTION_LABELS.items()), default=Direction.UP)
    baseline_value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    target_value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(direction__in=[d.value for d in Direction]), name="measure_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Actual(models.Model):
    """What a measure really was on a day, and who says so."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="actuals")
    date = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["date", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "date"], name="actual_once_a_day")]

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"
