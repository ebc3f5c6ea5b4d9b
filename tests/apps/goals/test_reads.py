"""What is asked of goals, with a number of queries that does not grow with them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.apps.goals import reads, writes
from accord.apps.goals.tables import goals_table
from accord.apps.ui.rules import NotFound
from tests.apps.goals.conftest import AT, LATER


def queries(ask):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


@pytest.fixture
def many(cast, goal, measure):
    for number in range(12):
        below = writes.add_goal(title=f"Part {number:02}", parent_id=goal.pk, it_owner_id=cast.cio.pk,
                                review_date=date(2026, 6, 3), by=cast.office, at=AT)  # fmt: skip
        made = writes.add_measure(goal=below, values={"name": "Share"}, by=cast.office, at=AT)
        writes.record_actual(measure=made, on=date(2026, 5, 1), value=1.0, by=cast.office, at=AT)


class TestGoalTree:
    def test_puts_each_goal_below_its_own(self, goal, top, cast):
        other = writes.add_goal(title="Another", by=cast.office, at=AT)
        nodes = [(node.line.id, node.depth) for node in reads.goal_tree(viewer=cast.employee)]
        assert nodes == [(other.pk, 0), (top.pk, 0), (goal.pk, 1)]

    def test_leaves_out_what_is_closed_and_keeps_what_stood_below(self, goal, top, cast):
        writes.close_goal(goal=top, reason="Given up", by=cast.office, at=AT)
        assert [(node.line.id, node.depth) for node in reads.goal_tree(viewer=cast.cio)] == [(goal.pk, 0)]

    def test_says_how_far_the_sides_are(self, goal, top, cast):
        def standing():
            return {node.line.id: node.line.standing for node in reads.goal_tree(viewer=cast.cio)}

        assert standing() == {top.pk: "an owner is missing", goal.pk: "nobody has agreed yet"}
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        assert standing()[goal.pk] == "waits for the business"
        writes.agree(goal=goal, side="business", by=cast.operations_head, at=AT)
        assert standing()[goal.pk] == "agreed by both"

    def test_asks_three_times_however_many(self, many, cast):
        assert queries(lambda: reads.goal_tree(viewer=cast.cio)) == 3


class TestGoalPage:
    def test_asks_as_often_for_many_measures_as_for_two(self, goal, measure, cast):
        writes.add_measure(goal=goal, values={"name": "Second"}, by=cast.cio, at=AT)
        few = queries(lambda: reads.goal_page(viewer=cast.cio, goal_id=goal.pk))
        for number in range(8):
            made = writes.add_measure(goal=goal, values={"name": f"M{number}"}, by=cast.cio, at=AT)
            writes.record_actual(measure=made, on=date(2026, 5, 1), value=1.0, by=cast.cio, at=AT)
            writes.add_goal(title=f"Below {number}", parent_id=goal.pk, by=cast.office, at=AT)
        assert queries(lambda: reads.goal_page(viewer=cast.cio, goal_id=goal.pk)) == few

    def test_says_whose_side_the_viewer_has_to_agree_for(self, goal, cast):
        assert reads.goal_page(viewer=cast.cio, goal_id=goal.pk).my_side.side == "it"
        assert reads.goal_page(viewer=cast.operations_head, goal_id=goal.pk).my_side.side == "business"
        assert reads.goal_page(viewer=cast.office, goal_id=goal.pk).my_side is None

    def test_knows_no_other_goal(self, goal, cast):
        with pytest.raises(NotFound):
            reads.goal_page(viewer=cast.cio, goal_id=goal.pk + 1000)

    def test_finds_measures_and_values_of_this_goal_alone(self, goal, top, measure, cast):
        with pytest.raises(NotFound):
            reads.find_measure(viewer=cast.cio, goal_id=top.pk, measure_id=measure.pk)
        with pytest.raises(NotFound):
            reads.find_actual(viewer=cast.cio, goal_id=goal.pk, measure_id=measure.pk, actual_id=10**6)


class TestTurnItems:
    def test_asks_the_owner_to_agree_and_to_review(self, goal, cast):
        def asked(person, today):
            to_agree = reads.goals_to_agree(viewer=person, today=today)
            return [item.verb for item in (*to_agree, *reads.goals_to_review(viewer=person, today=today))]

        assert asked(cast.cio, date(2026, 6, 1)) == ["Agree"]
        assert asked(cast.cio, date(2026, 9, 10)) == ["Agree", "Review"]
        assert asked(cast.cfo, date(2026, 9, 10)) == []
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        assert asked(cast.cio, date(2026, 9, 10)) == ["Review"]
        writes.close_goal(goal=goal, reason="Reached", by=cast.cio, at=AT)
        assert asked(cast.cio, date(2026, 9, 10)) == []

    def test_asks_once_however_many(self, many, cast):
        assert queries(lambda: reads.goals_to_agree(viewer=cast.cio, today=date(2026, 6, 1))) == 1
        assert queries(lambda: reads.goals_to_review(viewer=cast.cio, today=date(2026, 6, 1))) == 1


class TestGoalsTable:
    def test_shows_goals_as_they_were_by_a_day(self, goal, top, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=LATER)
        assert goals_table(as_of=date(2026, 5, 31)).is_empty()
        before, after = (goals_table(as_of=moment.date()).rows_by_key("id", named=True, unique=True)
                         for moment in (AT, LATER))  # fmt: skip
        assert before[str(goal.pk)]["it_agreed_on"] is None
        assert after[str(goal.pk)]["it_agreed_on"] == LATER.date()
        row = after[str(goal.pk)]
        assert (row["parent"], row["it_owner"], row["active"]) == (str(top.pk), str(cast.cio.pk), True)
        assert (row["created_on"], row["reviewed_on"]) == (AT.date(), None)
        goal.refresh_from_db()
        writes.review_goal(goal=goal, next_review=None, by=cast.cio, at=LATER)
        assert goals_table(as_of=LATER.date()).rows_by_key("id", named=True, unique=True)[str(goal.pk)]["reviewed_on"]
