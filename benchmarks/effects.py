"""One attribution of each kind in CPU time, against statsmodels where it has the method, else a plain script.

    python benchmarks/effects.py [TIMES]

before and after, segmented: statsmodels OLS with HAC errors. Differences: its regression with two-way dummies. Synthetic
control with all placebos: SciPy's SLSQP, the solver of the usual script. Structural: statsmodels' local level with
regression by maximum likelihood and 1,000 simulated paths, the nearest thing there; its intervals
are known to be too narrow or too wide, ours are drawn. What the first two cost beyond a bare regression
goes into the check for neighbours that are alike. All get the same series of 90 periods and must agree on the estimate.
"""

from __future__ import annotations

import sys
import time
import warnings

import numpy as np
from scipy.optimize import minimize

from accord.science.effects import before_after, differences, segmented, structural, synthetic

START, LENGTH, UNITS = 60, 90, 20


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    chance = np.random.default_rng(20_261_122)
    shared = chance.standard_normal((2, LENGTH)).cumsum(axis=1)
    rows = 50 + chance.random((UNITS + 1, 2)) @ shared + 0.5 * chance.standard_normal((UNITS + 1, LENGTH))
    y, units = rows[0] + 3 * (np.arange(LENGTH) >= START), {f"unit {at}": row for at, row in enumerate(rows[1:])}
    few = {name: units[name] for name in ("unit 0", "unit 1")}
    table = np.array(list(units.values()))
    pairs = {
        "before and after": (lambda: before_after(y, START).estimate, lambda: stepped(y), 1e-6),
        "segmented": (lambda: segmented(y, START).estimate, lambda: bent(y), 1e-6),
        "differences": (lambda: differences(y, START, units).estimate, lambda: dummies(y, table), 1e-6),
        "synthetic": (lambda: synthetic(y, START, units).estimate, lambda: placebos(y, table), 0.02),
        "structural": (lambda: structural(y, START, few, digest="bench").estimate, lambda: likely(y, few), 0.5),
    }
    for name, (ours, theirs, within) in pairs.items():
        mine, took = best(ours, times)
        other, their = best(theirs, max(times // 2, 2))
        assert abs(mine - other) < within, f"{name}: {mine} against {other}"
        print(f"{name:17} Accord {1e3 * took:7.1f} ms   peer {1e3 * their:7.1f} ms   ratio {their / took:5.1f}")


def stepped(y):
    """Regress on a step with Newey–West errors."""
    return regressed(y, np.column_stack([np.ones(LENGTH), np.arange(LENGTH) >= START])).params[1]


def bent(y):
    """Regress on trend, step and bend; the mean distance over the periods after."""
    t, after = np.arange(LENGTH), np.arange(LENGTH) >= START
    fit = regressed(y, np.column_stack([np.ones(LENGTH), t, after, (t - START) * after]))
    return fit.params[2] + fit.params[3] * (LENGTH - START - 1) / 2


def regressed(y, x):
    """Fit by least squares with HAC errors."""
    import statsmodels.api as sm

    return sm.OLS(y, x.astype(float)).fit(cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True})


def dummies(y, table):
    """Regress the panel on a dummy for each unit and period, errors clustered by unit."""
    import statsmodels.api as sm

    rows = np.vstack([y[None], table])
    unit, period = np.indices(rows.shape)
    own = (unit == 0) & (period >= START)
    columns = [own.ravel(), *(unit.ravel() == at for at in range(len(rows)))]
    columns += [period.ravel() == at for at in range(1, LENGTH)]
    fit = sm.OLS(rows.ravel(), np.column_stack(columns).astype(float)).fit(
        cov_type="cluster", cov_kwds={"groups": unit.ravel()}
    )
    return fit.params[0]


def placebos(y, table):
    """Fit a mixture for the series and for each of the others with a general solver."""
    rows = np.vstack([y[None], table])
    gaps = [mixed(rows[at], np.delete(rows, at, axis=0)) for at in range(len(rows))]
    return gaps[0]


def mixed(target, donors):
    """Find weights that sum to one."""
    start = np.full(len(donors), 1 / len(donors))
    found = minimize(
        lambda w: ((target[:START] - w @ donors[:, :START]) ** 2).sum(), start, method="SLSQP",
        bounds=[(0, 1)] * len(donors), constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"maxiter": 500, "ftol": 1e-10},
    )  # fmt: skip
    return (target - found.x @ donors)[START:].mean()


def likely(y, predictors):
    """Fit a local level with regression by maximum likelihood and simulate what would have been."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    x = np.column_stack(list(predictors.values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = UnobservedComponents(y[:START], level="llevel", exog=x[:START]).fit(disp=False)
        paths = fit.simulate(
            LENGTH - START, anchor="end", repetitions=1000, exog=x[START:], rng=np.random.default_rng(1)
        )
    apart = y[START:].mean() - np.asarray(paths).reshape(LENGTH - START, -1).mean(axis=0)
    np.quantile(apart, [0.025, 0.975])
    return apart.mean()


def best(work, times):
    """Give what some work returns and the least CPU time of some runs, after one to warm up."""
    found, taken = work(), []
    for _run in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return found, min(taken)


if __name__ == "__main__":
    main()
