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
    why_not_until,
)
from accord.apps.guardrails.rules.questions import (
    ALL_QUESTIONS,
    FURTHER,
    QUESTIONS,
    SOURCES,
    TOPIC_LABELS,
    Question,
    Source,
    Topic,
    Until,
    question,
)

__all__ = [
    "ALL_QUESTIONS", "ANSWER_LABELS", "FURTHER", "QUESTIONS", "RISK_HELP", "RISK_LABELS", "SOURCES", "TOPIC_LABELS",
    "Answer", "AnswerRow", "Question", "Risk", "RiskRow", "Source", "Tally", "Topic", "Until", "needs_evidence",
    "question", "tally", "why_not_answer", "why_not_decide", "why_not_until",
]  # fmt: skip
