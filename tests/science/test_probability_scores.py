import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import isotonic_regression

from accord.science.intervals import wilson
from accord.science.probability_scores import brier_score, isotonic, log_score, pit_histogram, reliability_diagram

# Brier, Monthly Weather Review 78 (1950): chances of rain and whether it rained
RAIN = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
RAINED = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]

chances = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]))
cases = st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=60)
bad = pytest.mark.parametrize(
    ("stated", "happened", "said"),
    [
        ([], [], "empty"),
        ([1.2], [1], "from 0 to 1"),
        ([-0.1], [1], "from 0 to 1"),
        ([math.nan], [1], "NaN"),
        ([0.5], [2], "1 or 0"),
        ([0.5], [math.nan], "1 or 0"),
        ([0.5, 0.5], [1], "2 chances but 1"),
    ],
)


def split(rows):
    return [chance for chance, _ in rows], [happened for _, happened in rows]


class TestBrierScore:
    def test_reproduces_the_rain(self):
        score = brier_score(RAIN, RAINED)

        assert (score.value, score.two_class) == pytest.approx((0.095, 0.19))
        assert (score.reliability, score.resolution, score.uncertainty) == pytest.approx((0.095, 0.21, 0.21))

    def test_tells_what_was_stated_from_what_happened(self):
        score = brier_score(RAIN, RAINED)

        assert score.stated == pytest.approx(0.31)
        assert score.happened == wilson(3, 10)
        assert score.skill == pytest.approx(1 - 0.095 / 0.21)

    @given(cases)
    def test_is_exactly_the_sum_of_murphys_parts(self, rows):
        score = brier_score(*split(rows))

        assert score.value == pytest.approx(score.reliability - score.resolution + score.uncertainty, abs=1e-12)
        assert min(score.reliability, score.resolution, score.uncertainty) >= 0
        assert 0 <= score.value <= 1

    @given(cases)
    def test_is_the_mean_of_squares_with_its_standard_error(self, rows):
        squares = [(chance - happened) ** 2 for chance, happened in rows]

        score = brier_score(*split(rows))

        assert score.value == pytest.approx(np.mean(squares), abs=1e-12)
        expected = stats.sem(squares) if len(rows) > 1 else None
        assert score.deviation == (pytest.approx(expected, abs=1e-12) if expected is not None else None)

    @given(st.lists(st.booleans(), min_size=1, max_size=40))
    def test_is_nothing_but_uncertainty_for_who_always_states_the_overall_share(self, happened):
        share = np.mean(happened)

        score = brier_score([share] * len(happened), happened)

        assert score.value == pytest.approx(share * (1 - share), abs=1e-12)
        assert score.skill == (pytest.approx(0) if 0 < share < 1 else None)

    @given(cases)
    def test_does_not_mind_which_of_both_ends_is_called_happening(self, rows):
        stated, happened = split(rows)

        turned = brier_score([1 - chance for chance in stated], [not end for end in happened])

        assert turned.value == pytest.approx(brier_score(stated, happened).value, abs=1e-12)

    @bad
    def test_refuses_what_is_no_chance_or_no_outcome(self, stated, happened, said):
        with pytest.raises(ValueError, match=said):
            brier_score(stated, happened)


class TestLogScore:
    def test_is_the_logarithm_of_the_chance_of_what_happened(self):
        assert log_score([0.5], [1]) == pytest.approx(math.log(2))
        assert log_score([0.8, 0.9], [1, 0]) == pytest.approx(-(math.log(0.8) + math.log(0.1)) / 2)

    def test_charges_the_certain_and_wrong_with_an_end(self):
        assert log_score([1.0], [0]) == pytest.approx(-math.log(0.001))
        assert log_score([0.0], [1]) == pytest.approx(-math.log(0.001))
        assert log_score([1.0], [0], clip=0.01) == pytest.approx(-math.log(0.01))

    @given(st.integers(1, 99), st.floats(0.01, 0.99))
    def test_is_best_for_who_states_the_truth(self, truth, other):
        happened = [1] * truth + [0] * (100 - truth)

        honest = log_score([truth / 100] * 100, happened)

        assert honest <= log_score([other] * 100, happened) + 1e-12

    @bad
    def test_refuses_what_is_no_chance_or_no_outcome(self, stated, happened, said):
        with pytest.raises(ValueError, match=said):
            log_score(stated, happened)

    @pytest.mark.parametrize("clip", [0, 0.5, -1])
    def test_refuses_a_clip_that_is_none(self, clip):
        with pytest.raises(ValueError, match="clip"):
            log_score([0.5], [1], clip=clip)


class TestIsotonic:
    @given(st.lists(st.tuples(st.floats(-10, 10), st.integers(1, 9)), min_size=1, max_size=60))
    def test_agrees_with_scipy(self, rows):
        values, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))

        assert isotonic(values, weights) == pytest.approx(isotonic_regression(values, weights=weights).x, abs=1e-9)

    @given(st.lists(st.lists(st.integers(0, 5), min_size=7, max_size=7), min_size=1, max_size=8))
    def test_fits_every_row_on_its_own(self, rows):
        table, weights = np.array(rows, dtype=float), np.arange(1.0, 8.0)

        together = isotonic(table, np.broadcast_to(weights, table.shape))

        assert together.tolist() == [isotonic(row, weights).tolist() for row in table]

    @given(st.lists(st.floats(-10, 10), min_size=1, max_size=60))
    def test_leaves_what_rises_alone(self, values):
        rising = np.sort(values)

        assert isotonic(rising, np.ones(len(rising))) == pytest.approx(rising, abs=1e-12)


