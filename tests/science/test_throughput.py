import itertools
import math
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from accord.science.fitting import fit_curve
from accord.science.throughput import (
    FEWEST_PERIODS,
    MOST_PERIODS,
    autocorrelation,
    block_length,
    exact_finish_chances,
    forecast_finish,
    whole_periods,
)

DIE = [1, 2, 3, 4, 5, 6]
WEEKS = [3, 0, 5, 2, 4, 0, 6, 1, 3, 2, 5, 4]
TURNS = [1, 1, 2, 1, 6, 6, 5, 6, 2, 1, 1, 1, 5, 6, 6, 6, 1, 1, 2, 1]  # good weeks follow good weeks

pasts = st.lists(st.integers(0, 9), min_size=2, max_size=MOST_PERIODS)
blocks = st.integers(1, 2)


def near(chance, draws=10_000):
    """Four Monte Carlo standard errors around an exact chance."""
    return pytest.approx(chance, abs=4 * math.sqrt(max(chance * (1 - chance), 0) / draws) + 1e-12)


def brute(past, remaining, periods, block):
    """The chance to be done within each number of periods, by going through every future there is."""
    runs = [past[start : start + block] for start in range(len(past) - block + 1)]
    done = np.zeros(periods + 1)
    futures = list(itertools.product(runs, repeat=math.ceil(periods / block)))
    for future in futures:
        total = np.cumsum([0, *itertools.chain(*future)])[: periods + 1]
        done += total >= remaining
    return done / len(futures)


class TestExactFinishChances:
    def test_reproduces_the_die(self):
        chances = exact_finish_chances(DIE, 12, periods=6)

        assert chances[:2].tolist() == [0, 0]
        assert chances[2:] == pytest.approx([0.027778, 0.375, 0.760802, 0.941229, 0.990098], abs=5e-7)

    @given(st.lists(st.integers(0, 4), min_size=3, max_size=4), st.integers(0, 9), st.integers(1, 3))
    def test_is_the_share_of_all_futures(self, past, remaining, block):
        assert exact_finish_chances(past, remaining, periods=4, block=block) == pytest.approx(
            brute(past, remaining, 4, block)
        )

    @pytest.mark.parametrize(
        ("past", "remaining", "said"),
        [
            ([0.5], 1, "whole"),
            ([1], math.inf, "known rest"),
            ([1], -1, "known rest"),
            ([-1], 1, "below 0"),
            ([], 1, "em"),
        ],
    )
    def test_refuses_what_it_cannot_count(self, past, remaining, said):
        with pytest.raises(ValueError, match=said):
            exact_finish_chances(past, remaining, periods=3)


