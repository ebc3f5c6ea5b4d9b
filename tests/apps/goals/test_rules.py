"""Who owns for which side, no circles, how far a measure has come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.goals.rules import (
    OWNING_SIDES,
    OwningSide,
    asks_again,
    is_quiet,
    is_review_due,
    makes_circle,
    owner_problem,
    progress,
)

FORESTS = st.integers(1, 30).flatmap(
    lambda n: st.tuples(*(st.one_of(st.none(), st.integers(1, k - 1)) if k > 1 else st.none() for k in range(1, n + 1)))
).map(lambda parents: dict(enumerate(parents, start=1)))  # fmt: skip
NUMBERS = st.floats(-1e6, 1e6)


class TestOwnerProblem:
    @pytest.mark.parametrize(
        ("side", "department_side", "is_fine"),
        [
            ("business", "business", True),
            ("business", "executive", True),
            ("business", "finance", True),
            ("business", "hr", True),
            ("business", "it", False),
            ("it", "it", True),
            ("it", "business", False),
            ("it", "executive", False),
            ("business", None, False),
            ("it", None, False),
        ],
    )
    def test_lets_only_it_own_for_it(self, side, department_side, is_fine):
        assert (owner_problem(OwningSide(side), department_side) == "") == is_fine


class TestAsksAgain:
    @pytest.mark.parametrize(
        ("changed", "sides"),
        [
            ({"title"}, ["business", "it"]),
            ({"why", "horizon"}, ["business", "it"]),
            ({"it_owner"}, ["it"]),
            ({"business_owner"}, ["business"]),
            ({"horizon", "parent", "department", "review_date"}, []),
            (set(), []),
        ],
    )
    def test_asks_whom_the_change_concerns(self, changed, sides):
        assert [side for side in OWNING_SIDES if asks_again(side, changed)] == sides


class TestMakesCircle:
    @given(FORESTS, st.data())
    def test_is_exactly_standing_below_itself(self, parents, data):
        goal, parent = (data.draw(st.sampled_from(sorted(parents))) for _ in range(2))
        ancestors, step = set(), parent
        while step is not None:
            ancestors.add(step)
            step = parents[step]
        assert makes_circle(goal, parent, parents) == (goal in ancestors)

    @given(FORESTS)
    def test_lets_every_goal_stand_at_the_top(self, parents):
        assert not any(makes_circle(goal, None, parents) for goal in parents)

    def test_ends_on_a_circle_that_is_there_already(self):
        assert makes_circle(9, 1, {1: 2, 2: 1})


class TestProgress:
    @given(NUMBERS, NUMBERS)
    def test_is_nothing_at_the_baseline_and_all_at_the_target(self, baseline, target):
        if baseline == target:
            assert progress(baseline, target, baseline) is None
        else:
            assert progress(baseline, target, baseline) == 0
            assert progress(baseline, target, target) == 1

    def test_counts_falling_measures_and_the_wrong_way(self):
        assert progress(20, 5, 14) == pytest.approx(0.4)
        assert progress(20, 5, 26) == pytest.approx(-0.4)

    @pytest.mark.parametrize("known", [(None, 5, 3), (20, None, 3), (20, 5, None)])
    def test_is_not_known_when_a_part_is_missing(self, known):
        assert progress(*known) is None


class TestIsReviewDue:
    def test_starts_two_weeks_before(self):
        today = date(2026, 6, 1)
        due = [is_review_due(today + timedelta(days=days), today) for days in (-30, 0, 14, 15)]
        assert due == [True, True, True, False]
        assert not is_review_due(None, today)


class TestIsQuiet:
    def test_counts_from_the_last_sign_of_life(self):
        today = date(2026, 6, 1)
        ago = [today - timedelta(days=days) for days in (500, 121, 120)]
        assert is_quiet([ago[0], None, ago[1]], today)
        assert not is_quiet([ago[0], ago[2]], today)
        assert not is_quiet([None], today)
