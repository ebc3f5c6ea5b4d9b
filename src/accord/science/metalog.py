"""The three-term metalog on the logit axis: an S-curve that leans, with a closed form from probability to value.

With z = ln(y/(1−y)) the quantile of probability y is middle + scale·stretch(z, skew), and stretch(z, c) =
z·(1 + c·(y − ½)); in the notation of the source scale = a₂ and skew = a₃/a₂. On this axis both tails keep all their
digits, which probabilities next to 1 do not. Source: Keelin, Decision Analysis 13(4), 2016.
"""

import math

import numpy as np

from accord.science.inputs import Flags, Floats

STEEPEST = 1.66711  # Keelin's constant: a metalog rises everywhere while |skew| is below it
SETTLED = 1e-14
NEAR = 1e-5  # a Halley step cubes the distance: after one as short as this nothing is left to do
FARTHEST = 1e5  # beyond this logit a probability is 0 or 1 in every float


def scale_and_skew(below: Floats, above: Floats, probability: float) -> tuple[Floats, Floats]:
    """Return scale and skew of the metalog whose outer quantiles lie so far `below` and `above` its middle.

    The outer quantiles are those of `probability` and 1 − `probability`. Both widths zero gives skew 0.
    """
    width = below + above
    scale: Floats = width / (2 * math.log((1 - probability) / probability))
    with np.errstate(divide="ignore", invalid="ignore"):
        lean = np.where(width > 0, (above - below) / width, 0.0)
    return scale, lean / (0.5 - probability)


def is_feasible(below: Floats, above: Floats, probability: float) -> Flags:
    """Tell where k < r < 1 − k with r = below/(below + above) and k = ½(1 − 1.66711(½ − probability)).

    Outside, the metalog through the three values would fall somewhere and is no distribution.
    """
    scale, skew = scale_and_skew(below, above, probability)
    feasible: Flags = (scale > 0) & (np.abs(skew) < STEEPEST)
    return feasible


def probabilities(z: Floats) -> tuple[Floats, Floats]:
    """Return the probabilities below and above the logit z, each with all its digits."""
    small = np.exp(-np.abs(z))
    near, far = 1 / (1 + small), small / (1 + small)
    positive = z > 0
    return np.where(positive, near, far), np.where(positive, far, near)


def stretch(z: Floats, skew: Floats) -> Floats:
    """Return the standard metalog quantile (middle 0, scale 1) at the logit z."""
    stretched: Floats = z * (1 + skew * 0.5 * np.tanh(z / 2))
    return stretched


def slope(z: Floats, skew: Floats) -> Floats:
    """Return the derivative of `stretch` by z; positive wherever the metalog is feasible."""
    tilt = np.tanh(z / 2)
    rate: Floats = 1 + skew * (0.5 * tilt + 0.25 * z * (1 - tilt * tilt))
    return rate


def unstretch(value: Floats, skew: Floats) -> Floats:
    """Return the logit z at which `stretch` gives `value`: Halley's steps, and halving where the curve is nearly flat."""
    goal, lean = (np.ravel(part) for part in np.broadcast_arrays(np.clip(value, -FARTHEST, FARTHEST), skew))
    z, step = _halley(_guess(goal, lean), goal, lean)
    rough = np.flatnonzero(np.abs(step) > NEAR * (1 + np.abs(z)))
    for _ in range(8):
        if not len(rough):
            break
        z[rough], step = _halley(z[rough], goal[rough], lean[rough])
        rough = rough[np.abs(step) > NEAR * (1 + np.abs(z[rough]))]
    if len(rough):
        z[rough] = _between(goal[rough], lean[rough])
    return z.reshape(np.broadcast_shapes(np.shape(value), np.shape(skew)))


def _guess(value: Floats, skew: Floats) -> Floats:
    """Return about where z is: three rounds of z = value/(1 + skew·(y − ½)), and Aitken's leap to where they lead."""
    half = skew * 0.5
    first = value / (1 + half * np.tanh(value / 2))
    second = value / (1 + half * np.tanh(first / 2))
    third = value / (1 + half * np.tanh(second / 2))
    moved = second - first
    curve = third - second - moved
    leap = np.abs(curve) > SETTLED
    guess: Floats = first - np.where(leap, moved * moved, 0.0) / np.where(leap, curve, 1.0)
    return guess


def _halley(z: Floats, value: Floats, skew: Floats) -> tuple[Floats, Floats]:
    """Return the next z and the step that led to it."""
    tilt = np.tanh(z / 2)
    bend = skew * 0.25 * (1 - tilt * tilt)
    level = 1 + skew * 0.5 * tilt
    off = z * level - value
    rate = level + bend * z
    curve = bend * (2 - z * tilt)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        step = off / (rate - off * curve / (2 * rate))
    return z - step, step


def _between(value: Floats, skew: Floats) -> Floats:
    """Solve inside the bracket value/(1 ± |skew|/2), by Newton's steps and by halving where these leave it."""
    reach = np.abs(value)
    inner, outer = reach / (1 + np.abs(skew) / 2), reach / (1 - np.abs(skew) / 2)
    low, high = np.where(value > 0, inner, -outer), np.where(value > 0, outer, -inner)
    z: Floats = (low + high) / 2
    for _ in range(200):
        off = stretch(z, skew) - value
        low, high = np.where(off <= 0, z, low), np.where(off >= 0, z, high)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            newton = z - off / slope(z, skew)
        inside = (newton > low) & (newton < high) & (np.abs(newton - z) < 0.5 * (high - low))
        following = np.where(inside, newton, (low + high) / 2)
        moved = np.abs(following - z)
        z = following
        if (moved <= SETTLED * (1 + np.abs(z))).all():
            break
    return z
