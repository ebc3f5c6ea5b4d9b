"""Stages of money and their releases, challenges to a benefit, value reviews, and what is set aside for research."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department, Person
from accord.apps.value.models.cases import Case, CaseVersion
from accord.apps.value.models.effects import Claim
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, ReleaseState, Verdict, Way


class Stage(models.Model):
    """A part of the money of a case, and what must be shown before it is released."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=MOST_TITLE)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3)
    must_show = models.TextField(max_length=MOST_TEXT)
    due_date = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["case_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "position"], condition=Q(removed_at=None), name="money_stage_position_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="money_stage_above_zero"),
        ]

    def __str__(self) -> str:
        return self.title


class Release(models.Model):
    """That money of a stage is asked for and decided, on the ground of one signed version and what was shown.

    ``evidence`` keeps the figures as they stood when it was decided. Who asked never decides. Whoever signed the version
    does not release alone: then ``confirmed_by`` is a second person.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="releases")
    of = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=ReleaseState.ASKED)
    asked_amount = models.DecimalField(max_digits=20, decimal_places=2)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    shown = models.TextField(max_length=MOST_TEXT)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    evidence = models.JSONField(default=dict, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["stage_id", "asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage"], condition=Q(state__in=["asked", "decided"]), name="release_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ReleaseState]), name="release_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="release_asker_does_not_decide"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("decided_by"))),
                name="release_second_person",
            ),
            models.CheckConstraint(
                condition=(Q(state=ReleaseState.RELEASED) & Q(amount__isnull=False, released_at__isnull=False))
                | (~Q(state=ReleaseState.RELEASED) & Q(released_at=None)),
                name="release_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"


class Challenge(models.Model):
    """A doubt about a benefit: asked, answered by who owns it, decided by somebody else, each with its words."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="challenges")
    line_key = models.CharField(max_length=32, blank=True, default="")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges")
    title = models.CharField(max_length=MOST_TITLE)  # of the line or measure, as it was then
    question = models.TextField(max_length=MOST_TEXT)
    side = models.CharField(max_length=16, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer_by_date = models.DateField(null=True, blank=True)
    answerer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, blank=True, default="")
    reason = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["initiative_id", "asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", *(v.value for v in Verdict)]), name="challenge_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("answered_by")), name="challenge_two_people"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["answerer", "answered_at"], name="challenge_by_answerer")]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """A look at whether an initiative is still worth it: planned for a day, held or not, and what came of it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="value_reviews")
    due_date = models.DateField()
    held_date = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=12, blank=True, default="")
    reason = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["initiative_id", "due_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=["", *(w.value for w in Way)]), name="review_way_known"),
            models.CheckConstraint(
                condition=(Q(held_date=None) & Q(way="")) | (Q(held_date__isnull=False) & ~Q(way="")),
                name="review_says_what",
            ),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(held_date=None, removed_at=None), name="review_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["held_date", "due_date"], name="review_by_day")]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Budget(models.Model):
    """Money and time of a department (or the whole house) over some time, and what of it is for trying things out."""

    title = models.CharField(max_length=MOST_TITLE)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    to_date = models.DateField()
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    aside_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    total_days = models.DecimalField(max_digits=12, decimal_places=1, null=True, blank=True)
    aside_days = models.DecimalField(max_digits=12, decimal_places=1, null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-from_date", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="budget_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetUse(models.Model):
    """Money or days of a budget that were used for trying something out."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="uses")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    days = models.DecimalField(max_digits=12, decimal_places=1, null=True, blank=True)
    words = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["budget_id", "date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(days__isnull=False), name="budget_use_of_something"
            ),
        ]

    def __str__(self) -> str:
        return self.words
