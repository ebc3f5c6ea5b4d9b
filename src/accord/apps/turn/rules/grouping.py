"""How things to do are grouped by day and named by kind."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
GOOD_NEWS_DAYS = (14, 92)  # fresh; for whoever has nothing to do and no fresh news, what went well this season


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class When(StrEnum):
    """When something is due."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"
    OPEN = "open"


ORDER = (When.LATE, When.WEEK, When.OPEN, When.LATER)
WHEN_LABELS: dict[str, str] = {
    When.LATE: _("Late"),
    When.WEEK: _("Within a week"),
    When.OPEN: _("Without a day"),
    When.LATER: _("Later"),
}

# By the app that asks; whatever else asks is called by its record's own name.
KIND_LABELS: dict[str, str] = {
    "promises": _("Promises"),
    "decisions": _("Decisions"),
    "voice": _("Questions"),
    "check_ins": _("Check-ins"),
    "expectations": _("Expectations"),
    "gaps": _("Gaps"),
    "goals": _("Goals"),
    "initiatives": _("Initiatives"),
    "guardrails": _("Guardrails"),
    "meetings": _("Meetings"),
}


def when(due: date | None, today: date) -> When:
    """Say in which group a day falls: late, within a week, later, or without a day."""
    if due is None:
        return When.OPEN
    if due < today:
        return When.LATE
    return When.WEEK if due - today <= WEEK else When.LATER


def kind_of(ref_kind: str) -> str:
    """Name the kind of a thing to do by the app its record belongs to: ``promises`` of ``promises.promise``."""
    return ref_kind.partition(".")[0]