class TestForecastFinish:
    def test_reproduces_the_die(self):
        finish = forecast_finish(DIE, 12, digest="die", block=1)

        for periods, chance in zip(range(2, 7), (1 / 36, 0.375, 0.760802, 0.941229, 0.990098), strict=True):
            assert finish.on_time(periods) == near(chance)
        assert (finish.quantile(0.5), finish.quantile(0.85)) == (4, 5)

    @settings(max_examples=20)
    @given(pasts, st.integers(0, 40), blocks, st.text(min_size=1))
    def test_agrees_with_the_exact_chances(self, past, remaining, block, digest):
        finish = forecast_finish(past, remaining, digest=digest, block=block, horizon=12)

        for periods, chance in enumerate(exact_finish_chances(past, remaining, periods=12, block=block)):
            # five, not four: hundreds of numbers are compared in one run
            allowed = 5 * math.sqrt(max(chance * (1 - chance), 0) / 10_000) + 5e-4
            assert finish.on_time(periods) == pytest.approx(chance, abs=allowed)

    @given(pasts, pasts, st.integers(0, 60), blocks)
    def test_is_never_later_with_more_done(self, past, more, remaining, block):
        better = [week + extra for week, extra in itertools.zip_longest(past, more[: len(past)], fillvalue=0)]

        before = forecast_finish(past, remaining, digest="x", block=block, draws=100, horizon=40)
        after = forecast_finish(better, remaining, digest="x", block=block, draws=100, horizon=40)

        assert (after.draws <= before.draws).all()

    @given(pasts, st.integers(0, 60), st.integers(0, 60))
    def test_is_never_earlier_with_more_to_do(self, past, remaining, more):
        before = forecast_finish(past, remaining, digest="x", draws=100, horizon=40)
        after = forecast_finish(past, remaining + more, digest="x", draws=100, horizon=40)

        assert (after.draws >= before.draws).all()

    def test_is_never_earlier_where_work_splits(self):
        before = forecast_finish(WEEKS, 30, digest="x")
        after = forecast_finish(WEEKS, 30, growth=fit_curve(1.0, 1.2, 1.6, lower=1.0), digest="x")

        assert (after.draws >= before.draws).all()
        assert after.quantile(0.85) > before.quantile(0.85)

    def test_draws_what_remains_from_its_range(self):
        scope = fit_curve(20, 30, 50, lower=0)

        finish = forecast_finish(WEEKS, scope, digest="x")

        for share, amount in ((0.1, 20), (0.5, 30), (0.9, 50)):
            assert (finish.goals <= amount).mean() == near(share)

    def test_mixes_the_exact_chances_of_two_possible_rests(self):
        class TwoRests:
            def quantile(self, probability):
                return np.where(np.asarray(probability) < 0.3, 12, 20)

        finish = forecast_finish(DIE, TwoRests(), digest="x", block=1)

        few, many = (exact_finish_chances(DIE, rest, periods=6)[6] for rest in (12, 20))
        assert finish.on_time(6) == near(0.3 * few + 0.7 * many)

    def test_is_wider_where_good_weeks_follow_good_weeks(self):
        tied, single = (forecast_finish(TURNS, 60, digest="x", block=block) for block in (None, 1))

        assert (tied.block, single.block) == (3, 1)
        assert tied.draws.std() > single.draws.std()

    def test_counts_the_weeks_in_which_nothing_was_finished(self):
        busy = [week for week in WEEKS if week]

        assert forecast_finish(WEEKS, 40, digest="x").quantile(0.5) > forecast_finish(busy, 40, digest="x").quantile(
            0.5
        )
        assert forecast_finish(WEEKS, 40, digest="x").zero_share == pytest.approx(2 / 12)

    def test_looks_back_twenty_periods(self):
        finish = forecast_finish([100] * 30 + [1, 2] * 10, 10, digest="x")

        assert finish.history.tolist() == [1, 2] * 10

    def test_is_done_when_nothing_remains(self):
        assert forecast_finish(WEEKS, 0, digest="x").quantile(0.95) == 0
        assert forecast_finish([0, 0], 0, digest="x").quantile(0.95) == 0

    def test_has_no_date_where_nothing_was_ever_finished(self):
        finish = forecast_finish([0] * 10, 5, digest="x")

        assert finish.quantile(0.5) is None
        assert finish.finish_date(0.5, date(2026, 1, 5)) is None
        assert finish.on_time(500) == 0
        assert not finish.enough

    def test_has_no_date_beyond_its_horizon(self):
        finish = forecast_finish([1] * 10, 5, digest="x", horizon=4)

        assert finish.quantile(0.5) is None
        assert finish.on_time(4) == 0

    def test_takes_fractions_that_add_up(self):
        assert forecast_finish([0.1] * 10, 1, digest="x").quantile(0.95) == 10

    def test_is_the_same_every_night_and_another_for_another_subject(self):
        once, again, other = (forecast_finish(WEEKS, 40, digest=digest) for digest in ("a", "a", "b"))

        assert once.draws.tolist() == again.draws.tolist()
        assert once.draws.tolist() != other.draws.tolist()

    def test_names_the_day(self):
        finish = forecast_finish([2] * 10, 8, digest="x")

        assert finish.finish_date(0.85, date(2026, 3, 2)) == date(2026, 3, 30)
        assert finish.finish_date(0.85, date(2026, 3, 2), days=14) == date(2026, 4, 27)

    @pytest.mark.parametrize(
        ("past", "enough"),
        [
            ([1] * FEWEST_PERIODS, True),
            ([1] * (FEWEST_PERIODS - 1), False),
            ([0, 1] * 5, True),
            ([0, 0, 1] * 4, False),
        ],
    )
    def test_knows_when_the_past_is_too_short_or_too_empty(self, past, enough):
        assert forecast_finish(past, 5, digest="x").enough is enough

    @pytest.mark.parametrize(
        ("past", "asked", "said"),
        [
            ([], {}, "empty"),
            ([1, -1], {}, "below 0"),
            ([1, math.nan], {}, "NaN"),
            ([1, 2], {"remaining": -1}, "from 0 upwards"),
            ([1, 2], {"remaining": math.nan}, "from 0 upwards"),
            ([1, 2], {"remaining": fit_curve(0, 5, 9)}, "bound"),
            ([1, 2], {"growth": math.inf}, "from 0 upwards"),
            ([1, 2], {"block": 3}, "block of 3"),
            ([1, 2], {"block": 0}, "block of 0"),
            ([1, 2], {"digest": ""}, "digest"),
        ],
    )
    def test_refuses_what_is_no_past_and_no_rest(self, past, asked, said):
        with pytest.raises(ValueError, match=said):
            forecast_finish(past, **{"remaining": 5, "digest": "x", **asked})


