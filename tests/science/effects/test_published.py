"""What others published about public series, found again from the same series."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from accord.science.effects import (
    before_after,
    difference,
    differences,
    mixture,
    segmented,
    segments,
    structural,
    synthetic,
)

HERE = Path(__file__).parent
LAW = 19  # California's tax rose in 1989, the first year is 1970


def columns(name, folder=HERE, delimiter=","):
    with (folder / name).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


@pytest.fixture(scope="module")
def states(data_dir):
    with (data_dir / "prop99" / "california_prop99.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = {}
    for row in sorted(rows, key=lambda row: (row["State"], row["Year"])):
        found.setdefault(row["State"], []).append(float(row["PacksPerCapita"]))
    return {name: np.array(values) for name, values in found.items()}


@pytest.fixture(scope="module")
def california(states):
    return states["California"], {name: values for name, values in states.items() if name != "California"}


class TestProposition99:
    """Cigarettes in California: Linden, Stata Journal 15, 2015; Abadie, Diamond & Hainmueller, JASA 105, 2010."""

    def test_gives_the_coefficients_and_errors_of_linden(self, california):
        found = segments(california[0], LAW, lag=1)

        assert (found.level, found.trend) == pytest.approx((132.2258, -1.7795), abs=5e-5)
        assert (found.level_change, found.trend_change) == pytest.approx((-20.0581, -1.4947), abs=5e-5)
        assert found.errors == pytest.approx((4.2531, 0.3834, 4.7244, 0.4368), abs=5e-5)
        assert found.trend_after == pytest.approx(-3.2741, abs=5e-5)

    def test_gives_the_distance_to_the_trend_drawn_on(self, california):
        assert segmented(california[0], LAW, lag=1).estimate == pytest.approx(-28.279, abs=5e-4)

    def test_gives_the_published_comparisons(self, california):
        y, others = california
        window = slice(14, 24)  # 1984 to 1993

        assert before_after(y[window], 5).estimate == pytest.approx(-27.02, abs=5e-3)
        nevada = differences(y[window], 5, {"Nevada": others["Nevada"][window]})
        assert nevada.estimate == pytest.approx(-5.68, abs=5e-3)
        everywhere = differences(y, LAW, others)
        assert everywhere.estimate == pytest.approx(-27.349, abs=5e-4)
        assert (everywhere.rank_of, everywhere.diagnostic("parallel_before").is_good) == (39, False)

    def test_gives_the_mixture_of_states(self, california):
        y, others = california

        found = synthetic(y, LAW, others)

        published = {"Utah": 0.394, "Montana": 0.232, "Nevada": 0.205, "Connecticut": 0.109}
        published |= {"New Hampshire": 0.045, "Colorado": 0.015}
        assert dict(found.weights) == pytest.approx(published, abs=5e-4)
        assert found.diagnostic("miss_before").value == pytest.approx(1.656, abs=5e-4)
        assert found.estimate == pytest.approx(-19.514, abs=5e-4)
        assert found.observed[30] - found.expected[30] == pytest.approx(-26.597, abs=5e-4)
        assert found.rank <= 3  # with covariates Abadie and others find it first of 39
        assert found.is_clear

    def test_cannot_be_told_by_a_level_from_nineteen_years(self, california):
        found = structural(california[0], LAW, california[1], digest="california")

        assert (found.status, found.estimate, found.reasons[0].code) == ("refused", None, "few_before")


class TestBanksInMississippi:
    """Banks in business each July, sixth against eighth district: Richardson & Troost, JPE 117, 2009."""

    sixth, eighth = (141, 135, 121, 113, 102, 102), (169, 165, 132, 120, 111, 109)

    def test_differ_by_nineteen_in_a_year(self):
        assert difference(self.sixth[1:3], 1, {"eighth": self.eighth[1:3]}) == pytest.approx(19)

    def test_differ_as_the_regression_of_six_years_has_it(self):
        found = differences(self.sixth, 2, {"eighth": self.eighth})

        assert found.estimate == pytest.approx(20.5)
        assert found.diagnostic("regression_error").value == pytest.approx(10.7, abs=0.05)
        assert found.reasons[1].code == "few_units"


class TestOrgansInCalifornia:
    """The share of donors after California asked more clearly: Kessler & Roth 2014; The Effect, ch. 18."""

    def test_differ_as_published(self):
        with (HERE / "organ_donations.csv").open(newline="", encoding="utf-8") as file:
            rows = {row[0]: [float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]}

        found = differences(rows.pop("California"), 3, rows)

        assert found.estimate == pytest.approx(-0.022, abs=5e-4)
        assert found.n_units == 26


class TestStructuralModel:
    """Against Google's CausalImpact in R, within a third of a posterior standard deviation (MEASURES f)."""

    @pytest.mark.parametrize("digest", ["one", "two"])
    def test_finds_the_campaign(self, digest):
        data = columns("google_data.csv")

        found = structural(data["y"], 61, {"x1": data["x1"], "x2": data["x2"]}, digest=digest)

        third = 4.5 / 3
        assert (found.estimate, found.low, found.high) == pytest.approx((27, 18, 36), abs=third)
        assert found.total == pytest.approx(804, abs=134 / 3)
        assert found.diagnostic("posterior_sd").value == pytest.approx(4.5, abs=0.5)
        assert found.relative == pytest.approx(0.21, abs=0.015)
        assert found.p_value <= 2 / 1001

    @pytest.mark.parametrize(("added", "mean", "low", "high"), [(1, 0.89, 0.27, 1.5), (5, 4.89, 4.27, 5.5)])
    def test_finds_what_was_added(self, added, mean, low, high):
        data = columns("arma_data.csv")
        y = data["y"] + added * (np.arange(100) >= 70)

        found = structural(y, 70, {"x": data["x"]}, digest="arma")

        assert (found.estimate, found.low, found.high) == pytest.approx((mean, low, high), abs=0.1)
        assert found.p_value <= 0.008  # R says 0.003 with 1,000 draws of its own


