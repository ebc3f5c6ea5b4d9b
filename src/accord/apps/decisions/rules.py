"""Pure decisions about decisions: their states, what may be said, by when, and how long one can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from accord.apps.initiatives.rules import Reason, why_not_text

MOST_QUESTION = 500
MOST_OPTION = 500
MOST_WORDS = 10_000
MOST_OPTIONS = 12
MOST_CONSULTED = 50
SOON = timedelta(days=7)
FURTHEST = timedelta(days=3 * 366)
TAKE_BACK = timedelta(days=1)  # how long a slip of the pen can be taken back without counting as reopened
LONGEST_AGO = timedelta(days=3 * 366)
LINKED_DECIDE = "decisions.decide"  # what a link in a mail lets its reader do
ENOUGH = 8  # of fewer decisions nothing is said about how long they wait


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class State(StrEnum):
    """Where a decision stands."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


STATE_LABELS: dict[str, str] = {
    State.OPEN: _("To be decided"),
    State.DECIDED: _("Decided"),
    State.WITHDRAWN: _("Withdrawn"),
}

_NOT_OPEN: dict[State, str] = {
    State.DECIDED: _("This has been decided already. Reopen it first, with a reason."),
    State.WITHDRAWN: _("This question has been withdrawn. Reopen it first, with a reason."),
}


@dataclass(frozen=True)
class OptionWords:
    """One option with what speaks for and against it."""

    text: str
    pro: str = ""
    con: str = ""

    def stripped(self) -> OptionWords:
        """Give it without spaces around."""
        return OptionWords(self.text.strip(), self.pro.strip(), self.con.strip())


def why_not_open(now: str) -> Reason | None:
    """Say why something that needs an undecided question cannot be done."""
    return None if now == State.OPEN else Reason(_NOT_OPEN[State(now)])


def why_not_reopen(now: str) -> Reason | None:
    """Say why a decision cannot be reopened: it is open."""
    return Reason(_("This has not been decided yet.")) if now == State.OPEN else None


def why_not_review(now: str) -> Reason | None:
    """Say why a review cannot be recorded: there is no decision to look at again."""
    return None if now == State.DECIDED else Reason(_("Only what has been decided can be looked at again."))


def why_not_take_back(now: str, decided_at: datetime | None, *, at: datetime) -> Reason | None:
    """Say why a decision cannot be taken back: there is none, or it is older than a day."""
    if now != State.DECIDED or decided_at is None:
        return Reason(_("There is no decision to take back."))
    if at - decided_at > TAKE_BACK:
        return Reason(_("A decision can be taken back for a day. After that, reopen it with a reason."))
    return None


def why_not_question(question: str) -> Reason | None:
    """Say why the words of a question cannot be taken."""
    return why_not_text(question, most=MOST_QUESTION)


def why_not_options(options: Sequence[OptionWords]) -> Reason | None:
    """Say why options cannot be taken: too many, too long, or two that say the same."""
    if len(options) > MOST_OPTIONS:
        return Reason(_("At most %(most)s options: with more, nobody can weigh them."), {"most": MOST_OPTIONS})
    for one in options:
        for words in (one.text, one.pro, one.con):
            if reason := why_not_text(words, most=MOST_OPTION, needed=words is one.text):
                return reason
    texts = [one.text.casefold() for one in options]
    return Reason(_("Two options say the same.")) if len(set(texts)) < len(texts) else None


def why_not_consulted(person_ids: Collection[int], decider_id: int) -> Reason | None:
    """Say why these people cannot be the ones consulted: too many, or the one who decides is among them."""
    if len(person_ids) > MOST_CONSULTED:
        return Reason(_("Ask at most %(most)s people."), {"most": MOST_CONSULTED})
    return Reason(_("Whoever decides is not consulted besides.")) if decider_id in person_ids else None


def why_not_raised(day: date, *, today: date) -> Reason | None:
    """Say why a question cannot have come up on a day: it lies ahead, or too long ago to be remembered."""
    if day > today:
        return Reason(_("This day has not come yet. Choose today or an earlier day."))
    if today - day > LONGEST_AGO:
        return Reason(_("Choose a day within the last three years."))
    return None


def why_not_decide_by(day: date | None, *, today: date) -> Reason | None:
    """Say why a decision cannot be asked for by a day: it lies in the past, or too far away."""
    if day is None:
        return None
    if day < today:
        return Reason(_("This day has passed already. Choose today or a later day."))
    return _too_far(day, today)


def why_not_review_date(day: date | None, *, today: date) -> Reason | None:
    """Say why a decision cannot be looked at again on a day: it is not ahead, or too far away."""
    if day is None:
        return None
    if day <= today:
        return Reason(_("Choose a day in the future to look at it again."))
    return _too_far(day, today)


def _too_far(day: date, today: date) -> Reason | None:
    return Reason(_("Choose a day within the next three years.")) if day - today > FURTHEST else None


def is_overdue(state: str, decide_by: date | None, *, today: date) -> bool:
    """Tell whether a question is undecided past the day by which it was asked for."""
    return state == State.OPEN and decide_by is not None and decide_by < today


def is_review_due(state: str, review_date: date | None, *, today: date) -> bool:
    """Tell whether a decision is to be looked at again."""
    return state == State.DECIDED and review_date is not None and review_date <= today


def days_waiting(raised: date, decided: date | None, *, today: date) -> int:
    """Count the days from raising to deciding, or until today while undecided."""
    return max(0, ((decided or today) - raised).days)
