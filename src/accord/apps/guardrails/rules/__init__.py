"""Pure decisions about guardrails: risk classes, answers, and the questions as data with their sources."""

from accord.apps.guardrails.rules.answers import (
    ANSWER_LABELS,
    RISK_HELP,
    RISK_LABELS,
    Answer,
    AnswerRow,
    Risk,
    RiskRow,
    Tally,
    needs_evidence,
    tally,
    why_not_answer,
    why_not_decide,
)
from accord.apps.guardrails.rules.questions import QUESTIONS, SOURCES, Question, Source, question

__all__ = [
    "ANSWER_LABELS", "QUESTIONS", "RISK_HELP", "RISK_LABELS", "SOURCES", "Answer", "AnswerRow", "Question", "Risk",
    "RiskRow", "Source", "Tally", "needs_evidence", "question", "tally", "why_not_answer", "why_not_decide",
]  # fmt: skip