class TestSeatBelts:
    """Drivers killed or badly hurt fell by e^-0.238 (SE 0.046): Durbin & Koopman 2012, 8.2, with season and petrol."""

    def test_saved_as_many_by_every_method(self):
        data = columns("seatbelts.csv")
        y, start = np.log(data["drivers"]), int(np.argmax(data["law"] == 1))

        step = segments(y, start, season=12)
        drawn = structural(y, start, {"petrol": np.log(data["PetrolPrice"])}, digest="belts", season=12)
        trend = segmented(y, start, season=12)

        assert step.level_change == pytest.approx(-0.238, abs=0.046 / 3)
        for found in (drawn, trend):
            assert found.high < 0
            assert found.low < -0.238 + 2 * 0.046
            assert found.high > -0.238 - 2 * 0.046


class TestMixture:
    def test_is_the_best_there_is(self):
        chance = np.random.default_rng(5)
        for donors in (3, 8, 30):
            table = chance.standard_normal((donors, 12)).cumsum(axis=1) + 20
            target = chance.dirichlet(np.ones(donors)) @ table + 0.3 * chance.standard_normal(12)

            weights = mixture(target, table)

            assert weights.min() >= 0
            assert weights.sum() == pytest.approx(1)
            assert math.dist(target, weights @ table) ** 2 <= smallest_square(target, table) + 1e-7


def smallest_square(target, table):
    """Return what SciPy's general solver finds."""
    from scipy.optimize import minimize

    start, bounds = np.full(len(table), 1 / len(table)), [(0, 1)] * len(table)
    sum_is_one = {"type": "eq", "fun": lambda w: w.sum() - 1}

    def square(weights):
        return ((target - weights @ table) ** 2).sum()

    return minimize(square, start, bounds=bounds, constraints=sum_is_one, tol=1e-12).fun


class TestNeweyWest:
    def test_is_that_of_statsmodels(self):
        import statsmodels.api as sm

        from accord.science.effects.regression import newey_west

        chance = np.random.default_rng(3)
        x = np.column_stack([np.ones(40), np.arange(40.0), chance.standard_normal(40)])
        y = x @ [1, 0.2, 3] + chance.standard_normal(40).cumsum()
        for lag in (0, 1, 3):
            theirs = sm.OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True})
            ours = newey_west(x, y, lag)

            assert ours.coefficients == pytest.approx(theirs.params, rel=1e-9)
            assert ours.errors == pytest.approx(theirs.bse, rel=1e-9)
