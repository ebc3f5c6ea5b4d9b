"""When gaps open, close and come back, whose they are and which comes first."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.gaps import rules
from accord.apps.gaps.rules import GapState, Move, Owners, Streak, Unit

NONE, ONCE, TWICE = Streak(), Streak(opens=1), Streak(opens=2)
BACK_ONCE, BACK = Streak(closes=1), Streak(closes=2)


class TestMove:
    @pytest.mark.parametrize(
        ("state", "streak", "expected"),
        [
            (None, NONE, Move.KEEP),
            (None, ONCE, Move.KEEP),
            (None, TWICE, Move.OPEN),
            (None, BACK, Move.KEEP),
            (GapState.OPEN, TWICE, Move.KEEP),
            (GapState.OPEN, NONE, Move.KEEP),
            (GapState.OPEN, BACK_ONCE, Move.KEEP),
            (GapState.OPEN, BACK, Move.CLOSE),
            (GapState.ACCEPTED, NONE, Move.KEEP),
            (GapState.ACCEPTED, BACK, Move.CLOSE),
            (GapState.DISPUTED, TWICE, Move.KEEP),
            (GapState.DISPUTED, BACK, Move.CLOSE),
            (GapState.CLOSED, BACK, Move.KEEP),
            (GapState.CLOSED, ONCE, Move.KEEP),
            (GapState.CLOSED, TWICE, Move.REOPEN),
            (GapState.DIFFER, TWICE, Move.KEEP),
            (GapState.DIFFER, NONE, Move.KEEP),
            (GapState.DIFFER, BACK, Move.RECOVER),
        ],
    )
    def test_follows_the_table(self, state, streak, expected):
        assert rules.move(state, streak) == expected

    def test_comes_back_when_an_acceptance_runs_out(self):
        assert rules.move(GapState.ACCEPTED, TWICE, expired=True) == Move.EXPIRE

    def test_closes_rather_than_coming_back_when_the_measure_has_moved(self):
        assert rules.move(GapState.ACCEPTED, BACK, expired=True) == Move.CLOSE

    def test_an_agreement_to_differ_holds_until_the_measure_was_back_and_fell_again(self):
        assert rules.move(GapState.DIFFER, TWICE, recovered=True) == Move.REOPEN
        assert rules.move(GapState.DIFFER, BACK, recovered=True) == Move.KEEP

    @given(st.sampled_from([None, *GapState]), st.booleans(), st.booleans())
    def test_what_is_unknown_neither_opens_nor_closes(self, state, recovered, expired):
        assert rules.move(state, NONE, recovered=recovered, expired=expired) in {Move.KEEP, Move.EXPIRE}

    @given(
        st.sampled_from([None, *GapState]), st.integers(0, 9), st.integers(0, 9), st.booleans(), st.booleans(),
    )  # fmt: skip
    def test_one_reading_alone_changes_nothing_but_a_day_that_came(self, state, opens, closes, recovered, expired):
        streak = Streak(min(opens, 1), min(closes, 1))
        assert rules.move(state, streak, recovered=recovered, expired=expired) in {Move.KEEP, Move.EXPIRE}

    @given(st.lists(st.sampled_from(["out", "back", "between", "unknown"]), max_size=40))
    def test_never_flaps(self, answers):
        """Whatever is measured, an opening and the next closing are at least two readings apart."""
        state, moves, seen = None, [], []
        for place, answer in enumerate(answers):
            seen.insert(0, (answer == "out", answer == "back", 1))
            move = rules.move(state, rules.streak_of(seen))
            if move in {Move.OPEN, Move.REOPEN}:
                state = GapState.OPEN
                moves.append(place)
            elif move == Move.CLOSE:
                state = GapState.CLOSED
                moves.append(place)
        assert all(later - earlier >= rules.IN_A_ROW for earlier, later in pairwise(moves))


class TestStreakOf:
    @pytest.mark.parametrize(
        ("readings", "expected"),
        [
            ([], Streak()),
            ([(True, False, 1)], Streak(1, 0)),
            ([(True, False, 2)], Streak(2, 0)),
            ([(True, False, 1), (True, False, 1)], Streak(2, 0)),
            ([(True, False, 1), (False, False, 5), (True, False, 1)], Streak(1, 0)),
            ([(False, False, 3), (True, False, 9)], Streak()),
            ([(False, True, 1), (False, True, 4)], Streak(0, 5)),
        ],
    )
    def test_counts_from_the_latest_back(self, readings, expected):
        assert rules.streak_of(readings) == expected

    @given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 5))))
    def test_never_counts_more_than_was_measured(self, readings):
        streak = rules.streak_of(readings)
        assert max(streak.opens, streak.closes) <= sum(times for _o, _c, times in readings)


class TestMayBe:
    @pytest.mark.parametrize(
        ("action", "states"),
        [
            ("agenda", {"open", "accepted", "disputed"}),
            ("promise", {"open", "accepted", "disputed"}),
            ("accept", {"open"}),
            ("dispute", {"open", "accepted"}),
            ("differ", {"open", "accepted", "disputed"}),
            ("reopen", {"accepted", "disputed", "differ"}),
        ],
    )
    def test_follows_the_table(self, action, states):
        assert {state.value for state in GapState if rules.may_be(action, state)} == states


@pytest.mark.parametrize(
    ("until", "expected"),
    [(None, False), (date(2026, 6, 1), False), (date(2026, 5, 31), True), (date(2026, 6, 2), False)],
)
def test_an_acceptance_lasts_to_the_end_of_its_day(until, expected):
    assert rules.is_expired(until, date(2026, 6, 1)) is expected


BOARD, IT, LAB, SALES, SHOPS = 1, 2, 3, 4, 5
UNITS = {
    BOARD: Unit(BOARD, None, "executive", 10),
    IT: Unit(IT, BOARD, "it", 20),
    LAB: Unit(LAB, IT, "it", 30),
    SALES: Unit(SALES, BOARD, "business", 40),
    SHOPS: Unit(SHOPS, SALES, "business", None),
}


class TestOwners:
    @pytest.mark.parametrize(
        ("about", "expected"),
        [
            ({}, Owners(10, 99)),
            ({"department": SALES}, Owners(40, 99)),
            ({"department": SHOPS}, Owners(40, 99)),
            ({"department": LAB}, Owners(10, 30)),
            ({"department": IT}, Owners(10, 20)),
            ({"department": 777}, Owners(10, 99)),
            ({"department": SALES, "sponsor": 41, "lead": 31}, Owners(41, 31)),
            ({"department": SALES, "sponsor": 41}, Owners(41, 99)),
            ({"department": LAB, "lead": 31}, Owners(10, 31)),
        ],
    )
    def test_are_sponsor_and_lead_else_the_nearest_heads(self, about, expected):
        assert rules.owners(UNITS, cio=99, **about) == expected

    def test_without_a_cio_the_topmost_head_of_it_answers(self):
        assert rules.owners(UNITS, department=SALES) == Owners(40, 20)

    def test_nobody_answers_where_nobody_is_named(self):
        assert rules.owners({SALES: Unit(SALES, None, "business", None)}, department=SALES) == Owners(None, None)

    def test_among_equals_nobody_owns_what_belongs_to_the_others(self):
        equals = {1: Unit(1, None, "business", 7), 2: Unit(2, None, "business", None)}
        assert rules.owners(equals, department=2) == Owners(None, None)
        assert rules.owners(equals) == Owners(None, None)

    def test_one_executive_department_beside_others_stands_for_the_whole(self):
        several = {**UNITS, 6: Unit(6, None, "business", 60)}
        assert rules.owners(several, cio=99) == Owners(10, 99)

    def test_a_circle_of_departments_ends(self):
        circle = {1: Unit(1, 2, "business", None), 2: Unit(2, 1, "business", 7)}
        assert rules.owners(circle, department=1).business == 7


class TestWeight:
    def test_is_one_where_nothing_is_at_stake(self):
        assert rules.weight(money_share=None, age_days=0, margin=0) == 1

    def test_multiplies_money_age_and_confidence(self):
        assert rules.weight(money_share=0.5, age_days=365, margin=0.2) == pytest.approx(1.5 * 2 * 1.2, rel=0.01)

    @given(st.floats(-1, 5), st.integers(-10, 10_000), st.floats(-3, 9))
    def test_none_of_the_three_decides_alone(self, money, age, margin):
        assert 1 <= rules.weight(money_share=money, age_days=age, margin=margin) <= 8

    @given(st.integers(0, 364), st.floats(0, 1))
    def test_an_older_gap_comes_first(self, age, money):
        younger = rules.weight(money_share=money, age_days=age, margin=0)
        assert rules.weight(money_share=money, age_days=age + 1, margin=0) >= younger


@pytest.mark.parametrize(
    ("better", "threshold", "low", "high", "expected"),
    [("up", 0.8, 0.1, 0.4, 0.5), ("down", 40, 60, 90, 0.5), ("up", 0.8, 0.1, None, 0), ("down", 40, None, 90, 0)],
)
def test_margin_is_how_far_the_near_end_lies_beyond(better, threshold, low, high, expected):
    assert rules.margin(better=better, threshold=threshold, low=low, high=high) == pytest.approx(expected)
