"""Distributions through three answers."""

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accord.science import fit_curve, fit_curves
from accord.science.metalog import STEEPEST, stretch, unstretch
from tests.science import oracle

amounts = st.floats(-1e6, 1e6)
steps = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
shares = st.floats(1e-12, 1 - 1e-12)


@st.composite
def triples(draw, lowest=-1e6):
    low = draw(st.floats(lowest, 1e6))
    likely = low + draw(steps)
    return low, likely, likely + draw(steps)


bounded = triples(lowest=0.0)


class TestFit:
    # By hand: ln 9 = 2.1972; r = (q50 − q10)/(q90 − q10) must lie within 0.16658–0.83342
    @pytest.mark.parametrize(
        ("triple", "lower", "method"),
        [
            ((4, 6, 9), 0, "log-metalog"),
            ((4, 6, 9), None, "metalog"),
            ((1, 2, 7), None, "metalog"),  # r = 1/6 = 0.16667
            ((1, 2, 7.01), None, "split normal"),  # r = 0.16639
            ((-7, -2, -1), None, "metalog"),
            ((1, 2, 64), 0, "log-metalog"),  # r = ln 2/ln 64 = 1/6
            ((1, 2, 64.2), 0, "split normal"),
            ((0, 5, 12), 0, "split normal"),  # the low value is the bound
            ((4, 4, 9), 0, "split normal"),
            ((4, 9, 9), None, "split normal"),
            ((4, 4, 4), 0, "point"),
            ((0, 0, 0), 0, "point"),
        ],
    )
    def test_takes_the_first_method_that_holds_and_names_it(self, triple, lower, method):
        assert fit_curve(*triple, lower=lower).method == method

    @given(triples(), st.floats(0.01, 0.4))
    def test_passes_through_the_three_values(self, triple, probability):
        curve = fit_curve(*triple, probability=probability)

        found = curve.quantile([probability, 0.5, 1 - probability])

        assert found == pytest.approx(triple, rel=1e-9, abs=1e-9)

    @given(bounded)
    def test_passes_through_them_above_a_bound_too(self, triple):
        curve = fit_curve(*triple, lower=0)

        assert curve.quantile([0.1, 0.5, 0.9]) == pytest.approx(triple, rel=1e-9, abs=1e-9)
        assert (curve.quantile([0, 1e-12, 1e-3]) >= 0).all()
        assert curve.cdf(-1e-9) == 0

    def test_uses_the_published_formula(self):
        # Keelin 2016: q10, q50, q90 = 8, 14, 26 with a₂ = 18/(2 ln 9), a₃ = (1 − 2/3)·18/(0.8 ln 9)
        curve = fit_curve(8, 14, 26)
        a2, a3 = 18 / (2 * math.log(9)), (1 / 3) * 18 / (0.8 * math.log(9))

        for y in (0.01, 0.3, 0.8, 0.999):
            expected = 14 + (a2 + a3 * (y - 0.5)) * math.log(y / (1 - y))
            assert curve.quantile(y) == pytest.approx(expected, rel=1e-12)

    def test_answers_a_single_forecast_with_single_numbers(self):
        curve = fit_curve(4, 6, 9, lower=0)

        assert isinstance(curve.quantile(0.5), float)
        assert curve.quantile(0.5) == curve.median == 6
        assert isinstance(curve.cdf(7), float)
        assert isinstance(curve.mean(), float)
        assert (curve.shape, curve.method) == ((), "log-metalog")

    def test_matches_rows_and_numbers_as_numpy_does(self):
        curves = fit_curves([4, 8, 0], [6, 14, 5], [9, 26, 12], lower=[0, math.nan, 0])

        assert curves.method.tolist() == ["log-metalog", "metalog", "split normal"]
        assert curves.cdf([6, 14, 5]).tolist() == [0.5, 0.5, 0.5]
        assert curves[:, None].quantile([0.1, 0.9]) == pytest.approx(np.array([[4, 9], [8, 26], [0, 12]]))
        assert curves[1].quantile(0.9) == pytest.approx(26)
        assert len(curves[curves.method == "metalog"]) == 1

    def test_gives_each_row_what_it_would_get_alone(self):
        rng = np.random.default_rng(1)
        low = rng.uniform(0, 9, 60).round()
        likely = low + rng.choice([0, 1, 2, 9], 60)
        high = likely + rng.choice([0, 1, 5, 80], 60)
        together = fit_curves(low, likely, high, lower=0)

        for k, triple in enumerate(zip(low, likely, high, strict=True)):
            alone = fit_curve(*triple, lower=0)
            assert alone.method == together.method[k]
            assert alone.mean() == pytest.approx(together.mean()[k], nan_ok=False)
            assert alone.cdf(6.5) == pytest.approx(together.cdf(6.5)[k], rel=1e-12, abs=1e-15)

    def test_cannot_be_written_to(self):
        with pytest.raises(ValueError, match="read-only"):
            fit_curves([1], [2], [3]).likely[0] = 9

    @pytest.mark.parametrize(
        ("values", "lower", "said"),
        [
            (([6, 1], [4, 2], [9, 3]), None, "1 forecasts are out of order"),
            (([4], [9], [6]), None, "out of order"),
            (([math.nan], [6], [9]), None, "NaN or infinity"),
            (([4], [6], [math.inf]), None, "NaN or infinity"),
            (([-1], [6], [9]), 0, "below the lower bound"),
            (([4], [6], [1e300]), 0, "beyond 1e100"),
            (([4], [6], [9]), -1e300, "beyond 1e100"),
        ],
    )
    def test_refuses_what_is_no_forecast(self, values, lower, said):
        with pytest.raises(ValueError, match=said):
            fit_curves(*values, lower=lower)

    @pytest.mark.parametrize("probability", [0, 0.5, 0.7, math.nan])
    def test_refuses_a_probability_outside_0_and_a_half(self, probability):
        with pytest.raises(ValueError, match=r"between 0 and 0\.5"):
            fit_curve(4, 6, 9, probability=probability)

    @pytest.mark.parametrize("probability", [-0.1, 1.1, math.nan])
    def test_refuses_to_answer_beyond_0_and_1(self, probability):
        with pytest.raises(ValueError, match="from 0 to 1"):
            fit_curve(4, 6, 9).quantile(probability)


