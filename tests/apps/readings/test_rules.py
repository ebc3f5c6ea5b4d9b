"""What an event touches, and whether an answer repeats."""

import pytest

from accord.apps.readings import rules
from accord.apps.readings.rules import ANSWER, FACT, Step

ONE = dict.fromkeys(ANSWER, 1)


class TestTablesTouched:
    @pytest.mark.parametrize(
        ("code", "tables"),
        [
            ("initiatives.milestone.finished", ("milestones",)),
            ("initiatives.goal_link.agreed_it", ("goal_links",)),
            ("initiatives.stage.moved", ("initiatives", "stages", "cost_ratios")),
            ("goals.goal.agreed", ("goals",)),
            ("guardrails.evidence.answered", ("risk", "evidence")),
            ("people.department.edited", ("departments",)),
            ("people.person.edited", ()),
            ("goals.goalkeeper.hired", ()),
            ("readings.measurement.done", ()),
            ("expectations.round.revealed", ("forecasts", "forecasters")),
            ("expectations.outcome.corrected", ("outcomes", "forecasters", "cost_ratios")),
            ("value.review.held", ("value_reviews",)),
            ("value.version.in_force", ("cases", "commitments", "cost_ratios")),
            ("expectations.answer.sealed", ()),
            ("expectations.round.opened", ()),
            ("promises.promise.kept", ("promises",)),
            ("promises.proposal.accepted", ("promises",)),
            ("promises.proposal.made", ()),
        ],
    )
    def test_names_what_an_event_changes(self, code, tables):
        assert rules.tables_touched(code) == tables

    def test_an_import_may_change_all_but_what_people_said_to_each_other(self):
        named = {table for tables in rules.TOUCHES.values() for table in tables}
        sealed = {"forecasts", "outcomes", "forecasters"}
        talked = {
            "promises",
            "check_ins",
            "meetings",
            "decisions",
            "questions",
            "gaps",
            "value_reviews",
            "research_budgets",
        }
        assert set(rules.tables_touched("batches.batch.committed")) == named - sealed - talked


class TestStep:
    def test_the_first_answer_is_new(self):
        assert rules.step(None, ONE, is_fact=False) == Step.NEW

    def test_the_same_answer_is_counted(self):
        assert rules.step(dict(ONE), ONE, is_fact=False) == Step.SAME

    @pytest.mark.parametrize("name", ANSWER)
    def test_any_other_value_is_new_for_a_group(self, name):
        assert rules.step({**ONE, name: 2}, ONE, is_fact=False) == Step.NEW

    @pytest.mark.parametrize("name", ANSWER)
    def test_a_fact_is_new_only_if_something_was_recorded_or_it_says_otherwise(self, name):
        assert rules.step({**ONE, name: 2}, ONE, is_fact=True) == (Step.NEW if name in FACT else Step.AGED)


class TestSubjectNumber:
    def test_the_organisation_is_zero(self):
        assert (rules.subject_number(""), rules.subject_number("7")) == (0, 7)

    @pytest.mark.parametrize("side", ["business", "it", "finance"])
    def test_a_side_has_a_number_of_its_own_and_is_found_by_it(self, side):
        assert rules.side_of(rules.subject_number(side)) == side

    def test_a_number_that_stands_for_no_side_is_none(self):
        assert (rules.side_of(0), rules.side_of(9)) == ("", "")