class TestOnTimeInterval:
    @settings(max_examples=30)
    @given(pasts, st.integers(0, 60), blocks, st.integers(0, 15))
    def test_contains_the_chance_and_stays_within_0_and_1(self, past, remaining, block, periods):
        finish = forecast_finish(past, remaining, digest="x", block=block, draws=300, horizon=40)

        chance = finish.on_time_interval(periods)

        assert 0 <= chance.low <= chance.value == finish.on_time(periods) <= chance.high <= 1
        assert chance.n == len(past)

    def test_narrows_with_a_longer_past(self):
        short, long = (forecast_finish([1, 3, 2, 6] * times, 30, digest="x", block=1) for times in (2, 5))

        few, many = short.on_time_interval(10), long.on_time_interval(10)

        assert many.high - many.low < few.high - few.low

    def test_leaves_nothing_open_where_all_weeks_are_alike(self):
        finish = forecast_finish([2] * 10, 10, digest="x")

        assert [(c.low, c.high) for c in map(finish.on_time_interval, (4, 5))] == [(0, 0), (1, 1)]

    @pytest.mark.prove
    @pytest.mark.parametrize(("pace", "past", "rest", "periods"), [(3, 12, 30, 10), (1, 10, 12, 13), (5, 20, 100, 22)])
    def test_holds_the_true_chance_about_as_often_as_it_says(self, pace, past, rest, periods):
        chance, truth = np.random.default_rng(5), stats.poisson.sf(rest - 1, pace * periods)
        held = 0
        for trial in range(400):
            finish = forecast_finish(chance.poisson(pace, past), rest, digest=f"{trial}", draws=2_000, block=1)
            interval = finish.on_time_interval(periods)
            held += interval.low <= truth <= interval.high

        assert held / 400 > 0.85


class TestAutocorrelation:
    def test_is_that_of_the_textbook(self):
        # deviations −2 −1 0 1 2: (2 + 0 + 0 + 2) / 10
        assert autocorrelation([1, 2, 3, 4, 5]) == pytest.approx(0.4)
        assert autocorrelation([1, -1] * 4) == pytest.approx(-7 / 8)

    def test_is_nothing_where_all_weeks_are_alike(self):
        assert autocorrelation([3, 3, 3]) == 0

    @given(pasts)
    def test_stays_between_both_ends(self, past):
        assert -1 <= autocorrelation(past) <= 1


class TestBlockLength:
    @pytest.mark.parametrize(
        ("past", "length"), [([1, -1] * 4, 1), ([1, 2, 3, 4, 5], 2), (TURNS, 3), ([1, 2, 3], 1), (range(20), 3)]
    )
    def test_ties_neighbours_that_are_alike(self, past, length):
        assert block_length(list(past)) == length

    @given(pasts)
    def test_never_needs_more_than_half_the_past(self, past):
        assume(len(past) > 1)

        assert 1 <= block_length(past) <= min(3, len(past) // 2)


class TestWholePeriods:
    def test_counts_only_periods_that_end_by_the_due_date(self):
        start = date(2026, 3, 2)

        counted = [whole_periods(start, due) for due in (date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 16))]
        assert counted == [0, 1, 2]
        assert whole_periods(start, date(2026, 2, 1)) == 0
        assert whole_periods(start, date(2026, 3, 30), days=14) == 2


class TestCountedChances:
    def test_follows_the_uniform_weight_of_one_good_week_in_two(self):
        # of two past weeks one was good: its weight is uniform, and one more week is good with just that weight
        chance = forecast_finish([0, 1], 1, digest="x", block=1).on_time_interval(1)

        assert (chance.low, chance.high) == pytest.approx((0.025, 0.975), abs=0.04)