class TestCurves:
    @given(bounded, st.booleans(), shares)
    def test_find_the_probability_of_their_quantile(self, triple, bound, share):
        curve = fit_curve(*triple, lower=0 if bound else None)
        value = curve.quantile(share)
        places, chances = curve.atoms()
        assume(curve.density(value) > 0 and not (chances[places == value] > 0).any())
        wobble = 4 * np.spacing(abs(value)) * curve.density(value)  # what rounding the value itself does

        assert curve.cdf(value) == pytest.approx(share, rel=1e-9, abs=wobble)

    @given(bounded, st.booleans(), shares, shares)
    def test_never_fall(self, triple, bound, one, two):
        curve = fit_curve(*triple, lower=0 if bound else None)
        low, high = curve.quantile(sorted([one, two]))

        assert low <= high + 4 * np.spacing(abs(low))
        assert curve.cdf(low) <= curve.cdf(max(low, high))

    @pytest.mark.parametrize(
        ("triple", "lower"),
        [
            ((4, 6, 9), 0),
            ((8, 14, 26), 0),
            ((8, 14, 26), None),
            ((0, 5, 12), 0),
            ((1, 1.2, 30), 0),
            ((1, 5, 5.1), None),
        ],
    )
    def test_agree_with_formulas_of_their_own(self, triple, lower):
        curve, expected = fit_curve(*triple, lower=lower), oracle.fit(*triple, lower)

        for x in (0.3, 1.1, 4.2, 6.0, 9.9, 25.0, 60.0):
            assert curve.cdf(x) == pytest.approx(expected.cdf(x), rel=1e-9, abs=1e-300)
            assert curve.density(x) == pytest.approx(expected.density(x), rel=1e-9, abs=1e-300)
        assert curve.mean() == pytest.approx(oracle.mean(expected), rel=1e-9)

    def test_reproduce_the_published_means(self):
        means = fit_curves([4, 8], [6, 14], [9, 26], lower=0).mean()

        assert means == pytest.approx([6.350, 16.147], abs=5e-4)

    def test_have_the_mean_of_the_formula_without_a_bound(self):
        # a₁ + a₃/2
        assert fit_curve(8, 14, 26).mean() == pytest.approx(14 + 0.5 * (1 / 3) * 18 / (0.8 * math.log(9)), rel=1e-12)

    def test_have_no_finite_mean_where_the_tail_is_too_heavy(self):
        # symmetric in logarithms: scale = ln(high/low)/(2 ln 9) reaches 1 at 81 times
        means = fit_curves([1, 1], [8.9, 9.1], [8.9**2, 9.1**2], lower=0).mean()

        assert np.isfinite(means).tolist() == [True, False]
        assert means[1] == math.inf

    def test_keep_all_digits_in_both_tails(self):
        curve = fit_curve(-1, 0, 1)  # logistic with scale 1/ln 9
        far = 60.0

        below, above, _ = curve.chances(np.array([-far, far]))

        assert below[0] == pytest.approx(math.exp(-far * math.log(9)), rel=1e-9)
        assert above[1] == pytest.approx(below[0], rel=1e-12)

    def test_put_what_lies_beyond_the_bound_on_it(self):
        curve = fit_curve(0, 5, 12, lower=0)
        places, chances = curve.atoms()

        assert curve.cdf(0) == pytest.approx(0.1)
        assert dict(zip(places.tolist(), chances.tolist(), strict=True))[0] == pytest.approx(0.1)
        assert curve.quantile(0.05) == 0
        assert curve.density(-1) == 0

    def test_put_half_on_a_value_that_is_low_and_likely(self):
        curve = fit_curve(4, 4, 9)

        assert (curve.quantile(0.3), curve.cdf(3.999), curve.cdf(4)) == (4, 0, 0.5)

    def test_are_a_step_at_a_point(self):
        curve = fit_curve(7, 7, 7, lower=0)

        assert curve.quantile([0, 0.2, 1]).tolist() == [7, 7, 7]
        assert (curve.cdf(6.999), curve.cdf(7), curve.mean()) == (0, 1, 7)

    @given(
        st.lists(st.sampled_from([0.0, 5e-324, 1e-300, 1e-9, 1.0, 1 + 1e-15, 1e9, 1e99]), min_size=3, max_size=3),
        st.booleans(),
        st.sampled_from([0.0, 1e-300, 1e-16, 0.1, 0.5, 0.9, 1 - 1e-16, 1.0]),
    )
    def test_never_answer_with_nan(self, values, bound, share):
        with np.errstate(all="raise", under="ignore"):
            curve = fit_curve(*sorted(values), lower=0 if bound else None)
            value = curve.quantile(share)
            known = [value, curve.mean()]
            known += [part for x in (0.0, 1e-300, 1.0, 1e99) for part in (curve.cdf(x), curve.density(x))]

        assert not np.isnan(known).any()

    @given(bounded, st.booleans(), st.floats(-1e6, 1e6))
    def test_move_with_their_values(self, triple, bound, shift):
        there = [value + shift for value in triple]
        assume(there[1] - there[0] == triple[1] - triple[0] and there[2] - there[1] == triple[2] - triple[1])
        curve, moved = fit_curve(*triple, lower=0 if bound else None), fit_curve(*there, lower=shift if bound else None)
        assume(curve.method == moved.method)

        for share in (0.01, 0.3, 0.99):
            assert moved.quantile(share) - shift == pytest.approx(curve.quantile(share), rel=1e-9, abs=1e-6)


def test_the_science_loads_no_scipy_until_a_result_needs_it():
    code = (
        "import sys, accord.science as s; s.fit_curve(4, 6, 9, lower=0).quantile(0.3); sys.exit('scipy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestUnstretch:
    @given(st.floats(-700, 700), st.floats(-STEEPEST, STEEPEST))
    def test_undoes_stretch(self, z, skew):
        back = unstretch(stretch(np.float64(z), np.float64(skew)), np.float64(skew))

        assert float(back) == pytest.approx(z, rel=1e-8, abs=1e-8)

    @given(st.floats(-1.0, 1.0))
    def test_is_the_identity_without_skew(self, value):
        assert unstretch(np.float64(value), np.float64(0)) == pytest.approx(value, rel=1e-15)
