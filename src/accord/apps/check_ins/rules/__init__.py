"""Pure decisions about check-ins: rhythm and ladder, states and words, which status follows from the facts."""

from accord.apps.check_ins.rules.rhythm import (
    DAYS_OF_GRACE,
    DAYS_TO_REMINDER,
    EVERY_LABELS,
    WEEKDAY_LABELS,
    day_due,
    first_on,
    following,
    is_raise_due,
    is_reminder_due,
    why_not_ladder,
    why_not_rhythm,
)
from accord.apps.check_ins.rules.states import (
    GOAL,
    INITIATIVE,
    MOST_LINE,
    MOST_TEXT,
    STATE_LABELS,
    STATUS_LABELS,
    STATUS_TONES,
    SURE,
    TEXTS,
    TROUBLED,
    State,
    Status,
    side_of_two,
    why_not_acknowledge,
    why_not_correct,
    why_not_line,
    why_not_open,
    why_not_status,
    why_not_sure,
    why_not_texts,
)
from accord.apps.check_ins.rules.suggesting import Facts, Suggestion, suggestion

__all__ = [
    "DAYS_OF_GRACE", "DAYS_TO_REMINDER", "EVERY_LABELS", "GOAL", "INITIATIVE", "MOST_LINE", "MOST_TEXT", "STATE_LABELS",
    "STATUS_LABELS", "STATUS_TONES", "SURE", "TEXTS", "TROUBLED", "WEEKDAY_LABELS", "Facts", "State", "Status",
    "Suggestion", "day_due", "first_on", "following", "is_raise_due", "is_reminder_due", "side_of_two", "suggestion",
    "why_not_acknowledge", "why_not_correct", "why_not_ladder", "why_not_line", "why_not_open", "why_not_rhythm",
    "why_not_status", "why_not_sure", "why_not_texts",
]  # fmt: skip
