"""Cases in versions, the lines they count, who signed which version, dated rates, and who took part when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accord.apps.goals.models import Measure
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Flow
from accord.apps.people.models import Person
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, CaseState, Involved, Rhythm, Side


class Case(models.Model):
    """The case of an initiative, through all its versions. ``risk_share`` is the chance of a loss finance will bear."""

    initiative = models.OneToOneField(Initiative, on_delete=models.PROTECT, related_name="case")
    risk_share = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=3)
    is_research = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"case {self.pk}"


class _Counting(models.Manager["CaseVersion"]):
    """Versions but for those that were discarded: nothing counts, asks for or shows one unless it means to."""

    def get_queryset(self) -> models.QuerySet[CaseVersion]:
        return super().get_queryset().exclude(state=CaseState.DISCARDED)


class CaseVersion(models.Model):
    """One version of a case: what would change, by how much, for how much, and when one would stop.

    ``start_month`` is time zero; ``discount_share`` a yearly rate (0.08 is 8 %). ``digest`` is set when it is offered:
    what is signed is what has this digest. ``skipped`` holds items of the completeness list with the reason why they
    do not apply. Once offered nothing of it changes but its state. Discarded ones are in ``everything`` only.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=CaseState.DRAFT)
    start_month = models.DateField()
    horizon_months = models.PositiveSmallIntegerField(default=36)
    currency = models.CharField(max_length=3)
    discount_share = models.DecimalField(max_digits=6, decimal_places=4)
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baseline_value = models.FloatField(null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    baseline_source = models.CharField(max_length=300, blank=True, default="")
    target_value = models.FloatField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    benefit_owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counterfactual = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    nothing_words = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    nothing_low = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)  # a year of doing nothing
    nothing_likely = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    nothing_high = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    switched_off = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    exit_rule = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    skipped = models.JSONField(default=dict, blank=True)
    adoption_low = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)  # shares, 0 to 1
    adoption_likely = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    adoption_high = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    shift_low = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)  # months later than planned
    shift_likely = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    shift_high = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    cost_class = models.CharField(max_length=40, blank=True, default="")  # "" chooses: own history, else the public one
    digest = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = _Counting()
    everything: ClassVar[models.Manager[CaseVersion]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["case_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="case_version_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["draft", "offered"]), name="case_version_open_once"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state="signed"), name="case_version_signed_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CaseState]), name="case_version_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CaseState.DRAFT, CaseState.DISCARDED])
                | (~Q(digest="") & Q(offered_at__isnull=False)),
                name="case_version_offered_with_digest",
            ),
            models.CheckConstraint(condition=Q(start_month__day=1), name="case_version_first_of_month"),
            models.CheckConstraint(
                condition=Q(discount_share__gt=-1, discount_share__lte=1), name="case_version_rate_known"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} version {self.number}"


class Line(models.Model):
    """A cost or a benefit of a version: low, likely and high amount of each time it comes.

    ``key`` stays the same from version to version. Low is undercut one time in ten, high exceeded one time in ten;
    all three alike say that somebody is sure, or never asked.
    """

    of = models.ForeignKey(CaseVersion, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    flow = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=MOST_TITLE)
    rhythm = models.CharField(max_length=12, default=Rhythm.MONTHLY)
    from_month = models.DateField()
    to_month = models.DateField(null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=2)
    likely = models.DecimalField(max_digits=20, decimal_places=2)
    high = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3)
    note = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["of_id", "flow", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "key"], name="case_line_key_once"),
            models.CheckConstraint(condition=Q(flow__in=[f.value for f in Flow]), name="case_line_flow_known"),
            models.CheckConstraint(condition=Q(rhythm__in=[r.value for r in Rhythm]), name="case_line_rhythm_known"),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")), name="case_line_in_order"
            ),
            models.CheckConstraint(
                condition=Q(from_month__day=1) & (Q(to_month=None) | Q(to_month__day=1, to_month__gte=F("from_month"))),
                name="case_line_months",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """One side's signature under one version; nobody signs for two sides."""

    of = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=12)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["of_id", "signed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "side"], condition=Q(withdrawn_at=None), name="signature_side_once"),
            models.UniqueConstraint(
                fields=["of", "person"], condition=Q(withdrawn_at=None), name="signature_person_once"
            ),
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="signature_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.side}"


class Rate(models.Model):
    """What one unit of ``currency`` was worth in ``against`` on a day, as finance entered it."""

    currency = models.CharField(max_length=3)
    against = models.CharField(max_length=3)
    date = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=8)
    source = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["currency", "against", "-date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["currency", "against", "date"], condition=Q(removed_at=None), name="rate_once_a_day"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_above_zero"),
            models.CheckConstraint(condition=~Q(currency=F("against")), name="rate_of_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"{self.currency}/{self.against} {self.date}"


class Involvement(models.Model):
    """That a side took part in the money of an initiative on a day, and how; the earliest of finance is its first entry."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="involvements")
    side = models.CharField(max_length=12)
    date = models.DateField()
    how = models.CharField(max_length=12)
    words = models.TextField(max_length=MOST_TEXT, blank=True, default="")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["initiative_id", "date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(how__in=[i.value for i in Involved]), name="involvement_how_known"),
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="involvement_side_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["initiative", "side", "date"], name="involvement_by_side")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.side} {self.date}"
