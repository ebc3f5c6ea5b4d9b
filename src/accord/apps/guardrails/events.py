"""What the trail records about guardrails; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class RiskSet(Event):
    """{actor} decided {subject}: {risk}."""

    code: ClassVar[str] = "guardrails.risk.set"


@dataclass(frozen=True, kw_only=True)
class RiskChanged(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "guardrails.risk.changed"


@dataclass(frozen=True, kw_only=True)
class RiskImported(Event):
    """{actor} imported {subject}: {risk}."""

    code: ClassVar[str] = "guardrails.risk.imported"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """{actor} answered {subject}: {answer}."""

    code: ClassVar[str] = "guardrails.evidence.answered"


@dataclass(frozen=True, kw_only=True)
class AnswerChanged(Event):
    """{actor} changed the answer to {subject}: {changes}."""

    code: ClassVar[str] = "guardrails.evidence.changed"


@dataclass(frozen=True, kw_only=True)
class AnswerImported(Event):
    """{actor} imported the answer to {subject}: {answer}."""

    code: ClassVar[str] = "guardrails.evidence.imported"


@dataclass(frozen=True, kw_only=True)
class GuardrailTakenBack(Event):
    """{actor} took back an imported answer or risk class."""

    code: ClassVar[str] = "guardrails.import.taken_back"
