"""Rounds, who was asked, sealed answers, what they hold once revealed, and outcomes.

Before the reveal an answer is one opaque text of fixed length and a digest; there is no other place for it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.expectations.rules.words import NO_SUBJECT, PORTFOLIO, SUBJECT_KINDS, Perception, Question, Side, State
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref


class Round(models.Model):
    """One asking about one subject. The reveal fills the signed gaps (IT minus business): months, shares of the median."""

    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField(default=NO_SUBJECT)
    number = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True, default="")
    currency = models.CharField(max_length=3)
    base_date = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    deadline_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default=State.OPEN)
    revealed_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=12, blank=True, default="")
    trouble = models.TextField(blank=True, default="")  # why a reveal that is due could not be done
    is_latest = models.BooleanField(default=False)  # the latest revealed round of its subject
    payoff_gap = models.FloatField(null=True, blank=True)
    benefit_gap = models.FloatField(null=True, blank=True)
    cost_gap = models.FloatField(null=True, blank=True)
    never_gap = models.FloatField(null=True, blank=True)
    size = models.FloatField(null=True, blank=True)  # the largest gap, in multiples of what counts as large
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="round_state_known"),
            models.CheckConstraint(condition=Q(about_kind__in=SUBJECT_KINDS), name="round_subject_known"),
            models.CheckConstraint(
                condition=Q(about_kind=PORTFOLIO, about_id=NO_SUBJECT) | (~Q(about_kind=PORTFOLIO) & Q(about_id__gt=0)),
                name="round_subject_whole",
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=Q(state=State.OPEN), name="round_open_once"
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=Q(is_latest=True), name="round_latest_once"
            ),
            models.UniqueConstraint(fields=["about_kind", "about_id", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=Q(state=State.REVEALED, revealed_at__isnull=False)
                | (~Q(state=State.REVEALED) & Q(revealed_at=None, is_latest=False)),
                name="round_revealed_at_when_revealed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "deadline_at"], name="round_by_deadline"),
            models.Index(fields=["is_latest", "-size"], name="round_by_size"),
            models.Index(
                fields=["is_latest", "about_kind", "about_id", "size", "payoff_gap", "benefit_gap", "cost_gap"],
                name="round_latest_gaps",  # all that the overview sorts and counts, without a look at the rows
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id} round {self.number}"

    @property
    def about(self) -> Ref | None:
        """The record it asks about; None for the whole portfolio."""
        return Ref(self.about_kind, self.about_id) if self.about_kind != PORTFOLIO else None


class Asked(models.Model):
    """One person asked in a round on behalf of a side; whether they answered is known, what is not."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["side", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="asked_once"),
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="asked_side_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(declined_at=None), name="asked_answers_or_declines"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "answered_at"], name="asked_by_person")]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class Answer(models.Model):
    """A sealed answer: one opaque text of one length for all, and the receipt that its giver holds.

    ``wording`` is what was sealed, once revealed; whoever holds a receipt can check that it is the same.
    """

    asked = models.OneToOneField(Asked, on_delete=models.CASCADE, related_name="answer")
    sealed = models.TextField()
    key_id = models.CharField(max_length=16)
    receipt = models.CharField(max_length=64)
    wording = models.TextField(blank=True, default="")
    is_unreadable = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["receipt"]  # the order of the rows tells nothing

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Forecast(models.Model):
    """One question of a revealed answer: P10, P50, P90 in months after the round's base, or in its currency."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="forecasts")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="forecasts")
    side = models.CharField(max_length=12)
    question = models.CharField(max_length=12)
    low = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    likely = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    guess = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    never_share = models.FloatField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["round_id", "question", "side", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "question"], name="forecast_once"),
            models.CheckConstraint(
                condition=Q(question__in=[q.value for q in Question]), name="forecast_question_known"
            ),
        ]

    def __str__(self) -> str:
        return f"forecast {self.pk}"


class Comparison(models.Model):
    """One question of a revealed round: the sides' views set against each other.

    Values are in months after the round's base or in its currency; ``gap`` is IT's median minus the business's,
    ``size`` its size in multiples of what counts as large. ``figures`` holds each side's P10, P50, P90 (``business``,
    ``it``, ``finance``, ``pool``), the guesses, the chances of never and how each curve was fitted.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="comparisons")
    question = models.CharField(max_length=12)
    perception = models.CharField(max_length=12, default=Perception.UNKNOWN)
    unaware = models.JSONField(default=list)  # the sides that do not see how it is
    gap = models.FloatField(null=True, blank=True)
    size = models.FloatField(null=True, blank=True)
    trimmed_gap = models.FloatField(null=True, blank=True)
    wasserstein = models.FloatField(null=True, blank=True)  # None too where a tail has no mean
    overlap = models.FloatField(null=True, blank=True)
    business_first_share = models.FloatField(null=True, blank=True)
    figures = models.JSONField(default=dict)
    method = models.CharField(max_length=40, default="")

    class Meta:
        ordering: ClassVar = ["round_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "question"], name="comparison_once"),
            models.CheckConstraint(
                condition=Q(perception__in=[p.value for p in Perception]), name="comparison_perception_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["perception", "round"], name="comparison_by_perception"),
            models.Index(fields=["question", "size", "round"], name="comparison_by_size"),
        ]

    def __str__(self) -> str:
        return f"comparison {self.pk}"


class LinkCode(models.Model):
    """A code that was mailed to the owner of a personal link; only its digest is kept."""

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Outcome(models.Model):
    """What time answered about a subject: the month of the payoff, the measured benefit of a year, the closed cost."""

    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField(default=NO_SUBJECT)
    question = models.CharField(max_length=12)
    payoff_date = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    source = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "question"], condition=Q(removed_at=None), name="outcome_once"
            ),
            models.CheckConstraint(
                condition=Q(question=Question.PAYOFF, payoff_date__isnull=False, amount=None, currency="")
                | (~Q(question=Question.PAYOFF) & Q(payoff_date=None, amount__isnull=False) & ~Q(currency="")),
                name="outcome_fits_question",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_id"], name="outcome_by_subject")]

    def __str__(self) -> str:
        return f"outcome {self.pk}"
