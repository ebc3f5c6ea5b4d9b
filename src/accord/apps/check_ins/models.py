"""Series of check-ins, the check-ins themselves, and corrections to signed ones."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.check_ins.rules import (
    DAYS_OF_GRACE,
    DAYS_TO_REMINDER,
    EVERY_LABELS,
    GOAL,
    INITIATIVE,
    MOST_LINE,
    MOST_TEXT,
    STATUS_LABELS,
    State,
)
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref


def _person(**options: object) -> models.ForeignKey[Person, Person]:
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", **options)  # type: ignore[arg-type]


def _sure(name: str) -> models.CheckConstraint:
    condition = Q(confidence_share=None) | Q(confidence_share__gt=0, confidence_share__lt=1)
    return models.CheckConstraint(condition=condition, name=name)


class Series(models.Model):
    """Check-ins about one initiative or goal in a rhythm; ``next_on`` is the day of the next one, unless ended."""

    about_kind = models.CharField(max_length=80)
    about_id = models.BigIntegerField()
    every = models.PositiveSmallIntegerField()  # weeks
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    hour = models.PositiveSmallIntegerField()  # in the time zone of the home
    answerer = _person()
    acknowledger = _person()
    remind_after = models.PositiveSmallIntegerField(default=DAYS_TO_REMINDER)
    grace = models.PositiveSmallIntegerField(default=DAYS_OF_GRACE)
    next_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = _person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "series"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about_kind__in=[INITIATIVE, GOAL]), name="check_series_about_known"),
            models.CheckConstraint(condition=Q(every__in=list(EVERY_LABELS)), name="check_series_every_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6, hour__lte=23), name="check_series_rhythm_known"),
            models.CheckConstraint(condition=~Q(answerer=models.F("acknowledger")), name="check_series_two_people"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id"], name="check_series_by_about"),
            models.Index(fields=["next_on"], condition=Q(ended_at=None), name="check_series_by_next"),
        ]

    def __str__(self) -> str:
        return f"{self.about_kind}:{self.about_id} every {self.every}"

    @property
    def about(self) -> Ref:
        """What it is about."""
        return Ref(self.about_kind, self.about_id)


class CheckIn(models.Model):
    """One check-in. ``signed_status`` stays as it was signed; ``status`` is that of the latest correction, if any.

    ``asked_at`` is when the one who answers was asked: the ladder counts from there. ``drafted`` holds what was prepared
    at the moment of signing; only its author sees it. ``next_title`` and ``next_date`` are what the confidence is about.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="check_ins")
    planned_on = models.DateField()
    state = models.CharField(max_length=12, default=State.OPEN)
    answerer = _person()
    acknowledger = _person()
    answer_side = models.CharField(max_length=16)
    acknowledge_side = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True)
    raised_to = _person(null=True, blank=True)
    progress = models.CharField(max_length=MOST_TEXT, blank=True, default="")
    problem = models.CharField(max_length=MOST_TEXT, blank=True, default="")
    chance = models.CharField(max_length=MOST_TEXT, blank=True, default="")
    status = models.CharField(max_length=12, blank=True, default="")
    signed_status = models.CharField(max_length=12, blank=True, default="")
    confidence_share = models.FloatField(null=True, blank=True)
    next_title = models.CharField(max_length=300, blank=True, default="")
    next_date = models.DateField(null=True, blank=True)
    drafted = models.JSONField(default=dict, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    acknowledge_reminded_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=MOST_LINE, blank=True, default="")
    wants_talk = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)  # when it was missed or cancelled
    reason = models.CharField(max_length=MOST_LINE, blank=True, default="")  # why it was cancelled
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-planned_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "planned_on"], name="check_in_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="check_in_state_known"),
            models.CheckConstraint(condition=Q(status__in=["", *STATUS_LABELS]), name="check_in_status_known"),
            models.CheckConstraint(
                condition=Q(state__in=[State.SIGNED, State.ACKNOWLEDGED], signed_at__isnull=False)
                | (~Q(state__in=[State.SIGNED, State.ACKNOWLEDGED]) & Q(signed_at=None)),
                name="check_in_signed_at_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACKNOWLEDGED, acknowledged_at__isnull=False)
                | (~Q(state=State.ACKNOWLEDGED) & Q(acknowledged_at=None)),
                name="check_in_acknowledged_at_when_so",
            ),
            _sure("check_in_confidence_is_a_chance"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "planned_on"], name="check_in_by_state"),
            models.Index(fields=["answerer", "state"], name="check_in_by_answerer"),
            models.Index(fields=["acknowledger", "state"], name="check_in_by_acknowledger"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.planned_on}"


class Correction(models.Model):
    """What a signed check-in got wrong, said afterwards; nothing that was signed is changed."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="corrections")
    text = models.CharField(max_length=MOST_TEXT)
    status = models.CharField(max_length=12)
    confidence_share = models.FloatField(null=True, blank=True)
    signed_by = _person()
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["signed_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=list(STATUS_LABELS)), name="check_correction_status_known"),
            _sure("correction_confidence_is_a_chance"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in_id}: {self.status}"
