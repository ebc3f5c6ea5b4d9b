"""What must hold for any series: moved, stretched, shuffled, with a known effect added, with holes, with nothing."""

import json
import math

import numpy as np
import pytest

from accord.science.effects import Effect, before_after, differences, segmented, structural, synthetic
from tests.science.effects import worlds

START, LENGTH = 24, 36
METHODS = {
    "before_after": lambda y, units, start=START: before_after(y, start),
    "segmented": lambda y, units, start=START: segmented(y, start),
    "differences": lambda y, units, start=START: differences(y, start, units),
    "synthetic": lambda y, units, start=START: synthetic(y, start, units),
    "structural": lambda y, units, start=START: structural(y, start, units, digest="x"),
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def world(seed, units=6):
    return worlds.of_factors(np.random.default_rng(seed), START, LENGTH - START, units)


def ends(effect):
    return effect.estimate, effect.low, effect.high


@every_method
class TestEveryMethod:
    @pytest.mark.parametrize("seed", range(3))
    def test_follows_the_units_of_measurement(self, method, seed):
        y, units = world(seed)
        plain = method(y, units)

        moved = method(y + 1000, {name: row + 1000 for name, row in units.items()})
        scaled = method(y * 7, {name: row * 7 for name, row in units.items()})

        assert ends(moved) == pytest.approx(ends(plain), abs=1e-6)
        assert ends(scaled) == pytest.approx(tuple(7 * end for end in ends(plain)), abs=1e-5)

    @pytest.mark.parametrize(("seed", "added"), [(0, 1.0), (1, -17.5)])
    def test_moves_by_what_is_added_after_the_start(self, method, seed, added):
        y, units = world(seed)
        plain = method(y, units)

        found = method(y + added * (np.arange(LENGTH) >= START), units)

        assert found.estimate == pytest.approx(plain.estimate + added, abs=1e-8)
        assert found.total == pytest.approx(plain.total + added * (LENGTH - START), abs=1e-6)
        assert found.high - found.low == pytest.approx(plain.high - plain.low, abs=1e-6)

    def test_does_not_ask_in_which_order_the_units_come(self, method):
        y, units = world(1)

        found = method(y, dict(reversed(units.items())))

        assert ends(found) == pytest.approx(ends(method(y, units)), abs=1e-9)

    def test_leaves_out_what_is_missing_and_says_so(self, method):
        y, units = world(2)
        y[[3, 30]] = np.nan

        found = method(list(y), units)

        assert found.is_ok
        assert math.isfinite(found.estimate)
        assert "missing" in {one.code for one in found.reasons}

    def test_refuses_in_words_what_it_cannot_use(self, method):
        y, units = world(3)
        nothing = method([], {}, 0)
        only_after = method(y, units, 0)
        no_after = method(y, units, LENGTH)
        holes = method([None, *[None] * 12, *y[13:]], units)
        still = method([5.0] * LENGTH, {name: [5.0] * LENGTH for name in units})

        for found in (nothing, only_after, no_after, holes, still):
            assert found.status == "refused"
            assert (found.estimate, found.low, found.total) == (None, None, None)
            assert all(one.say() for one in found.reasons)
            json.dumps(found.to_record(), allow_nan=False)

    def test_gives_a_finite_answer_or_says_why_not(self, method):
        y, units = world(5)
        step = np.arange(LENGTH) >= START
        odd = [y + 500 * step, y - 1000, y * 1e14, y * 1e-300, [1.0, -1.0] * 18, np.arange(LENGTH) + 9.0 * step]
        donors = [units, {"one": units["unit 0"]}, {}, dict.fromkeys(units, units["unit 0"]), {"gone": [None] * LENGTH}]

        for series, others in [*((one, units) for one in odd), *((y + 500, some) for some in donors)]:
            for start in (1, START, LENGTH - 1):
                found = method(series, others, start)

                json.dumps(found.to_record(), allow_nan=False)
                assert found.low <= found.estimate <= found.high if found.is_ok else found.reasons[0].say()

    def test_is_kept_in_a_record_and_read_again(self, method):
        y, units = world(4)
        y[5] = np.nan
        found = method(y, units)

        kept = json.loads(json.dumps(found.to_record(), allow_nan=False))

        assert Effect.from_record(kept) == found

    def test_refuses_nonsense_with_a_sentence(self, method):
        y, units = world(5)

        with pytest.raises(ValueError, match="start must be a place"):
            method(y, units, LENGTH + 1)
        with pytest.raises(ValueError, match="infinity"):
            method([math.inf, *y[1:]], units)


class TestEnough:
    """The thresholds below which a method says that there is not enough."""

    def codes(self, effect):
        return {one.code for one in effect.reasons}

    def test_of_a_trend_is_eight_on_each_side(self):
        y, _units = world(6)

        assert segmented(y[:16], 8).is_ok
        assert self.codes(segmented(y[:15], 7)) == {"few_before"}
        assert self.codes(segmented(y[:15], 8)) == {"few_after"}

    def test_of_a_mixture_is_ten_before_five_donors_and_a_fit(self):
        y, units = world(7)
        few = dict(list(units.items())[:4])

        assert self.codes(synthetic(y, 9, few)) == {"few_before", "few_units"}
        away = np.random.default_rng(0).uniform(0, 200, LENGTH)
        assert self.codes(synthetic(away, START, units)) == {"bad_fit"}

    def test_of_differences_is_two_before_and_somebody(self):
        y, units = world(8)

        assert self.codes(differences(y, 1, units)) == {"few_before"}
        assert self.codes(differences(y, START, {})) == {"no_units"}

    def test_of_a_level_is_twenty_before_and_not_too_far_ahead_alone(self):
        y, units = world(9)

        assert self.codes(structural(y, 19, units, digest="x")) == {"few_before"}
        assert self.codes(structural(y, START, digest="x")) == {"too_far"}
        assert structural(y[:32], START, digest="x").is_ok
        with pytest.raises(ValueError, match="digest"):
            structural(y, START, units, digest="")


class TestStructural:
    def test_repeats_itself_with_the_same_digest_only(self):
        y, units = world(10)
        one, again, other = (structural(y, START, units, digest=digest) for digest in ("a", "a", "b"))

        assert one == again
        assert one.estimate != other.estimate

    def test_lets_in_what_matters_and_leaves_out_what_does_not(self):
        chance = np.random.default_rng(11)
        x = chance.standard_normal((8, 90)).cumsum(axis=1)
        y = 5 + 3 * x[2] + chance.standard_normal(90)

        found = structural(y, 60, {f"x{at}": row for at, row in enumerate(x)}, digest="which")

        shares = dict(found.weights)
        assert shares["x2"] > 0.99
        assert sum(shares.values()) - shares["x2"] < 2

    def test_sees_a_season(self):
        chance = np.random.default_rng(12)
        months = np.arange(80)
        y = 50 + 6 * np.sin(2 * np.pi * months / 12) + 3 * np.cos(2 * np.pi * months / 4) + chance.standard_normal(80)

        with_it = structural(y, 66, digest="season", season=12)
        without = structural(y, 66, digest="season")

        assert with_it.low <= 0 <= with_it.high
        assert with_it.high - with_it.low < 0.6 * (without.high - without.low)

    def test_says_when_the_level_wandered(self):
        chance = np.random.default_rng(13)
        x = chance.standard_normal(90)
        y = 20 + x + 0.8 * chance.standard_normal(90).cumsum() + 0.3 * chance.standard_normal(90)

        found = structural(y, 60, {"x": x}, digest="wanders")

        assert "wanders" in {one.code for one in found.reasons}
        assert found.low <= 0 <= found.high
