"""The states of meetings and items, outcomes, and what may be done in which state."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from accord.apps.initiatives.rules import Reason, why_not_text

MOST_TITLE = 300
MOST_PLACE = 300
MOST_WORDS = 10_000
MOST_MINUTES = 24 * 60
MOST_ITEMS = 100
USUAL_MINUTES = 60
USUAL_ITEM_MINUTES = 10


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class State(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


STATE_LABELS: dict[str, str] = {State.PLANNED: _("Planned"), State.HELD: _("Held"), State.CANCELLED: _("Cancelled")}


class ItemState(StrEnum):
    """Where an agenda item stands; a carried one goes on in another meeting."""

    OPEN = "open"
    DONE = "done"
    TAKEN_OFF = "taken_off"
    CARRIED = "carried"


ITEM_STATE_LABELS: dict[str, str] = {
    ItemState.OPEN: _("Open"),
    ItemState.DONE: _("Done"),
    ItemState.TAKEN_OFF: _("Taken off"),
    ItemState.CARRIED: _("Carried over"),
}


class Outcome(StrEnum):
    """What came of an agenda item."""

    DECISION = "decision"
    PROMISE = "promise"
    PARKED = "parked"


OUTCOME_LABELS: dict[str, str] = {
    Outcome.DECISION: _("Decision"),
    Outcome.PROMISE: _("Promise"),
    Outcome.PARKED: _("Parked"),
}


def why_not_hold(now: State, *, day: date, today: date) -> Reason | None:
    """Say why a meeting cannot be marked as held: only a planned one can, from its day on."""
    if now != State.PLANNED:
        return Reason(_("Only a planned meeting can be marked as held."))
    if day > today:
        return Reason(_("This meeting has not begun yet. Change its day first if it took place earlier."))
    return None


def why_not_cancel(now: State) -> Reason | None:
    """Say why a meeting cannot be cancelled."""
    return None if now == State.PLANNED else Reason(_("Only a planned meeting can be cancelled."))


def why_not_replan(now: State) -> Reason | None:
    """Say why a meeting cannot be opened again."""
    return Reason(_("This meeting is planned already.")) if now == State.PLANNED else None


def why_not_plan(now: State) -> Reason | None:
    """Say why a meeting, its people or its agenda cannot be changed."""
    if now == State.PLANNED:
        return None
    return Reason(_("This meeting is over. Open it again to change it, or use another meeting."))


def why_not_outcome(meeting: State, item: ItemState) -> Reason | None:
    """Say why an outcome cannot be written: the meeting was cancelled, or the item is settled."""
    if meeting == State.CANCELLED:
        return Reason(_("This meeting was cancelled: carry the item over to another one."))
    if item == ItemState.DONE:
        return Reason(_("This item has an outcome already. Take that back first."))
    if item != ItemState.OPEN:
        return Reason(_("This item is no longer on this agenda."))
    return None


def why_not_carry(meeting: State, item: ItemState) -> Reason | None:
    """Say why an item cannot be carried over: only an open one can."""
    return None if item == ItemState.OPEN else Reason(_("Only an item without an outcome can be carried over."))


def why_not_minutes(minutes: int) -> Reason | None:
    """Say why a length cannot be taken: from one minute to a day."""
    if 1 <= minutes <= MOST_MINUTES:
        return None
    return Reason(_("Give between 1 and %(most)s minutes."), {"most": MOST_MINUTES})


def why_not_words(words: str, *, most: int = MOST_WORDS, needed: bool = True) -> Reason | None:
    """Say why a text cannot be taken."""
    return why_not_text(words, most=most, needed=needed)


def is_unfinished(meeting: State | str, item: ItemState | str) -> bool:
    """Tell whether an item waits to be carried over: open on a meeting that is over."""
    return meeting != State.PLANNED and item == ItemState.OPEN
