"""Series, claims that an initiative moved one, what was compared, the studies made of it, and what finance credits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.goals.models import Measure
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Person
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, Direction, Grade, Rhythm, Role


class Series(models.Model):
    """Values over time: of a goal's measure (then its actuals are the points), or of something kept only for comparing.

    ``is_count`` says that its values are how many there were of something, ``out_of`` the series of how many there could
    have been (people, orders).
    """

    title = models.CharField(max_length=MOST_TITLE)
    unit = models.CharField(max_length=40, blank=True, default="")
    measure = models.OneToOneField(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="series")
    source = models.CharField(max_length=300, blank=True, default="")
    is_count = models.BooleanField(default=False)
    out_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class Point(models.Model):
    """What a series was on a day (one that has no measure)."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="points")
    date = models.DateField()
    value = models.FloatField()

    class Meta:
        ordering: ClassVar = ["series_id", "date"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "date"], name="point_once_a_day")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.date}"


class Claim(models.Model):
    """That an initiative moves a measure from a day on, by so much, and what one unit of it is worth.

    ``promised_change`` is the size of the movement promised (in the unit of the series, in the wanted direction);
    ``unit_amount`` what one unit is worth in each ``rhythm`` (a month, a quarter, a year). ``announced_date`` is when
    people learned of it: what changed between that and the start may be anticipation. ``is_by_lot`` says that who got it
    first was drawn by lot.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="claims")
    line_key = models.CharField(max_length=32, blank=True, default="")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="claims")
    from_date = models.DateField()
    announced_date = models.DateField(null=True, blank=True)
    direction = models.CharField(max_length=4, default=Direction.UP)
    promised_change = models.FloatField(null=True, blank=True)
    unit_amount = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    rhythm = models.CharField(max_length=12, default=Rhythm.MONTHLY)
    why_then = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    other_events = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    is_by_lot = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["initiative_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "series"], condition=Q(removed_at=None), name="claim_once_a_series"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[d.value for d in Direction]), name="claim_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Comparison(models.Model):
    """Another series an effect is judged against: a unit that did not have it, or something that moves along."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="comparisons")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, default=Role.UNIT)
    why = models.TextField(max_length=MOST_TEXT, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["claim_id", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "series"], name="comparison_series_once"),
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="comparison_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.series_id}"


class Study(models.Model):
    """What the methods said of a claim on a day. Never changes; a new look is a new study.

    ``results`` holds one record per method (see ``accord.science.effects``); ``estimate``, ``low`` and ``high`` are the
    one that is credited, a change of the series per period in its unit and wanted direction; ``credited_share`` follows
    the grade. ``headline`` is the code of the sentence that comes first.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="studies")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    inputs_digest = models.CharField(max_length=64)
    setup = models.JSONField(default=dict)
    results = models.JSONField(default=list)
    method = models.CharField(max_length=40, blank=True, default="")
    estimate = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    periods = models.PositiveIntegerField(default=0)  # after the start
    rhythm = models.CharField(max_length=12, default=Rhythm.MONTHLY)  # how long a period is
    grade = models.CharField(max_length=1, default=Grade.D)
    credited_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    do_agree = models.BooleanField(null=True)  # None: fewer than two methods could say anything
    headline = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["claim_id", "number"]
        verbose_name_plural = "studies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "number"], name="study_number_once"),
            models.CheckConstraint(condition=Q(grade__in=[g.value for g in Grade]), name="study_grade_known"),
        ]

    def __str__(self) -> str:
        return f"study {self.pk}"


class Credit(models.Model):
    """What finance signs as caused by the initiative, on the ground of a study; from then on this counts."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="credits")
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=4, decimal_places=3)
    reason = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["claim_id", "-signed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim"], condition=Q(withdrawn_at=None), name="credit_once"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="credit_share_known"),
        ]

    def __str__(self) -> str:
        return f"credit {self.pk}"
