"""What it is worth to know or to wait, and how a plan looks in its class: published examples."""

import math

import pytest

from accord.science.value import (
    ReferenceClass,
    european_option,
    expected_value_of_perfect_information,
    expected_value_of_sample_information,
    log_normal,
    one_step_option,
    value_of_knowing,
)

DRILL = [[600_000, -200_000], [0, 0]]  # drill or leave it, on wet or dry ground
TEST = [[0.3, 0.1], [0.2, 0.4]]  # wet and dry by a good and a bad sign
WEAK = [[0.1, 0.3], [0.1, 0.5]]


class TestInformation:
    """The oil test of Samuelson & Marks, Managerial Economics."""

    def test_is_worth_what_was_published(self):
        assert expected_value_of_perfect_information(DRILL, [0.4, 0.6]) == pytest.approx(120_000)
        assert expected_value_of_sample_information(DRILL, TEST) == pytest.approx(20_000)

    def test_is_worth_nothing_if_no_answer_would_change_the_choice(self):
        assert expected_value_of_sample_information(DRILL, WEAK) == 0
        assert value_of_knowing([1, 2, 3]) == 0

    def test_is_worth_the_losses_one_would_be_spared(self):
        assert value_of_knowing([300, -100]) == pytest.approx(50)  # 150 with it, 100 without

    def test_refuses_probabilities_that_are_none(self):
        for chances in ([0.5, 0.6], [1.5, -0.5], [1.0]):
            with pytest.raises(ValueError, match=r"\w"):
                expected_value_of_perfect_information(DRILL, chances)


class TestOptions:
    """Hull, Options, Futures and Other Derivatives."""

    def test_are_worth_what_was_published(self):
        option = european_option(42, 40, 0.1, 0.2, 0.5)
        step = one_step_option(1.1, 0.9, math.exp(0.12 * 0.25) - 1, 1, 0)

        assert (option.call, option.put) == pytest.approx((4.76, 0.81), abs=0.005)
        assert (step.value, step.chance_up) == pytest.approx((0.633, 0.6523), abs=0.0005)

    def test_refuse_a_way_up_that_pays_less_than_waiting(self):
        with pytest.raises(ValueError, match="riskless"):
            one_step_option(1.05, 0.9, 0.1, 1, 0)


class TestReferenceClass:
    @pytest.mark.parametrize("on", [1.0, 1 - 1e-12, sum([0.1] * 10)])
    def test_takes_what_lies_on_the_middle_as_not_below_it_however_it_was_rounded(self, on):
        known = ReferenceClass("it", (0.5, 1.0, 1.0, 2.0), 4, "a table", True)
        assert (known.is_below(on, 0.5), known.is_on(on, 0.5)) == (False, True)
        assert (known.percentile(on), known.exceedance(on)) == (75.0, 0.25)
        assert known.is_below(0.99, 0.5)

    def test_counts_where_a_plan_stands(self):
        of_ten = ReferenceClass("it", tuple(n / 10 for n in range(6, 26, 2)), 10, "a table", True)

        assert of_ten.percentile(1.0) == pytest.approx(30)
        assert of_ten.exceedance(1.0) == pytest.approx(0.7)
        assert (of_ten.uplift(0.5), of_ten.uplift(0.8)) == pytest.approx((0.4, 1.0))

    def test_has_the_spread_of_its_logarithms(self):
        fitted = log_normal((math.exp(-1), 1.0, math.exp(1)))
        assert (fitted.middle, fitted.spread) == pytest.approx((0, 1))
        assert fitted.mean == pytest.approx(math.exp(0.5))

    def test_refuses_ratios_that_are_none(self):
        for ratios in ((), (1.0, 0.0), (float("nan"),)):
            with pytest.raises(ValueError, match=r"\w"):
                ReferenceClass("it", ratios, 1, "", True)
