"""The risk class of an initiative and its answers to the required and the further questions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.guardrails.rules import ALL_QUESTIONS, Answer, Risk
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Person


class RiskClass(models.Model):
    """How much harm an initiative could do; at most one row for each. No row: nobody was asked."""

    initiative = models.OneToOneField(Initiative, primary_key=True, on_delete=models.PROTECT, related_name="risk_class")
    risk = models.CharField(max_length=12, default=Risk.UNKNOWN)
    rights_impacting = models.BooleanField(null=True, blank=True)
    safety_impacting = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    batch = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name_plural = "risk classes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(risk__in=[r.value for r in Risk]), name="risk_known"),
        ]

    def __str__(self) -> str:
        return self.risk


class Evidence(models.Model):
    """The answer to one required or further question about one initiative. No row: nobody has answered, which is unknown and not no."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="evidence")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=16, default=Answer.UNKNOWN)
    date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)  # the last day a yes holds, or a no is waived
    source = models.CharField(max_length=500, blank=True, default="")
    proof_url = models.CharField(max_length=500, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    batch = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "question"], name="evidence_once"),
            models.CheckConstraint(condition=Q(answer__in=[a.value for a in Answer]), name="evidence_answer_known"),
            models.CheckConstraint(
                condition=Q(question__in=[q.code for q in ALL_QUESTIONS]), name="evidence_question_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["question", "answer"], name="evidence_by_answer")]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
