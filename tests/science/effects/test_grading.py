"""How good the evidence is, what may be credited, what the headline says, and whether claims add up."""

from dataclasses import replace

import numpy as np
import pytest

from accord.science.effects import (
    Diagnostic,
    Effect,
    Graded,
    before_after,
    differences,
    double_counting,
    grade,
    segmented,
    synthetic,
)
from tests.science.effects import worlds

GOOD = {
    "synthetic": ("miss_before", "placebo"),
    "differences": ("parallel_before", "placebo"),
    "structural": ("stable_before",),
    "segmented": ("stable_before",),
    "before_after": (),
}


def effect(method, estimate=5.0, low=3.0, high=7.0, **changes):
    good = tuple(Diagnostic(code, 0.5, 0.1, is_good=True) for code in GOOD[method])
    values = {"diagnostics": good, "n_before": 48, "n_after": 24, "n_units": 20} | changes
    return Effect(method=method, estimate=estimate, low=low, high=high, **values)


def bad(one, code):
    return replace(
        one, diagnostics=(*(d for d in one.diagnostics if d.code != code), Diagnostic(code, 0, 0, is_good=False))
    )


def codes(graded):
    return {one.code for one in graded.reasons}


class TestGrade:
    @pytest.mark.parametrize(
        ("effects", "by_lot", "expected"),
        [
            ([effect("differences")], True, ("A", 1.0)),
            ([effect("synthetic")], False, ("B", 1.0)),
            ([effect("segmented")], False, ("C", 0.5)),
            ([effect("before_after")], False, ("D", 0.0)),
            ([bad(effect("synthetic"), "placebo")], False, ("C", 0.5)),
            ([bad(effect("differences"), "parallel_before")], False, ("D", 0.0)),
            ([bad(effect("structural"), "stable_before")], False, ("D", 0.0)),
            ([effect("before_after"), effect("segmented"), effect("synthetic")], False, ("B", 1.0)),
        ],
    )
    def test_goes_by_the_kind_of_evidence(self, effects, by_lot, expected):
        found = grade(effects, by_lot=by_lot)

        assert (found.grade, found.credited_share) == expected
        assert Graded.from_record(found.to_record()) == found

    def test_is_one_lower_where_such_ranges_were_measured_to_fail(self):
        leaning = effect("segmented", n_before=8, n_after=8)
        leaning = leaning.with_more([Diagnostic("autocorrelation", 0.8)])

        found = grade([leaning])

        assert (found.grade, found.credited_share) == ("D", 0.0)
        assert "coverage" in codes(found)

    def test_is_one_lower_where_methods_are_apart_and_says_so_first(self):
        found = grade([effect("synthetic"), effect("segmented", 12, 9, 15)])

        assert (found.headline, found.do_agree, found.grade, found.credited_share) == ("disagree", False, "C", 0.5)
        wrong_way = grade([effect("synthetic"), effect("segmented", 12, 9, 15)], better="down")
        assert (wrong_way.headline, wrong_way.credited_share) == ("disagree", 0.0)

    @pytest.mark.parametrize("other", [(-0.5, -3, 2), (-5, -7, -3)])
    def test_credits_nothing_where_methods_contradict_each_other(self, other):
        found = grade([effect("synthetic"), effect("segmented", *other)])

        assert (found.headline, found.do_agree, found.credited_share) == ("contradict", False, 0.0)
        assert "contradict" in codes(found)

    def test_is_one_lower_where_an_effect_is_clear_by_belief_only(self):
        footed, believed = (
            effect("structural").with_more([Diagnostic("footing", value, 1.96, is_good=value > 1.96)])
            for value in (2.5, 1.2)
        )

        assert (grade([footed]).grade, grade([believed]).grade) == ("C", "D")
        assert "measured" in codes(grade([footed]))
        assert "believed" in codes(grade([believed]))

    def test_takes_two_that_see_nothing_as_agreeing(self):
        found = grade([effect("synthetic", 1, -2, 4), effect("segmented", -1, -4, 2)])

        assert (found.do_agree, found.headline, found.credited_share) == (True, "cannot_tell", 0.0)

    def test_has_a_headline_for_each_case(self):
        down = effect("segmented", -5, -7, -3)

        assert grade([]).headline == "not_enough_data"
        assert grade([effect("segmented", status="refused")]).headline == "not_enough_data"
        assert grade([effect("segmented")]).headline == "caused"
        assert grade([down]).headline == "moved_the_wrong_way"
        assert grade([down], better="down").headline == "caused"
        assert grade([effect("before_after")]).headline == "cannot_tell"
        moved = effect("before_after", 5, -1, 11, diagnostics=(Diagnostic("moved", 0.001, 0.05, is_good=True),))
        anyway = grade([moved, effect("segmented", 0.3, -1, 1.6)])
        assert (anyway.headline, anyway.credited_share) == ("would_have_come_anyway", 0.0)


class TestWhatWouldHaveComeAnyway:
    def test_is_seen_through_and_not_credited(self):
        chance = np.random.default_rng(3)
        y, *others = (worlds.alone(chance, 36, 18, trend=0.3) for _unit in range(10))
        units = {f"unit {at}": row for at, row in enumerate(others)}
        plainly = before_after(y, 36)

        found = grade([plainly, segmented(y, 36), differences(y, 36, units)])

        assert plainly.estimate > 6
        assert (found.headline, found.credited_share) == ("would_have_come_anyway", 0.0)

    def test_leaves_a_real_effect_standing(self):
        y, units = worlds.of_factors(np.random.default_rng(4), 36, 18, 15)
        y = y - 6 * (np.arange(54) >= 36)

        found = grade([before_after(y, 36), differences(y, 36, units), synthetic(y, 36, units)], better="down")

        assert (found.headline, found.grade, found.do_agree) == ("caused", "B", True)


class TestDoubleCounting:
    moved = effect("synthetic", -10, -13, -7)

    def test_says_when_two_claims_are_more_than_the_measure_moved(self):
        found = double_counting({"one": -9, "two": -8}, self.moved)

        assert (found.claimed, found.moved, found.excess) == (-17, -10, 7)
        assert (found.verdict, found.is_double) == ("too_much", True)
        assert sum(value for _name, value in found.shares) == pytest.approx(-10)

    @pytest.mark.parametrize(
        ("claims", "verdict", "is_double"),
        [
            ({"one": -4, "two": -5}, "fits", False),
            ({"one": -6, "two": -6}, "cannot_tell", False),
            ({"one": -20}, "too_much", False),
            ({"one": 5, "two": 4}, "opposed", True),
        ],
    )
    def test_goes_by_the_interval(self, claims, verdict, is_double):
        found = double_counting(claims, self.moved)

        assert (found.verdict, found.is_double) == (verdict, is_double)

    def test_says_when_nothing_was_measured(self):
        found = double_counting({"one": 1}, Effect(method="segmented", status="refused"))

        assert (found.verdict, found.moved, found.is_double) == ("not_measured", None, False)
        with pytest.raises(ValueError, match="no claim"):
            double_counting({}, self.moved)
