"""Initiatives with their dated stages, goals served, milestones, money and links; what is removed can be put back."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.batches.models import SourceList
from accord.apps.goals.models import Goal
from accord.apps.initiatives.rules import Flow, Kind, Outcome, Rating, Stage, Step, Visibility, outcome
from accord.apps.initiatives.rules.values import MOST_ADDRESS, MOST_LABEL, MOST_TITLE
from accord.apps.people.models import Department, Person


class Initiative(models.Model):
    """What we do about a goal. ``stage`` and ``stage_date`` repeat the last entry of its stage history.

    ``planned_end_on``, ``ended_on``, cost, benefit and ``rating`` are the latest that was said of them; what sources said
    on which day stands in ``Statement``. ``left_list_on`` is the day of the first state of its list that no longer names
    it.
    """

    title = models.CharField(max_length=MOST_TITLE)
    summary = models.TextField(blank=True, default="")
    stage = models.CharField(max_length=12, default=Stage.IDEA, db_index=True)
    stage_date = models.DateField(null=True, blank=True)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=12, default=Visibility.EVERYONE)
    extra = models.JSONField(default=dict, blank=True)
    external_key = models.CharField(max_length=MOST_LABEL, blank=True, default="", db_index=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    cost_amount = models.DecimalField(null=True, blank=True, max_digits=20, decimal_places=2)
    cost_currency = models.CharField(max_length=3, blank=True, default="")
    benefit_amount = models.DecimalField(null=True, blank=True, max_digits=20, decimal_places=2)
    benefit_currency = models.CharField(max_length=3, blank=True, default="")
    rating = models.CharField(max_length=12, blank=True, default="")
    left_list_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=[s.value for s in Stage]), name="initiative_stage_known"),
            models.CheckConstraint(
                condition=Q(visibility__in=[v.value for v in Visibility]), name="initiative_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", *(r.value for r in Rating)]), name="initiative_rating_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["title", "id"], name="initiative_by_title")]

    def __str__(self) -> str:
        return self.title


class StageChange(models.Model):
    """One step of the history, in the order of ids: the day it began, unknown, or only asserted as of a source's day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.CharField(max_length=12)
    date = models.DateField(null=True, blank=True)
    asserted_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=MOST_LABEL, blank=True, default="")
    recorded_at = models.DateTimeField()
    batch = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["initiative_id", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=[s.value for s in Stage]), name="stage_change_stage_known"),
        ]

    def __str__(self) -> str:
        return self.stage

    @property
    def step(self) -> Step:
        """Give it as the rules know it."""
        return Step(Stage(self.stage), self.date, self.asserted_on)


def outcome_of(changes: list[StageChange]) -> Outcome:
    """Say what a history comes to."""
    return outcome([change.step for change in changes])


class Removable(models.Model):
    """Something on an initiative that can be removed and put back."""

    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class GoalLink(Removable):
    """That an initiative serves a goal, agreed by the business and by IT, each at its own moment."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    business_agreed_at = models.DateTimeField(null=True, blank=True)
    business_agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    it_agreed_at = models.DateTimeField(null=True, blank=True)
    it_agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "goal"], condition=Q(removed_at=None), name="goal_link_once"),
            models.CheckConstraint(
                condition=Q(business_agreed_by=None)
                | Q(it_agreed_by=None)
                | ~Q(business_agreed_by=models.F("it_agreed_by")),
                name="goal_link_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.goal_id}"

    @property
    def is_agreed_by_both(self) -> bool:
        """Tell whether the business and IT both agreed."""
        return self.business_agreed_at is not None and self.it_agreed_at is not None


class Milestone(Removable):
    """A small step that ends with a result that can be shown."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=MOST_TITLE)
    result = models.TextField(blank=True, default="")
    due_date = models.DateField(null=True, blank=True)
    done_date = models.DateField(null=True, blank=True)
    proof_url = models.CharField(max_length=MOST_ADDRESS, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = [models.F("due_date").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Tell whether it is due before today and not done."""
        return self.done_date is None and self.due_date is not None and self.due_date < today


class Money(Removable):
    """An amount of one month: planned, committed or actual; cost or benefit."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="money")
    period = models.DateField()
    kind = models.CharField(max_length=12)
    flow = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        verbose_name_plural = "money"
        ordering: ClassVar = ["period", "flow", "kind", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "period", "kind", "flow"], condition=Q(removed_at=None), name="money_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="money_kind_known"),
            models.CheckConstraint(condition=Q(flow__in=[f.value for f in Flow]), name="money_flow_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="money_not_negative"),
            models.CheckConstraint(condition=Q(period__day=1), name="money_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.flow} {self.period:%Y-%m}"


class Link(Removable):
    """A web address that tells more."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=MOST_LABEL)
    url = models.CharField(max_length=MOST_ADDRESS)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label


class Statement(models.Model):
    """What a source said of an initiative on a day; null and "" where it said nothing.

    ``planned_end`` is as much of the day as is known (2024, 2024-05, 2024-05-31) and ``planned_end_on`` the last day it
    allows; ``planned_end_words`` is what stood there instead of a date. ``source`` is the file, ``source_list`` the list
    of which it was a state.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="statements")
    as_of = models.DateField()
    source = models.CharField(max_length=MOST_LABEL)
    source_list = models.ForeignKey(SourceList, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    planned_end = models.CharField(max_length=10, blank=True, default="")
    planned_end_on = models.DateField(null=True, blank=True)
    planned_end_words = models.CharField(max_length=MOST_LABEL, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    cost_amount = models.DecimalField(null=True, blank=True, max_digits=20, decimal_places=2)
    cost_currency = models.CharField(max_length=3, blank=True, default="")
    cost_side = models.CharField(max_length=16, blank=True, default="")
    benefit_amount = models.DecimalField(null=True, blank=True, max_digits=20, decimal_places=2)
    benefit_currency = models.CharField(max_length=3, blank=True, default="")
    benefit_side = models.CharField(max_length=16, blank=True, default="")
    rating = models.CharField(max_length=12, blank=True, default="")
    rating_words = models.CharField(max_length=MOST_LABEL, blank=True, default="")
    batch = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["initiative_id", "as_of", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "source_list", "as_of"],
                condition=Q(source_list__isnull=False),
                name="statement_once_in_a_state",
            ),
            models.UniqueConstraint(
                fields=["initiative", "source", "as_of"], condition=Q(source_list=None), name="statement_once_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", *(r.value for r in Rating)]), name="statement_rating_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source_list", "as_of"], name="statement_by_state")]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.as_of}"
