"""The enums of expectations and what people call them."""

from __future__ import annotations

from enum import StrEnum

INITIATIVE, GOAL, PORTFOLIO = "initiatives.initiative", "goals.goal", "organisation"
SUBJECT_KINDS = (INITIATIVE, GOAL, PORTFOLIO)
ENGINE_KINDS = {INITIATIVE: "initiative", GOAL: "goal", PORTFOLIO: "organisation"}
NO_SUBJECT = 0  # the whole portfolio is no record and has no id


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Question(StrEnum):
    """What is asked, in the order of the form."""

    PAYOFF = "payoff"
    BENEFIT = "benefit"
    COST = "cost"


QUESTION_LABELS: dict[str, str] = {
    Question.PAYOFF: _("When it pays off"),
    Question.BENEFIT: _("Benefit a year"),
    Question.COST: _("Cost in total"),
}
QUESTION_HELP: dict[str, str] = {
    Question.PAYOFF: _(
        "The first month in which everything it has brought so far is at least everything it has cost so far."
    ),
    Question.BENEFIT: _("What it brings in a normal year once it is in use, before its own running cost."),
    Question.COST: _("All money spent on it from the first day until it is in normal use, people's time included."),
}


class Side(StrEnum):
    """On behalf of whom an answer is given; executives answer for the business."""

    BUSINESS = "business"
    IT = "it"
    FINANCE = "finance"


SIDE_LABELS: dict[str, str] = {Side.BUSINESS: _("Business"), Side.IT: _("IT"), Side.FINANCE: _("Finance")}
OTHER_SIDE: dict[str, str] = {Side.BUSINESS: Side.IT, Side.IT: Side.BUSINESS}
NEEDED_SIDES = (Side.BUSINESS, Side.IT)


class State(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    REVEALED = "revealed"
    CALLED_OFF = "called_off"


STATE_LABELS: dict[str, str] = {
    State.OPEN: _("Sealed, being answered"),
    State.REVEALED: _("Revealed"),
    State.CALLED_OFF: _("Called off"),
}


class Cause(StrEnum):
    """Why a round was revealed."""

    ALL_ANSWERED = "all_answered"
    DEADLINE = "deadline"


CAUSE_LABELS: dict[str, str] = {
    Cause.ALL_ANSWERED: _("Everybody who was asked had answered."),
    Cause.DEADLINE: _("The deadline had come."),
}


class Perception(StrEnum):
    """Whether the sides differ, and whether they know it."""

    ALIGNED = "aligned"
    REAL = "real"
    HIDDEN = "hidden"
    PHANTOM = "phantom"
    UNKNOWN = "unknown"


PERCEPTION_LABELS: dict[str, str] = {
    Perception.ALIGNED: _("In step"),
    Perception.REAL: _("Out of step, and both know it"),
    Perception.HIDDEN: _("Out of step without knowing it"),
    Perception.PHANTOM: _("In step without knowing it"),
    Perception.UNKNOWN: _("Cannot be told"),
}
PERCEPTION_MOVES: dict[str, str] = {
    Perception.ALIGNED: _("Nothing to settle here. Keep it and ask again when something changes."),
    Perception.REAL: _("Decide together: put it on an agenda and agree on one range, or sign that you differ."),
    Perception.HIDDEN: _("Tell each other first: show both ranges and the reasons, then decide."),
    Perception.PHANTOM: _("Meet and clear it up: you expect the same and believe that you do not."),
    Perception.UNKNOWN: _("Ask again and let both sides answer and guess."),
}
