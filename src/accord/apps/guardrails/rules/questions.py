"""The required questions as data: what is asked, why it matters, where it comes from and since when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True)
class Question:
    """One question: its stored code, a short label, the question itself, why it matters and its source."""

    code: str
    label: str
    asks: str
    why: str
    source: str


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

_BY_CODE = {item.code: item for item in QUESTIONS}


def question(code: str) -> Question | None:
    """Find a question by its code, or None."""
    return _BY_CODE.get(code)
