"""What it is worth to know more before deciding: perfect and imperfect information about what will be.

Sources: Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961; Samuelson & Marks, Managerial Economics. If no
answer would change the choice, the information is worth nothing.
"""

import numpy as np
from numpy.typing import ArrayLike

from accord.science.inputs import Floats, Numbers, checked_values

TOGETHER = 1e-9  # probabilities add up to one within this


def best_expected(payoffs: ArrayLike, probabilities: Numbers) -> float:
    """Return the expected payoff of the best choice made today: payoffs are rows of choices by columns of states."""
    table, chances = _checked(payoffs, probabilities)
    return float((table @ chances).max())


def expected_value_of_perfect_information(payoffs: ArrayLike, probabilities: Numbers) -> float:
    """Return E[max over choices] − max over choices of E: what knowing the state beforehand is worth.

    Raises ValueError where the columns do not match the probabilities or these do not add up to one.
    """
    table, chances = _checked(payoffs, probabilities)
    return max(float(table.max(axis=0) @ chances) - float((table @ chances).max()), 0.0)


def expected_value_of_sample_information(payoffs: ArrayLike, joint: ArrayLike) -> float:
    """Return what a signal is worth that tells of the state imperfectly; `joint` has states by signals and adds up to one."""
    together = np.asarray(joint, dtype=np.float64)
    if together.ndim != 2:
        raise ValueError("The joint probabilities must be a table of states by signals.")
    table, _ = _checked(payoffs, together.sum(axis=1))
    if (together < 0).any():
        raise ValueError("A probability cannot be negative.")
    told = float((table @ together).max(axis=0).sum())
    return max(told - best_expected(table, together.sum(axis=1)), 0.0)


def value_of_knowing(values: Numbers) -> float:
    """Return what knowing the outcome of equally likely values is worth to who may also leave it alone (value 0)."""
    drawn = checked_values(values, "values")
    return max(float(np.maximum(drawn, 0).mean()) - max(float(drawn.mean()), 0.0), 0.0)


def _checked(payoffs: ArrayLike, probabilities: Numbers) -> tuple[Floats, Floats]:
    table = np.asarray(payoffs, dtype=np.float64)
    chances = checked_values(probabilities, "probabilities")
    if table.ndim != 2 or table.shape[1] != len(chances):
        raise ValueError(f"The payoffs must have one column for each of the {len(chances)} states.")
    if not np.isfinite(table).all():
        raise ValueError("The payoffs contain NaN or infinity.")
    if (chances < 0).any() or abs(chances.sum() - 1) > TOGETHER:
        raise ValueError("The probabilities must not be negative and must add up to one.")
    return table, chances
