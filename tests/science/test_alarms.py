import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accord.science import clopper_pearson, expected_false_gaps, false_opening_chance, opening_level
from accord.science.alarms import opening_count


class TestOpeningLevel:
    def test_spends_the_budget_over_all_pairs_and_looks(self):
        opening = opening_level(65, looks=12, budget=0.5)

        assert opening.chance == pytest.approx(0.5 / (65 * 12))
        assert opening.level == pytest.approx(1 - 2 * opening.chance)
        assert opening.z == pytest.approx(stats.norm.isf(opening.chance))
        assert opening.expected == pytest.approx(0.5)

    def test_is_never_laxer_than_the_interval_people_see(self):
        assert opening_level(1, looks=1, budget=5).level == pytest.approx(0.95)
        assert opening_level(0).expected == 0

    @given(st.integers(1, 10_000), st.integers(1, 365))
    def test_grows_stricter_with_more_to_look_at(self, pairs, looks):
        assert opening_level(pairs + 1, looks=looks).level >= opening_level(pairs, looks=looks).level
        assert opening_level(pairs, looks=looks + 1).level >= opening_level(pairs, looks=looks).level
        assert opening_level(pairs, looks=looks).expected <= 0.5 + 1e-9

    @pytest.mark.parametrize("wrong", [{"pairs": -1}, {"pairs": 1, "looks": 0}, {"pairs": 1, "budget": 0}])
    def test_refuses_impossible_questions(self, wrong):
        with pytest.raises(ValueError, match="must be positive"):
            opening_level(**wrong)


class TestFalseOpeningChance:
    @given(st.integers(1, 80), st.sampled_from([0.5, 0.7, 0.9]), st.sampled_from([0.95, 0.999, 0.99999]))
    def test_counts_exactly_the_results_whose_interval_lies_below(self, n, threshold, level):
        below = [k for k in range(n + 1) if clopper_pearson(k, n, level=level).high < threshold]

        assert opening_count(n, threshold, level=level) == (below[-1] if below else -1)
        exact = stats.binom.cdf(below[-1], n, threshold) if below else 0
        assert false_opening_chance(n, threshold, level=level) == pytest.approx(exact, abs=1e-12)

    @given(st.integers(1, 200), st.floats(0.05, 0.95), st.sampled_from([0.95, 0.999, 0.99999]))
    def test_is_never_above_its_nominal_chance(self, n, threshold, level):
        assert false_opening_chance(n, threshold, level=level) <= (1 - level) / 2

    def test_falls_quickly_the_sounder_the_truth_is(self):
        at, above = (false_opening_chance(30, 0.7, level=0.99, share=share) for share in (0.7, 0.85))

        assert above < at / 20

    def test_adds_up_over_readings_and_looks(self):
        once = false_opening_chance(20, 0.7, level=0.99)

        assert expected_false_gaps([20, 20], 0.7, level=0.99, looks=6) == pytest.approx(12 * once)

    @pytest.mark.parametrize(("n", "threshold", "share"), [(0, 0.5, None), (5, 1.0, None), (5, 0.5, 1.2)])
    def test_refuses_impossible_questions(self, n, threshold, share):
        with pytest.raises(ValueError, match="n must be"):
            false_opening_chance(n, threshold, level=0.95, share=share)


@pytest.mark.prove
@pytest.mark.parametrize("share", [0.7, 0.75])
def test_sound_organisations_watched_for_a_year_of_nights_stay_under_the_bound(share):
    """Rows arrive and turn over through 365 nights; a gap needs two readings in a row. Opened a year ≤ the bound."""
    rng = np.random.default_rng(20_261_121)
    pairs, threshold, organisations, turnover = 65, 0.7, 300, 1.0
    opening = opening_level(pairs)
    limit = np.array([-1, *(opening_count(n, threshold, level=opening.level) for n in range(1, 121))])
    size = rng.integers(10, 61, (organisations, pairs))
    passed = rng.binomial(size, share)
    opened, was_open, was_below = np.zeros((organisations, pairs)), np.zeros_like(size, bool), passed <= limit[size]
    for _night in range(365):
        grows = rng.random(size.shape) < size / 365  # as many new rows in a year as there were
        size = np.where(grows & (size < 120), size + 1, size)
        passed = passed + (grows & (size < 120) & (rng.random(size.shape) < share))
        renewed = rng.binomial(size, turnover / 365)  # and every row decided anew about once a year
        leaving = rng.hypergeometric(passed, size - passed, renewed)
        passed = passed - leaving + rng.binomial(renewed, share)
        below = passed <= limit[size]
        opens = below & was_below
        opened += opens & ~was_open
        was_open = np.where(was_open, passed / size < 0.8, opens)  # closes once the value is past the closing threshold
        was_below = below
    a_year = opened.sum(axis=1)
    assert a_year.mean() + 3 * a_year.std() / np.sqrt(organisations) <= opening.expected
    if share == threshold:
        assert a_year.sum() > 0  # the watch can fire at all
