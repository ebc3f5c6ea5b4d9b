"""The states of a check-in, what may be said in it and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.people.rules import Side

INITIATIVE, GOAL = "initiatives.initiative", "goals.goal"
MOST_TEXT, MOST_LINE = 600, 300
TEXTS = ("progress", "problem", "chance")
SURE = (0.5, 0.7, 0.8, 0.9, 0.95)  # what is offered by one tap


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


def side_of_two(side: str) -> str:
    """Say on which of the two sides somebody stands: IT, or the business with all others; empty if nobody knows."""
    return side if side in {"", Side.IT} else str(Side.BUSINESS)


class State(StrEnum):
    """Where a check-in stands."""

    OPEN = "open"
    SIGNED = "signed"
    ACKNOWLEDGED = "acknowledged"
    MISSED = "missed"
    CANCELLED = "cancelled"


STATE_LABELS: dict[str, str] = {
    State.OPEN: _("Waits for a signature"),
    State.SIGNED: _("Signed, not acknowledged yet"),
    State.ACKNOWLEDGED: _("Acknowledged"),
    State.MISSED: _("Not answered"),
    State.CANCELLED: _("Cancelled"),
}


class Status(StrEnum):
    """How it stands with what a check-in is about."""

    ON_TRACK = "on_track"
    CAUTION = "caution"
    OFF_TRACK = "off_track"


STATUS_LABELS: dict[str, str] = {
    Status.ON_TRACK: _("On track"),
    Status.CAUTION: _("Caution"),
    Status.OFF_TRACK: _("Off track"),
}
STATUS_TONES: dict[str, str] = {Status.ON_TRACK: "good", Status.CAUTION: "warn", Status.OFF_TRACK: "bad"}
TROUBLED = (Status.CAUTION, Status.OFF_TRACK)

_NOT_OPEN: dict[State, str] = {
    State.SIGNED: _("This check-in is signed already. What is signed stays; add a correction instead."),
    State.ACKNOWLEDGED: _("This check-in is signed already. What is signed stays; add a correction instead."),
    State.MISSED: _("The next check-in is open already; this one was not answered."),
    State.CANCELLED: _("This check-in was cancelled."),
}


def why_not_open(now: State) -> Reason | None:
    """Say why nobody can sign, hand over or cancel here, or None if it waits for a signature."""
    return Reason(_NOT_OPEN[now]) if now in _NOT_OPEN else None


def why_not_acknowledge(now: State) -> Reason | None:
    """Say why this cannot be acknowledged now."""
    match now:
        case State.SIGNED:
            return None
        case State.ACKNOWLEDGED:
            return Reason(_("This check-in has been acknowledged already."))
        case State.OPEN:
            return Reason(_("This check-in is not signed yet."))
    return why_not_open(now)


def why_not_correct(now: State) -> Reason | None:
    """Say why nothing can be corrected here: only what is signed can."""
    if now in {State.SIGNED, State.ACKNOWLEDGED}:
        return None
    return Reason(_("Only a signed check-in can be corrected."))


def why_not_texts(texts: Mapping[str, str]) -> dict[str, Reason]:
    """Say of each text why it cannot be taken; at least one has to say something."""
    found = {
        name: reason
        for name in TEXTS
        if (reason := why_not_text(texts[name], most=MOST_TEXT, needed=False)) is not None
    }
    if not found and not any(texts[name].strip() for name in TEXTS):
        found["progress"] = Reason(_("Say at least one thing: progress, a problem, or what comes next."))
    return found


def why_not_status(status: str) -> Reason | None:
    """Say why this is no status."""
    return None if status in STATUS_LABELS else Reason(_("Say how it stands: on track, caution or off track."))


def why_not_sure(share: float | None) -> Reason | None:
    """Say why a confidence cannot be taken: nobody can be certain, and every date has some chance."""
    return None if share is None or 0 < share < 1 else Reason(_("Say a chance between 1 % and 99 %."))


def why_not_line(words: str, *, needed: bool = False) -> Reason | None:
    """Say why one line of an answer cannot be taken."""
    return why_not_text(words, most=MOST_LINE, needed=needed)
