"""The states of a promise, when one is late or due soon, what may follow, what a day may be."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from accord.apps.initiatives.rules import Reason, why_not_text

MOST_WHAT = 500
MOST_WORDS = 10_000
SOON = timedelta(days=7)
FURTHEST = timedelta(days=3 * 366)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class State(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    UNTOLD = "untold"  # its list no longer names what it is about: nobody says whether it was kept


STATE_LABELS: dict[str, str] = {
    State.OPEN: _("Open"),
    State.KEPT: _("Kept"),
    State.MISSED: _("Not kept"),
    State.WITHDRAWN: _("Withdrawn"),
    State.UNTOLD: _("No longer told"),
}

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.KEPT, State.MISSED, State.WITHDRAWN}),
    State.KEPT: frozenset({State.OPEN}),
    State.MISSED: frozenset({State.OPEN}),
    State.WITHDRAWN: frozenset({State.OPEN}),
    State.UNTOLD: frozenset({State.OPEN}),
}

_NOT_OPEN: dict[State, str] = {
    State.KEPT: _("This promise has been kept already."),
    State.MISSED: _("This promise has been settled as not kept. Reopen it first."),
    State.WITHDRAWN: _("This promise has been withdrawn. Reopen it first."),
    State.UNTOLD: _("Its list no longer names what this promise is about. Open it again first, if it still stands."),
}


def why_not_move(now: State, to: State) -> Reason | None:
    """Say why a promise cannot go from one state to another, or None if it can."""
    if to in MOVES[now]:
        return None
    if now == State.OPEN:
        return Reason(_("This promise is open."))
    return Reason(_NOT_OPEN[now])


def why_not_edit(now: State) -> Reason | None:
    """Say why a promise cannot be changed: only an open one can."""
    return None if now == State.OPEN else Reason(_NOT_OPEN[now])


def why_not_due(due: date, *, today: date) -> Reason | None:
    """Say why a day cannot be promised: it lies in the past, or too far away to mean anything."""
    if due < today:
        return Reason(_("This day has passed already. Choose today or a later day."))
    if due - today > FURTHEST:
        return Reason(_("Choose a day within the next three years: who promises more cannot know."))
    return None


def why_not_what(what: str) -> Reason | None:
    """Say why the words of a promise cannot be taken."""
    return why_not_text(what, most=MOST_WHAT)


def why_not_words(words: str, *, needed: bool = False) -> Reason | None:
    """Say why a proof or a reason cannot be taken."""
    return why_not_text(words, most=MOST_WORDS, needed=needed)


def is_late(state: str, due: date, *, today: date) -> bool:
    """Tell whether a promise is open past its day."""
    return state == State.OPEN and due < today


def is_soon(state: str, due: date, *, today: date) -> bool:
    """Tell whether an open promise is late or due within a week."""
    return state == State.OPEN and due - today <= SOON


def days_moved(first_due: date, due: date) -> int:
    """Count the days by which a promise moved since it was made; negative means earlier."""
    return (due - first_due).days
