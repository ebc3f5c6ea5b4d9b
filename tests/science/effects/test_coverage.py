"""How often 95 % intervals hold the truth on 1,000 made-up series, method by method and world by world."""

import math

import numpy as np
import pytest

from accord.science.effects import before_after, counts, differences, segmented, structural, synthetic
from accord.science.effects.measured import FOOTED, MEASURED_COVERAGE, SERIES, Measured
from tests.science.effects import worlds

pytestmark = [pytest.mark.prove, pytest.mark.one_database]


def effect(row: Measured, seed: int):
    chance = np.random.default_rng([seed, row.before, row.after, row.units])
    trend = 0.1 if row.world == "trend" else 0.0
    if row.method == "structural":
        strength = 0.5 if row.world == "weak" else 2.0
        y, predictors = worlds.structural(chance, row.before, row.after, row.units, row.wander, row.leaning, strength)
        return structural(y, row.before, predictors, digest=f"{row[:-1]} {seed}")
    if row.method == "synthetic" or row.world == "factors":
        y, units = worlds.of_factors(chance, row.before, row.after, row.units, row.leaning)
    elif row.method == "differences":
        y, units = worlds.among_others(chance, row.before, row.after, row.units, row.leaning, trend, row.wander)
    elif row.method == "counts":
        return counts(worlds.counted(chance, row.before, row.after, row.leaning, row.world), row.before)
    else:
        y = worlds.alone(chance, row.before, row.after, row.leaning, trend)
        return (before_after if row.method == "before_after" else segmented)(y, row.before)
    return (synthetic if row.method == "synthetic" else differences)(y, row.before, units)


def coverage(row: Measured, series: int = SERIES) -> float:
    """Return the share of intervals that hold zero, among those that are given."""
    given = [one for one in (effect(row, seed) for seed in range(series)) if one.is_ok]
    return sum(one.low <= 0 <= one.high for one in given) / len(given)


@pytest.mark.parametrize("row", MEASURED_COVERAGE, ids=lambda row: "-".join(str(part) for part in row[:-1]))
def test_is_what_the_table_says(row):
    found = coverage(row)

    print(f"{row.method} {row.world} {row.before}+{row.after} units {row.units} leaning {row.leaning}: {found:.3f}")
    assert found == pytest.approx(row.coverage, abs=3 * math.sqrt(0.95 * 0.05 / SERIES) + 0.002)


@pytest.mark.parametrize("row", FOOTED, ids=lambda row: "-".join(str(part) for part in row[:-1]))
def test_is_what_the_table_says_where_an_effect_needs_a_footing(row):
    given = [effect(row, seed) for seed in range(SERIES)]
    found = sum(not one.is_clear or one.diagnostic("footing").is_good is False for one in given) / SERIES

    print(f"footed {row.world} {row.before}+{row.after} units {row.units} leaning {row.leaning}: {found:.3f}")
    assert found == pytest.approx(row.coverage, abs=3 * math.sqrt(0.95 * 0.05 / SERIES) + 0.002)


@pytest.mark.parametrize("row", [row for row in MEASURED_COVERAGE if row.world == "as believed"], ids=str)
def test_of_the_structural_model_is_what_it_promises(row):
    assert 0.93 <= row.coverage <= 0.97
