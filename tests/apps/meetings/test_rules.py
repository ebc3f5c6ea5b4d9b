"""The order of an agenda, its time boxes, and what may follow what."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.meetings import rules
from accord.apps.meetings.rules import ItemState, State

steps = st.lists(
    st.tuples(st.sampled_from(["put", "move", "remove"]), st.integers(0, 12), st.integers(-3, 15)), max_size=30
)


@given(steps)
def test_positions_stay_one_to_n_whatever_is_put_moved_and_removed(asked):
    order: list[int] = []
    for what, item, place in asked:
        if what == "put":
            order = rules.put_last(order, item)
        elif what == "remove":
            order = rules.without(order, item)
        elif item in order:
            before, order = order, rules.moved(order, item, place)
            assert rules.without(order, item) == rules.without(before, item)
            assert rules.positions(order)[item] == max(1, min(len(order), place))
        assert sorted(rules.positions(order).values()) == list(range(1, len(order) + 1))


@given(st.lists(st.integers(1, 60), max_size=10), st.integers(1, 480))
def test_minutes_over_says_how_far_the_boxes_exceed_the_meeting(boxes, duration):
    assert rules.minutes_over(boxes, duration) + duration == sum(boxes)


def test_a_meeting_is_held_from_its_day_on():
    day = date(2026, 6, 10)
    assert rules.why_not_hold(State.PLANNED, day=day, today=day) is None
    assert rules.why_not_hold(State.PLANNED, day=day, today=date(2026, 6, 9)) is not None
    assert rules.why_not_hold(State.HELD, day=day, today=day) is not None


@given(st.sampled_from(State), st.sampled_from(ItemState))
def test_an_open_item_always_has_a_way_on(meeting, item):
    ways = [rules.why_not_outcome(meeting, item), rules.why_not_carry(meeting, item)]
    assert (None in ways) == (item == ItemState.OPEN)
    assert rules.is_unfinished(meeting, item) == (meeting != State.PLANNED and item == ItemState.OPEN)


def test_only_a_planned_meeting_is_changed_cancelled_and_only_others_reopened():
    for state in State:
        planned = state == State.PLANNED
        assert (rules.why_not_plan(state) is None) == (rules.why_not_cancel(state) is None) == planned
        assert (rules.why_not_replan(state) is None) != planned


def test_minutes_are_between_one_and_a_day():
    assert [rules.why_not_minutes(n) is None for n in (0, 1, 1440, 1441)] == [False, True, True, False]
