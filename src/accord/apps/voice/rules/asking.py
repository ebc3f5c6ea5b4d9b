"""The words and states of questions, the days by which they are answered, and what is too small to be counted aloud."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from accord.apps.initiatives.rules import Reason

MOST_QUESTION, MOST_ANSWER, MOST_REASON, MOST_DONE = 2_000, 10_000, 1_000, 500
MOST_WAITING = 300  # questions and verdicts without a name that may wait for the night, in the whole home
OFFICE_SEES_FROM = 3  # fewer questions without a name than this are told as "fewer than 3"
DONE_KINDS = ("promises.promise", "decisions.decision", "initiatives.initiative", "goals.goal")


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    HIDDEN = "hidden"


STATE_LABELS: dict[str, str] = {
    State.OPEN: _("waits for an answer"),
    State.ANSWERED: _("answered"),
    State.HIDDEN: _("hidden by the office"),
}


class Judged(StrEnum):
    """What the asker says of the answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


JUDGED_LABELS: dict[str, str] = {
    Judged.YES: _("Yes, it is answered"),
    Judged.PARTLY: _("Partly"),
    Judged.NO: _("No, it is not answered"),
}


class Theme(StrEnum):
    """What a question is about, as the one who answers sorts it."""

    JOBS = "jobs"
    SKILLS = "skills"
    TOOLS = "tools"
    FAIRNESS = "fairness"
    MONEY = "money"
    PLANS = "plans"
    OTHER = "other"


THEME_LABELS: dict[str, str] = {
    Theme.JOBS: _("Jobs and roles"),
    Theme.SKILLS: _("Learning and skills"),
    Theme.TOOLS: _("How the tools work"),
    Theme.FAIRNESS: _("Data and fairness"),
    Theme.MONEY: _("Money"),
    Theme.PLANS: _("Plans and priorities"),
    Theme.OTHER: _("Something else"),
}


def week_of(day: date) -> date:
    """Give the Monday of the ISO week a day lies in: all that is kept of when a question without a name was asked."""
    return day - timedelta(days=day.weekday())


def answer_by(asked_on: date, *, days: int) -> date:
    """Say by which day a question with a name is to be answered."""
    return asked_on + timedelta(days=days)


def answer_by_week(week: date, *, days: int) -> date:
    """Say by which day a question without a name is to be answered: counted from the end of its week, so that it tells no day."""
    return week_of(week) + timedelta(days=6 + days)


def is_late(state: str, due: date, *, today: date) -> bool:
    """Tell whether an answer is overdue."""
    return state == State.OPEN and due < today


def counted(number: int) -> int | None:
    """Give a number of questions without a name, or None where it is too small to be told."""
    return number if number == 0 or number >= OFFICE_SEES_FROM else None


def why_not_text(text: str, *, most: int) -> Reason | None:
    """Say why words cannot be taken: there are none, too many, or characters that cannot be stored."""
    if not text.strip():
        return Reason(_("Write a few words."))
    if len(text) > most:
        return Reason(_("Write at most %(most)s characters."), {"most": most})
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return Reason(_("The text holds characters that cannot be stored."))
    return None


def why_not_days(days: int) -> Reason | None:
    """Say why a time to answer cannot be set."""
    return None if 3 <= days <= 60 else Reason(_("Choose between 3 and 60 days."))
