"""When a round may be opened and revealed."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.apps.expectations.rules.rounds import (
    Standing,
    reminder_due,
    reveal_cause,
    why_not_asked,
    why_not_deadline,
    why_not_later,
    why_not_open,
)

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
END = AT + timedelta(days=7)


def standing(side, state=""):
    return Standing(side, state == "answered", state == "declined")


class TestRevealCause:
    def test_waits_for_everybody(self):
        there = [standing("business", "answered"), standing("it")]
        assert reveal_cause(there, END, at=AT) is None

    def test_comes_when_everybody_has_answered(self):
        there = [standing("business", "answered"), standing("it", "answered")]
        assert reveal_cause(there, END, at=AT) == "all_answered"

    def test_counts_who_declined_if_somebody_of_the_side_answered(self):
        there = [standing("business", "answered"), standing("it", "answered"), standing("it", "declined")]
        assert reveal_cause(there, END, at=AT) == "all_answered"

    def test_is_not_hurried_by_a_side_that_only_declines(self):
        there = [standing("business", "answered"), standing("it", "declined")]
        assert reveal_cause(there, END, at=AT) is None
        assert reveal_cause(there, END, at=END) == "deadline"

    def test_comes_at_the_deadline_whoever_answered(self):
        assert reveal_cause([standing("business"), standing("it")], END, at=END) == "deadline"


class TestWhyNot:
    def test_asks_both_sides(self):
        assert "at least one person" in str(why_not_asked([(1, "business"), (2, "finance")]))
        assert why_not_asked([(1, "business"), (2, "it")]) is None

    def test_lets_nobody_answer_for_two_sides(self):
        assert "chosen twice" in str(why_not_asked([(1, "business"), (1, "it")]))

    @pytest.mark.parametrize("ahead", [timedelta(minutes=59), timedelta(days=181), -timedelta(days=1)])
    def test_refuses_a_deadline_too_soon_or_too_far(self, ahead):
        assert why_not_deadline(AT + ahead, at=AT)

    def test_moves_a_deadline_later_only(self):
        assert "only become later" in str(why_not_later(END - timedelta(days=1), now=END, at=AT))
        assert why_not_later(END + timedelta(days=1), now=END, at=AT) is None

    def test_takes_no_answer_after_the_deadline(self):
        assert why_not_open("open", END, at=END - timedelta(seconds=1)) is None
        assert "deadline has passed" in str(why_not_open("open", END, at=END))
        assert "revealed" in str(why_not_open("revealed", END, at=AT))
        assert "called off" in str(why_not_open("called_off", END, at=AT))


class TestReminderDue:
    def test_reminds_three_days_and_one_day_before(self):
        assert not reminder_due(END, AT, at=END - timedelta(days=3, minutes=1))
        assert reminder_due(END, AT, at=END - timedelta(days=3))
        assert not reminder_due(END, END - timedelta(days=3), at=END - timedelta(days=2))
        assert reminder_due(END, END - timedelta(days=3), at=END - timedelta(days=1))
        assert not reminder_due(END, AT, at=END)
