"""Counts: against statsmodels, against what follows by hand, and with the odd ones out."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from accord.science.effects import Effect, counts, rates
from tests.science.effects import worlds

HERE = Path(__file__).parent


def belts(who):
    with (HERE / "seatbelts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [float(row[who]) for row in rows], next(at for at, row in enumerate(rows) if row["law"] == "1")


class TestRates:
    @pytest.mark.parametrize(("season", "bend"), [(None, False), (12, False), (12, True)])
    def test_are_those_of_a_generalised_linear_model(self, season, bend):
        import statsmodels.api as sm

        chance = np.random.default_rng(7)
        y, people = worlds.counted(chance, 36, 23), 1000 + 5 * np.arange(59)
        t, after = np.arange(59), np.arange(59) >= 36
        turn = 2 * np.pi * t / 12
        columns = [np.ones(59), t, after, (t - 36) * after] if bend else [np.ones(59), t, after]
        if season:
            columns += [np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)]
        model = sm.GLM(y, np.column_stack(columns), family=sm.families.Poisson(), offset=np.log(people))
        plain, quasi = model.fit(), model.fit(scale="X2")

        found = rates(y, 36, exposure=people, season=season, bend=bend)

        assert found.coefficients == pytest.approx(plain.params.tolist(), rel=1e-6, abs=1e-9)
        assert found.errors == pytest.approx(plain.bse.tolist(), rel=1e-6)
        assert found.dispersion == pytest.approx(quasi.scale, rel=1e-6)

    @pytest.mark.parametrize(("who", "published"), [("drivers", -0.23), ("front", -0.30), ("rear", 0.03)])
    def test_change_with_the_seat_belt_law_as_published(self, who, published):
        """Harvey & Durbin, JRSS A 149, 1986: of killed and seriously injured, with a structural model."""
        y, start = belts(who)

        assert rates(y, start, season=12).ratio - 1 == pytest.approx(published, abs=0.025)


class TestCounts:
    def test_give_the_ratio_of_sums_by_hand_where_there_is_no_trend(self):
        y = [8, 12, 12, 8] * 6 + [4, 6, 6, 4] * 3  # symmetric blocks: no trend, so 10 a period against 5

        found = counts(y, 24)

        assert 1 + found.relative == pytest.approx(0.5, rel=0.02)
        assert found.estimate == pytest.approx(-5, rel=0.03)
        assert found.total == pytest.approx(12 * found.estimate)
        assert found.high < 0

    def test_do_not_ask_for_the_unit_and_follow_how_many_there_could_have_been(self):
        y = worlds.counted(np.random.default_rng(2), 36, 12)
        people = 100 * (1 + (np.arange(48) >= 36))  # twice as many people, as many cases: half the rate

        plain, scaled, alone = counts(y, 36), counts(y * 1000, 36), counts(y, 36, exposure=people)

        assert scaled.low == pytest.approx(1000 * plain.low, rel=1e-6)
        assert 1 + alone.relative == pytest.approx((1 + plain.relative) / 2, rel=1e-6)

    @pytest.mark.parametrize(
        ("y", "code"),
        [
            ([-1, *[3] * 22, 4, *[3] * 12], "negative"),
            ([0] * 36, "constant"),
            ([0] * 23 + [5] + [1] * 12, "rarely"),
            ([3, 4] * 12 + [1] * 5, "few_after"),
        ],
    )
    def test_refuse_in_words(self, y, code):
        found = counts(y, 24)

        assert (found.status, found.estimate, found.reasons[0].code) == ("refused", None, code)

    @pytest.mark.parametrize("after", [[0] * 12, [0] * 11 + [40], [10_000] * 12, [None, 1] * 9])
    def test_give_a_finite_answer_for_odd_ends(self, after):
        found = counts([3, 5, 4, 6] * 6 + after, 24)

        assert found.is_ok
        assert math.isfinite(found.high - found.low)
        assert found.low <= found.estimate <= found.high
        assert Effect.from_record(json.loads(json.dumps(found.to_record(), allow_nan=False))) == found

    def test_refuse_a_whole_that_is_not_known(self):
        found = counts([3, 5] * 20, 24, exposure=[100.0] * 30 + [0.0] * 10)

        assert found.reasons[0].code == "no_exposure"
