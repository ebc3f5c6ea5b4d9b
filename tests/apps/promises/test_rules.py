"""The states of a promise and its day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.promises import rules
from accord.apps.promises.rules import State

TODAY = date(2026, 6, 1)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
states = st.sampled_from(State)


@given(st.lists(states, max_size=12))
def test_every_settled_promise_leads_back_to_open_only(asked):
    now = State.OPEN
    for to in asked:
        if rules.why_not_move(now, to) is None:
            assert (now == State.OPEN) != (to == State.OPEN)
            now = to
        else:
            assert (now == State.OPEN) == (to == State.OPEN)


@given(states, days, days)
def test_only_an_open_promise_is_late_and_what_is_late_is_soon(state, due, today):
    late = rules.is_late(state, due, today=today)
    assert late == (state == State.OPEN and due < today)
    assert not late or rules.is_soon(state, due, today=today)


@given(days)
def test_a_day_can_be_promised_from_today_for_three_years(due):
    refused = rules.why_not_due(due, today=TODAY)
    assert (refused is None) == (TODAY <= due <= TODAY + rules.FURTHEST)


def test_a_promise_is_soon_within_a_week():
    assert rules.is_soon("open", TODAY + timedelta(days=7), today=TODAY)
    assert not rules.is_soon("open", TODAY + timedelta(days=8), today=TODAY)


def test_days_moved_are_counted_from_the_first_day():
    assert rules.days_moved(date(2026, 6, 1), date(2026, 6, 15)) == 14
    assert rules.days_moved(date(2026, 6, 15), date(2026, 6, 1)) == -14


@given(states)
def test_only_an_open_promise_can_be_changed(state):
    assert (rules.why_not_edit(state) is None) == (state == State.OPEN)
