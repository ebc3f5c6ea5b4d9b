"""Answers and risk classes: unknown, not applicable and no are three different things."""

from datetime import date

import pytest

from accord.apps.guardrails.rules import (
    ALL_QUESTIONS,
    ANSWER_LABELS,
    FURTHER,
    QUESTIONS,
    RISK_HELP,
    RISK_LABELS,
    SOURCES,
    TOPIC_LABELS,
    Answer,
    Risk,
    needs_evidence,
    question,
    tally,
    why_not_answer,
    why_not_decide,
    why_not_until,
)
from accord.tables.schemas import ANSWERS, ARTEFACTS, RISKS
from accord.tables.schemas import FURTHER as ASKED_BESIDES

TODAY = date(2026, 11, 1)


class TestQuestions:
    def test_are_the_eight_the_engine_knows(self):
        assert tuple(item.code for item in QUESTIONS) == ARTEFACTS

    def test_the_others_are_those_the_engine_reads(self):
        assert {item.code for item in FURTHER} == set(ASKED_BESIDES)
        assert not {item.code for item in FURTHER} & set(ARTEFACTS)

    def test_each_has_its_words_and_a_source(self):
        assert all(item.asks.endswith("?") and item.why and item.source in SOURCES for item in ALL_QUESTIONS)
        assert {item.topic for item in ALL_QUESTIONS} == set(TOPIC_LABELS)

    def test_sources_say_since_when_and_when_they_were_checked(self):
        assert all(source.valid_from <= source.reviewed_on for source in SOURCES.values())

    def test_an_unknown_code_finds_none(self):
        assert question("luck") is None

    def test_codes_are_those_of_the_snapshot(self):
        assert set(ANSWER_LABELS) == set(ANSWERS) == set(Answer)
        assert set(RISK_LABELS) == set(RISK_HELP) == set(RISKS) == set(Risk)


class TestTally:
    def test_a_question_nobody_answered_is_unknown_and_not_no(self):
        counted = tally({"monitoring": "no", "appeal": "yes", "human_oversight": "not_applicable"})
        assert (counted.yes, counted.no, counted.not_applicable, counted.unknown) == (1, 1, 1, 5)
        assert (counted.asked, counted.needed) == (8, 7)

    def test_other_questions_do_not_count(self):
        counted = tally({"luck": "yes", **{item.code: "yes" for item in FURTHER}})
        assert (counted.yes, counted.asked) == (0, 8)


class TestNeedsEvidence:
    @pytest.mark.parametrize(
        ("risk", "rights", "safety", "needs"),
        [
            ("high", None, None, True),
            ("minimal", True, None, True),
            ("unknown", None, True, True),
            ("unknown", False, False, None),
            ("unknown", None, None, None),
            ("limited", False, None, False),
        ],
    )
    def test_follows_risk_and_impact(self, risk, rights, safety, needs):
        assert needs_evidence(risk, rights, safety) is needs


class TestWhyNotAnswer:
    @pytest.mark.parametrize(
        ("code", "answer", "day", "reason", "field"),
        [
            ("luck", "yes", TODAY, "", "question"),
            ("appeal", "maybe", TODAY, "", "answer"),
            ("appeal", "not_applicable", None, "  ", "reason"),
            ("appeal", "yes", None, "", "date"),
            ("appeal", "no", date(2026, 11, 2), "", "date"),
        ],
    )
    def test_names_the_field(self, code, answer, day, reason, field):
        assert why_not_answer(code, answer, day=day, reason=reason, today=TODAY)[0] == field

    @pytest.mark.parametrize(
        ("answer", "day", "reason"),
        [
            ("yes", TODAY, ""),
            ("no", None, ""),
            ("in_progress", None, ""),
            ("not_applicable", None, "No one is decided upon."),
            ("unknown", None, ""),
        ],
    )
    def test_takes_the_rest(self, answer, day, reason):
        assert why_not_answer("appeal", answer, day=day, reason=reason, today=TODAY) is None


class TestWhyNotUntil:
    @pytest.mark.parametrize(
        ("code", "answer", "until", "reason", "is_lead", "field"),
        [
            ("security_training", "yes", date(2027, 3, 1), "", True, None),
            ("security_training", "yes", date(2026, 2, 28), "", False, "until"),  # before its own day
            ("security_training", "yes", date(2032, 1, 1), "", False, "until"),
            ("security_training", "no", date(2027, 3, 1), "", False, "until"),
            ("quality_bars", "no", date(2027, 3, 1), "For now.", False, None),
            ("quality_bars", "no", date(2027, 3, 1), "For now.", True, "until"),  # never by the lead
            ("quality_bars", "no", date(2027, 3, 1), "", False, "reason"),
            ("quality_bars", "no", TODAY, "For now.", False, "until"),
            ("quality_bars", "no", date(2028, 3, 1), "For now.", False, "until"),
            ("quality_bars", "yes", date(2027, 3, 1), "For now.", False, "until"),
            ("appeal", "no", date(2027, 3, 1), "For now.", False, "until"),
            ("appeal", "no", None, "", False, None),
        ],
    )
    def test_names_the_field(self, code, answer, until, reason, is_lead, field):
        wrong = why_not_until(
            question(code), answer, until=until, day=date(2026, 3, 1), reason=reason, is_lead=is_lead, today=TODAY
        )
        assert (wrong[0] if wrong else None) == field


def test_the_lead_does_not_decide():
    assert why_not_decide(is_lead=True)
    assert why_not_decide(is_lead=False) is None
