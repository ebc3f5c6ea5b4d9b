"""The required questions, and further ones, as data: what is asked, why it matters, where it comes from, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Source:
    """A rule in force: what it is, what it asks for, since when, and when this was last checked."""

    code: str
    title: str
    says: str
    valid_from: date
    reviewed_on: date


class Topic(StrEnum):
    """What a question is about. The eight required ones are guardrails; the others never change what those say."""

    REQUIRED = "required"
    DATA = "data"
    PEOPLE = "people"
    QUALITY = "quality"
    SHARING = "sharing"


TOPIC_LABELS: dict[str, str] = {
    Topic.REQUIRED: _("Required"),
    Topic.DATA: _("Data and code"),
    Topic.PEOPLE: _("People who try and use it"),
    Topic.QUALITY: _("Quality"),
    Topic.SHARING: _("Sharing what was learned"),
}


class Until(StrEnum):
    """What a last day means for a question: a yes that has to be renewed, or a no that somebody waives for a while."""

    NEVER = ""
    VALID = "valid"
    WAIVED = "waived"


@dataclass(frozen=True)
class Question:
    """One question: its stored code, a short label, the question itself, why it matters, its source and topic.

    ``until`` says what a last day means, if anything; with ``is_plain_fact`` neither a yes nor a no is good or bad.
    """

    code: str
    label: str
    asks: str
    why: str
    source: str
    topic: Topic = Topic.REQUIRED
    until: Until = Until.NEVER
    is_plain_fact: bool = False


SOURCES: dict[str, Source] = {
    source.code: source
    for source in (
        Source(
            "omb_m_25_21",
            _("OMB memorandum M-25-21 (3 April 2025, in place of M-24-10)"),
            _("High-impact uses need all eight by 3 April 2026, or they stop; waivers are granted by the chief AI "
              "officer and reported."),
            date(2025, 4, 3),
            date(2026, 11, 1),
        ),
        Source(
            "eu_ai_act",
            _("EU AI Act, Regulation (EU) 2024/1689 as amended by (EU) 2026/1744"),
            _("Prohibited practices since 2 February 2025; transparency since 2 August 2026; high-risk uses of Annex III "
              "from 2 December 2027, of Annex I from 2 August 2028. Have counsel confirm what applies."),
            date(2026, 7, 27),
            date(2026, 11, 1),
        ),
        Source(
            "nist_ai_rmf",
            _("NIST AI Risk Management Framework 1.0 (26 January 2023)"),
            _("Voluntary: people are trained, data and rights of others are known, quality is measured against bars set "
              "before, and what was learned is shared. The further questions follow it; none of them is required here."),
            date(2023, 1, 26),
            date(2026, 11, 1),
        ),
        Source(
            "gdpr",
            _("General Data Protection Regulation, (EU) 2016/679"),
            _("Data about people needs a reason to be used, and a look at the risks where they are high. Have counsel "
              "confirm what applies."),
            date(2018, 5, 25),
            date(2026, 11, 1),
        ),
    )
}  # fmt: skip

QUESTIONS: tuple[Question, ...] = (
    Question(
        "pre_deployment_testing",
        _("Tested before use"),
        _("Was it tested under real conditions before people relied on it?"),
        _("What goes wrong in a test costs an afternoon; afterwards it costs trust."),
        "omb_m_25_21",
    ),
    Question(
        "impact_assessment",
        _("Impact assessment"),
        _("Is it written down whom it affects, what could go wrong and how the benefit weighs against it?"),
        _("Whoever is affected deserves that somebody thought of them first."),
        "omb_m_25_21",
    ),
    Question(
        "monitoring",
        _("Ongoing monitoring"),
        _("Does somebody watch how it performs and what it does to people, and how often?"),
        _("Data and habits change; a model that was right last year may be wrong today."),
        "omb_m_25_21",
    ),
    Question(
        "operator_training",
        _("Training of operators"),
        _("Have the people who work with it learned how to read its answers and when to doubt them?"),
        _("A tool is as safe as the person who knows its limits."),
        "omb_m_25_21",
    ),
    Question(
        "human_oversight",
        _("Human oversight and fail-safe"),
        _("Can a person step in, overrule it or switch it off before harm is done?"),
        _("Somebody has to be able to say stop."),
        "omb_m_25_21",
    ),
    Question(
        "appeal",
        _("Appeal"),
        _("Can somebody affected by a decision have it looked at again by a person?"),
        _("A mistake that cannot be contested stays a mistake."),
        "omb_m_25_21",
    ),
    Question(
        "public_feedback",
        _("Feedback from those affected"),
        _("Were end users or the public asked, and did what they said change anything?"),
        _("They notice first what the makers cannot see."),
        "omb_m_25_21",
    ),
    Question(
        "independent_review",
        _("Independent review"),
        _("Has somebody who did not build it looked it over?"),
        _("Nobody finds their own blind spot."),
        "omb_m_25_21",
    ),
)

FURTHER: tuple[Question, ...] = (
    Question(
        "data_permission",
        _("Permission to use the data"),
        _("Is it on record that the data may be used for this, our own by its owner, others' by contract or licence?"),
        _("What was made from data one had no right to use may have to be thrown away."),
        "nist_ai_rmf",
        Topic.DATA,
    ),
    Question(
        "data_documented",
        _("Description of the data"),
        _("Is it written down what is in the data, how good it is and what it was meant for?"),
        _("What nobody has written down about the data, nobody can judge."),
        "nist_ai_rmf",
        Topic.DATA,
    ),
    Question(
        "personal_data",
        _("Data about people"),
        _("Does it use data about people?"),
        _("If it does not, no review of privacy is asked for."),
        "gdpr",
        Topic.DATA,
        is_plain_fact=True,
    ),
    Question(
        "privacy_reviewed",
        _("Review of privacy"),
        _("Has somebody who answers for privacy looked at the risks for the people in the data?"),
        _("They cannot look after themselves here; somebody has to do it for them."),
        "gdpr",
        Topic.DATA,
    ),
    Question(
        "code_rights",
        _("Access and rights to the code"),
        _("Do we have the code, and the right to use and to change it, by licence or as its owners?"),
        _("Without it we cannot mend it, nor go on when the contract ends."),
        "nist_ai_rmf",
        Topic.DATA,
    ),
    Question(
        "security_training",
        _("Training in security"),
        _("Has everybody who builds it or tries it out been trained in security, and until when is that valid?"),
        _("Most harm in the early days is done by people of good will who were never told."),
        "nist_ai_rmf",
        Topic.PEOPLE,
        Until.VALID,
    ),
    Question(
        "rules_known",
        _("The rules are known"),
        _("Do they know which rules apply to it, for data, security and law, and whom to ask?"),
        _("Three lines and a name are enough to let people try safely."),
        "nist_ai_rmf",
        Topic.PEOPLE,
    ),
    Question(
        "feedback_before_rollout",
        _("Users asked before roll-out"),
        _("Have those who will use it tried it and been asked, before it is rolled out to all?"),
        _("They notice on the first morning what its makers cannot see."),
        "nist_ai_rmf",
        Topic.PEOPLE,
    ),
    Question(
        "feedback_answered",
        _("Their feedback was answered"),
        _("Did everybody who said something hear what became of it?"),
        _("Who gets no answer does not say anything the next time."),
        "nist_ai_rmf",
        Topic.PEOPLE,
    ),
    Question(
        "quality_bars",
        _("Quality bars are met"),
        _("Was it written down beforehand how good it has to be, and does it meet that?"),
        _("Without a bar, good enough is whatever is there on the day."),
        "nist_ai_rmf",
        Topic.QUALITY,
        Until.WAIVED,
    ),
    Question(
        "reuse",
        _("Reuses what others have"),
        _("Does it reuse data, code or lessons of other work, or was it checked that nothing fits?"),
        _("The second team should not begin where the first one began."),
        "omb_m_25_21",
        Topic.SHARING,
    ),
    Question(
        "results_shared",
        _("Results written down for others"),
        _("Are its results and lessons, also the failed ones, written down where others find them?"),
        _("What lies in one mailbox is learned again by everybody."),
        "omb_m_25_21",
        Topic.SHARING,
    ),
    Question(
        "knowledge_session",
        _("Shown to others"),
        _("Has somebody shown colleagues outside the team what was learned?"),
        _("An hour of showing moves more than a page; and who teaches, learns."),
        "nist_ai_rmf",
        Topic.SHARING,
    ),
)
"""What may be asked besides; it is measured in practices of its own and never changes what the required ones say."""

ALL_QUESTIONS = (*QUESTIONS, *FURTHER)
_BY_CODE = {item.code: item for item in ALL_QUESTIONS}


def question(code: str) -> Question | None:
    """Find a required or further question by its code, or None."""
    return _BY_CODE.get(code)
