"""Pure decisions about questions: words and states, weeks, keys, and how many come in without knowing from whom."""

from accord.apps.voice.rules.asking import (
    DONE_KINDS,
    JUDGED_LABELS,
    MOST_ANSWER,
    MOST_DONE,
    MOST_QUESTION,
    MOST_REASON,
    MOST_WAITING,
    OFFICE_SEES_FROM,
    STATE_LABELS,
    THEME_LABELS,
    Judged,
    State,
    Theme,
    answer_by,
    answer_by_week,
    counted,
    is_late,
    week_of,
    why_not_days,
    why_not_text,
)
from accord.apps.voice.rules.keys import digest_of, fresh_key, fresh_number, number_of, readable

__all__ = [
    "DONE_KINDS", "JUDGED_LABELS", "MOST_ANSWER", "MOST_DONE", "MOST_QUESTION", "MOST_REASON", "MOST_WAITING",
    "OFFICE_SEES_FROM", "STATE_LABELS", "THEME_LABELS", "Judged", "State", "Theme", "answer_by", "answer_by_week",
    "counted", "digest_of", "fresh_key", "fresh_number", "is_late", "number_of", "readable", "week_of", "why_not_days",
    "why_not_text",
]  # fmt: skip
