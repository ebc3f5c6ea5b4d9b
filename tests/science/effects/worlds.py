"""Made-up worlds in which nothing was caused, so that every interval ought to hold zero."""

import numpy as np


def noise(chance, n, leaning=0.0):
    """Return errors with spread 1, each leaning on the one before by the given share."""
    errors = chance.standard_normal(n)
    for at in range(1, n):
        errors[at] = leaning * errors[at - 1] + np.sqrt(1 - leaning**2) * errors[at]
    return errors


def alone(chance, before, after, leaning=0.0, trend=0.0):
    """Return a series by itself; with a trend, its growth would have come anyway."""
    n = before + after
    return 50 + trend * np.arange(n) + noise(chance, n, leaning)


def among_others(chance, before, after, units, leaning=0.0, trend=0.0, wander=0.0):
    """Return a series and others that share its trend; each wanders by itself on top of its noise."""
    n = before + after
    shared = 50 + trend * np.arange(n) + np.cumsum(chance.standard_normal(n))
    rows = [
        shared + noise(chance, n, leaning) + wander * np.cumsum(chance.standard_normal(n)) for _ in range(units + 1)
    ]
    return rows[0], {f"unit {at}": row for at, row in enumerate(rows[1:])}


def of_factors(chance, before, after, units, leaning=0.0):
    """Return a series and others that respond to two wandering forces, each in its own measure, between the extremes."""
    n = before + after
    forces = np.cumsum(chance.standard_normal((2, n)), axis=1)
    shares = chance.random((units + 1, 2))
    rows = 50 + shares @ forces + 0.5 * np.array([noise(chance, n, leaning) for _ in range(units + 1)])
    return rows[0], {f"unit {at}": row for at, row in enumerate(rows[1:])}


def structural(chance, before, after, predictors, steps=0.01, leaning=0.0, strength=2.0):
    """Return a series made as the model has it, and what moves along: waves that wander, a level, noise.

    Of the predictors three matter; without any, the size of the steps is drawn from the prior around `steps`. `steps`: the
    level's steps as a share of the spread of the series; the noise makes up a fifth of its variance, 1/(1 + strength²).
    """
    n = before + after
    if not predictors:
        steps = min(
            steps / abs(chance.standard_normal()), 1.0
        )  # from the prior of a series alone: one degree of freedom
    turn = 2 * np.pi * np.arange(n) / 30
    x = np.sin(turn + chance.uniform(0, 6, (predictors, 1))) + 0.1 * np.cumsum(
        chance.standard_normal((predictors, n)), axis=1
    )
    matters = chance.permutation(predictors) < 3
    y = (chance.standard_normal(predictors) * matters) @ x if predictors else np.zeros(n)
    y = strength * y / y[:before].std() if predictors else y
    errors = noise(chance, n, leaning)
    spread = np.sqrt(1 + strength**2) if predictors else 1.0
    y = 50 + y + errors + steps * spread * np.cumsum(chance.standard_normal(n))
    return y, {f"x {at}": row for at, row in enumerate(x)}


def counted(chance, before, after, leaning=0.0, world="noise"):
    """Return counts around 30 (3 in the world "few") that scatter more than Poisson's; logarithms of rates may lean."""
    rate = np.log(3 if world == "few" else 30) + 0.2 * noise(chance, before + after, leaning)
    return chance.poisson(np.exp(rate)).astype(float)
