"""Risk classes and answers. Unknown, not applicable and no are three different things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from accord.apps.guardrails.rules.questions import QUESTIONS, Question, Until, question
from accord.apps.initiatives.rules import Reason


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Risk(StrEnum):
    """How much harm an initiative could do."""

    UNKNOWN = "unknown"
    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"
    PROHIBITED = "prohibited"


RISK_LABELS: dict[str, str] = {
    Risk.UNKNOWN: _("Not known yet"),
    Risk.MINIMAL: _("Minimal"),
    Risk.LIMITED: _("Limited"),
    Risk.HIGH: _("High"),
    Risk.PROHIBITED: _("Prohibited"),
}

RISK_HELP: dict[str, str] = {
    Risk.UNKNOWN: _("Nobody has decided yet."),
    Risk.MINIMAL: _("No duties beyond good practice."),
    Risk.LIMITED: _("People must be told that they deal with AI."),
    Risk.HIGH: _("It touches people's rights or safety: all eight questions need evidence."),
    Risk.PROHIBITED: _("It may not be built or used."),
}


class Answer(StrEnum):
    """What is said to a question."""

    YES = "yes"
    NO = "no"
    IN_PROGRESS = "in_progress"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


ANSWER_LABELS: dict[str, str] = {
    Answer.YES: _("Yes"),
    Answer.NO: _("No"),
    Answer.IN_PROGRESS: _("In progress"),
    Answer.NOT_APPLICABLE: _("Does not apply"),
    Answer.UNKNOWN: _("Not known yet"),
}


@dataclass(frozen=True, kw_only=True)
class RiskRow:
    """The risk class of one initiative as an import hands it over; None: the source says nothing."""

    initiative_id: int
    risk: Risk = Risk.UNKNOWN
    rights_impacting: bool | None = None
    safety_impacting: bool | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer as an import hands it over; ``date`` is the day the source speaks of, ``until`` the last day it holds,
    ``reason`` its own words.
    """

    initiative_id: int
    question: str
    answer: Answer
    until: date | None = None
    date: date | None = None
    source: str = ""
    proof_url: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Tally:
    """How many of the required questions have which answer; a question never answered counts as unknown."""

    yes: int
    no: int
    in_progress: int
    not_applicable: int
    unknown: int

    @property
    def asked(self) -> int:
        """Count the questions."""
        return self.yes + self.no + self.in_progress + self.not_applicable + self.unknown

    @property
    def needed(self) -> int:
        """Count the questions that apply."""
        return self.asked - self.not_applicable


def tally(answers: Mapping[str, str]) -> Tally:
    """Count the answers to the required questions; ``answers`` maps question codes to answers."""
    counted = Counter(answers.get(item.code, Answer.UNKNOWN) for item in QUESTIONS)
    return Tally(**{answer.value: counted[answer.value] for answer in Answer})


def needs_evidence(risk: str, rights_impacting: bool | None, safety_impacting: bool | None) -> bool | None:
    """Tell whether all eight questions need evidence; None while the risk class is not known."""
    if risk == Risk.HIGH or rights_impacting or safety_impacting:
        return True
    return None if risk == Risk.UNKNOWN else False


def why_not_decide(*, is_lead: bool) -> Reason | None:
    """Say why somebody cannot decide a risk class: whoever leads the work does not judge it."""
    return Reason(_("The lead builds it, so somebody else decides its risk class.")) if is_lead else None


def why_not_answer(code: str, answer: str, *, day: date | None, reason: str, today: date) -> tuple[str, Reason] | None:
    """Say which field is wrong with an answer and why, or None if it can be taken."""
    if question(code) is None:
        return "question", Reason(_("There is no such question."))
    if answer not in set(Answer):
        return "answer", Reason(_("Choose one of the list."))
    if answer == Answer.NOT_APPLICABLE and not reason.strip():
        return "reason", Reason(_("Say why it does not apply; otherwise the answer is “not known yet”."))
    if answer == Answer.YES and day is None:
        return "date", Reason(_("Say since which day; a yes without a day cannot be checked."))
    if day is not None and day > today:
        return "date", Reason(_("An answer cannot be dated in the future."))
    return None


LONGEST_WAIVER = timedelta(days=366)
LONGEST_TRAINING = timedelta(days=5 * 366)


def why_not_until(
    item: Question, answer: str, *, until: date | None, day: date | None, reason: str, is_lead: bool, today: date
) -> tuple[str, Reason] | None:
    """Say which field is wrong with the last day of an answer and why, or None if it can be taken.

    A yes may end where it has to be renewed; a no may be waived, with a reason, for a year at most, and never by the lead.
    """
    if until is None:
        return None
    if item.until == Until.VALID and answer == Answer.YES:
        if day is not None and until < day:
            return "until", Reason(_("It cannot end before it begins."))
        return ("until", Reason(_("Choose a day within five years."))) if until > today + LONGEST_TRAINING else None
    if item.until == Until.WAIVED and answer == Answer.NO:
        return _why_not_waive(until, reason=reason, is_lead=is_lead, today=today)
    return "until", Reason(_("A last day says nothing with this answer; leave it empty."))


def _why_not_waive(until: date, *, reason: str, is_lead: bool, today: date) -> tuple[str, Reason] | None:
    if is_lead:
        return "until", Reason(_("The lead builds it, so somebody else waives its quality bars."))
    if not today < until <= today + LONGEST_WAIVER:
        return "until", Reason(_("A waiver ends on a day ahead, within a year."))
    return None if reason.strip() else ("reason", Reason(_("Say why it is waived.")))