class TestReliabilityDiagram:
    def test_pools_the_one_misjudged_pair_of_the_rain(self):
        diagram = reliability_diagram(RAIN, RAINED, digest="rain")

        assert diagram.stated.tolist() == [0, 0.1, 0.2, 0.4, 0.7, 0.8, 0.9]
        assert diagram.n.tolist() == [4, 1, 1, 1, 1, 1, 1]
        assert diagram.happened.tolist() == [0, 0, 0, 1, 0, 1, 1]
        assert diagram.calibrated.tolist() == [0, 0, 0, 0.5, 0.5, 1, 1]
        # only the pooled pair still scores: two quarters among ten
        assert (diagram.miscalibration, diagram.discrimination) == pytest.approx((0.095 - 0.05, 0.21 - 0.05))

    @given(cases)
    def test_never_falls(self, rows):
        diagram = reliability_diagram(*split(rows), digest="x", resamples=20)

        for line in (diagram.stated, diagram.calibrated, diagram.low, diagram.high):
            assert (np.diff(line) >= -1e-12).all()
        assert (diagram.low <= diagram.high).all()

    @given(cases)
    def test_has_parts_that_add_up_and_are_never_negative(self, rows):
        diagram = reliability_diagram(*split(rows), digest="x", resamples=20)

        parts = diagram.miscalibration - diagram.discrimination + diagram.uncertainty
        assert parts == pytest.approx(diagram.score, abs=1e-12)
        assert diagram.score == pytest.approx(brier_score(*split(rows)).value, abs=1e-12)
        assert min(diagram.miscalibration, diagram.discrimination) >= -1e-12

    @given(cases)
    def test_keeps_the_overall_share(self, rows):
        stated, happened = split(rows)

        diagram = reliability_diagram(stated, happened, digest="x", resamples=20)

        assert diagram.n @ diagram.calibrated == pytest.approx(sum(happened), abs=1e-9)

    def test_bands_a_single_chance_by_the_binomial(self):
        diagram = reliability_diagram([0.8] * 40, [1] * 40, digest="x", resamples=20_000)

        low, high = stats.binom.interval(0.9, 40, 0.8)
        assert (diagram.low[0] * 40, diagram.high[0] * 40) == pytest.approx((low, high))
        assert diagram.too_low.tolist() == [True]
        assert diagram.too_high.tolist() == [False]

    def test_sees_overconfidence_where_it_is(self):
        stated = [0.5] * 40 + [0.9] * 40

        diagram = reliability_diagram(stated, [1, 0] * 20 + [1, 1, 0, 0] * 10, digest="x")

        assert diagram.too_high.tolist() == [False, True]

    def test_seldom_blames_the_calibrated(self):
        chance = np.random.default_rng(7)
        blamed = []
        for trial in range(60):
            stated = chance.choice([0.5, 0.6, 0.7, 0.8, 0.9], size=60)
            diagram = reliability_diagram(stated, chance.random(60) < stated, digest=f"{trial}", resamples=300)
            blamed.append((diagram.too_high | diagram.too_low).mean())

        assert np.mean(blamed) < 0.1 + 4 * np.std(blamed) / math.sqrt(60)

    def test_is_the_same_every_night(self):
        once, again = (reliability_diagram(RAIN, RAINED, digest="rain") for _ in range(2))

        assert (once.low.tolist(), once.high.tolist()) == (again.low.tolist(), again.high.tolist())

    @bad
    def test_refuses_what_is_no_chance_or_no_outcome(self, stated, happened, said):
        with pytest.raises(ValueError, match=said):
            reliability_diagram(stated, happened, digest="x")


class TestPitHistogram:
    def test_counts_five_equal_parts_and_ten_from_a_hundred(self):
        assert pit_histogram((np.arange(20) + 0.5) / 20).counts.tolist() == [4] * 5
        assert pit_histogram((np.arange(200) + 0.5) / 200).counts.tolist() == [20] * 10

    @given(st.lists(st.floats(0, 1), min_size=20, max_size=150))
    def test_loses_no_outcome(self, places):
        histogram = pit_histogram(places)

        assert histogram.counts.sum() == histogram.n == len(places)
        assert len(histogram.edges) == len(histogram.counts) + 1

    @given(st.integers(20, 400), st.floats(0.5, 0.99))
    def test_bounds_a_part_by_the_binomial(self, n, level):
        histogram = pit_histogram(np.linspace(0, 1, n), level=level)

        assert (histogram.low, histogram.high) == stats.binom.interval(level, n, 1 / len(histogram.counts))

    def test_sees_ranges_that_were_too_narrow(self):
        hollow = pit_histogram([0.01] * 15 + [0.5] * 10 + [0.99] * 15)

        assert hollow.counts[0] > hollow.high
        assert hollow.counts[1] < hollow.low

    @pytest.mark.parametrize(("places", "said"), [([0.5] * 19, "takes 20"), ([0.5] * 20 + [1.1], "from 0 to 1")])
    def test_refuses_too_few_outcomes_and_what_is_no_place(self, places, said):
        with pytest.raises(ValueError, match=said):
            pit_histogram(places)
