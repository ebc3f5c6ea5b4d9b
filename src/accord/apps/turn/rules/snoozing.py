"""Until when a thing to do may be set aside: never silently beyond its day, never for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONDAY = 7
LONGEST = timedelta(days=92)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Choice:
    """One day to be reminded on; ``is_past`` says that the thing itself is due before it."""

    label: str
    until: date
    is_past: bool


def choices(due: date | None, *, today: date) -> tuple[Choice, ...]:
    """Offer tomorrow, the next Monday and, where it still lies ahead, the day it is due."""
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=MONDAY - today.weekday())
    offered = [(_("Tomorrow"), tomorrow)]
    if monday != tomorrow:
        offered.append((_("Next week"), monday))
    if due is not None and tomorrow < due <= today + LONGEST and due != monday:
        offered.append((_("Until its day"), due))
    return tuple(Choice(label, until, is_past=is_past_due(due, until)) for label, until in offered)


def is_past_due(due: date | None, until: date) -> bool:
    """Tell whether somebody who is reminded on a day would be reminded after it was due."""
    return due is not None and until > due


def why_not_until(until: date, *, due: date | None, today: date, past_due: bool) -> str:
    """Say why a thing cannot be set aside until a day; empty if it can."""
    if until <= today:
        return _("Choose a day from tomorrow on.")
    if until - today > LONGEST:
        return _("Choose a day within three months. What can wait longer is better settled with another day.")
    if is_past_due(due, until) and not past_due:
        return _("It is due before that. Choose an earlier day, or say that it may pass its day.")
    return ""
