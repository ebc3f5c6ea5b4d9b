"""Where paths meet: a milestone that waits for several things is done when the last of them is.

Each path may well be on time and the whole still late, because any one of them suffices to be late (merge bias). Adding
up or comparing the single dates hides this; the draws, taken one by one, do not.
"""

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from accord.science.draws import drawn_quantile, generator
from accord.science.inputs import Floats, Numbers, checked_values, frozen

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class AllOnTime:
    """The chance that all of several things happen: `value` if they are independent, `low` to `high` whatever binds them."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """When the last of several paths is done, draw by draw, in the unit of the paths; infinite where one is never done.

    `last_share` is how often each path is the one that holds up the rest; draws in which several are last are split.
    """

    draws: Floats
    last_share: Floats

    def quantile(self, certainty: float) -> float | None:
        """Return the time by which all paths are done with that certainty; None beyond the horizon of the draws."""
        time = drawn_quantile(self.draws, certainty)
        return time if math.isfinite(time) else None

    def on_time(self, limit: float) -> float:
        """Return the chance that all paths are done by `limit`."""
        return float((self.draws <= limit).mean())


def all_on_time(chances: Numbers) -> AllOnTime:
    """Return the chance that all happen: ∏ pᵢ if independent, between max(0, 1 − Σ(1 − pᵢ)) and min pᵢ in any case.

    The bounds are Fréchet's (1935). Raises ValueError on an empty list and on chances outside 0–1.
    """
    chance = checked_values(chances, "chances")
    if not ((chance >= 0) & (chance <= 1)).all():
        raise ValueError("A chance lies from 0 to 1.")
    value, high = float(np.prod(chance)), float(chance.min())
    low = max(0.0, 1 - float((1 - chance).sum()))
    return AllOnTime(value, min(low, value), high, len(chance))


def merge(paths: ArrayLike, *, digest: str | None = None) -> Merged:
    """Return when the last of the paths is done; `paths` holds one line of draws for each, in one unit of time.

    Draws in the same place belong together: paths that hang on the same people, drawn together, stay tied. With a
    `digest` of the inputs each path's draws are first shuffled on their own, so that the paths are independent. Raises
    ValueError without paths or draws, where lengths differ, and on NaN.
    """
    times = _checked(paths)
    if digest is not None:
        times = generator(digest, "merging").permuted(times, axis=1)
    draws = times.max(axis=0)
    last = times == draws
    share = (last / last.sum(axis=0)).mean(axis=1)
    frozen(draws)
    frozen(share)
    return Merged(draws, share)


def merge_network(own: Mapping[Name, Floats], waits_for: Mapping[Name, Collection[Name]]) -> dict[Name, Floats]:
    """Return the draws of when each milestone is done, which is never before those it waits for.

    `own` holds for each milestone the draws of its own work, in one unit of time and all of one length. Raises
    ValueError where milestones wait for each other in a circle or for one without draws, and on NaN.
    """
    named = {name for names in waits_for.values() for name in names} | set(waits_for)
    if unknown := named - set(own):
        raise ValueError(f"There are no draws for {', '.join(sorted(map(str, unknown)))}.")
    try:
        order = list(TopologicalSorter({name: waits_for.get(name, ()) for name in own}).static_order())
    except CycleError as circle:
        raise ValueError(f"These wait for each other: {' → '.join(map(str, circle.args[1]))}.") from circle
    done: dict[Name, Floats] = {}
    for name in order:
        done[name] = _checked([own[name], *(done[earlier] for earlier in waits_for.get(name, ()))]).max(axis=0)
        frozen(done[name])
    return done


def _checked(paths: ArrayLike | list[Floats]) -> Floats:
    try:
        times = np.array(paths, dtype=np.float64)
    except ValueError as uneven:
        raise ValueError("All paths need the same number of draws.") from uneven
    if times.ndim != 2 or times.size == 0:
        raise ValueError("Merging takes one line of draws for each of at least one path.")
    if np.isnan(times).any():
        raise ValueError("A draw is not a number (NaN); a path that is never done is infinite.")
    return times
