"""Whether two sides that differ know it: own views against guesses of the other's (coorientation).

Source: McLeod & Chaffee, American Behavioral Scientist 16(4), 1973; the classes real, hidden and phantom follow
Benlian & Haffke, Journal of Strategic Information Systems 25(2), 2016, who found opinions closer than both sides believed.
Differences are kept with their parts: a bare difference loses on which level it stands (Edwards).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.science.curves import plain
from accord.science.inputs import Flags, Floats, Ints, frozen

SEES, SEES_NOT, CANNOT_TELL = 1, 0, -1
MOVES = {"aligned": "keep", "real": "decide", "hidden": "tell", "phantom": "meet", "unknown": "ask"}


@dataclass(frozen=True, slots=True, eq=False)
class Perception:
    """What two sides hold of each other, for each pair; single values for a single pair.

    kind: "aligned", "real" (they differ and both know), "hidden" (they differ and at least one does not know),
    "phantom" (they do not, and at least one believes they do), "unknown" (a view or a guess that it takes is missing).
    first, second: whether that side believes in a large difference: 1 yes, 0 no, −1 cannot be told. difference: the
    second's view minus the first's. first_error, second_error: that side's guess minus the other's real view. NaN where
    a part is missing; units are those of the values.
    """

    kind: NDArray[np.str_]
    first: Ints
    second: Ints
    difference: Floats
    first_error: Floats
    second_error: Floats

    @property
    def move(self) -> Any:
        """Return what to do about each: keep, decide, tell, meet, or ask."""
        return plain(np.vectorize(MOVES.__getitem__, otypes=[str])(self.kind))

    @property
    def first_accuracy(self) -> Floats:
        """Return |guess − real view| ÷ |difference| for the first side: 0 knows exactly, 1 as far off as they differ.

        NaN where a part is missing or the two do not differ at all.
        """
        return _ratio(self.first_error, self.difference)

    @property
    def second_accuracy(self) -> Floats:
        """Return the same for the second side."""
        return _ratio(self.second_error, self.difference)


def perceive(
    own_first: ArrayLike, own_second: ArrayLike, guess_first: ArrayLike, guess_second: ArrayLike, *, limit: ArrayLike
) -> Perception:
    """Tell for each pair what the sides hold of each other.

    `guess_first` is what the first side believes to be the second's view, `guess_second` the reverse; NaN: not known.
    A difference is large beyond `limit` (one for all or one for each pair). Raises ValueError on a negative limit or
    shapes that do not match.
    """
    rows = [np.asarray(part, dtype=np.float64) for part in (own_first, own_second, guess_first, guess_second, limit)]
    if (rows[4] < 0).any():
        raise ValueError("The limit from which a difference is large cannot be negative.")
    one, two, guess_one, guess_two, most = np.broadcast_arrays(*rows)
    apart = _beyond(two - one, most)
    first, second = _beyond(guess_one - one, most), _beyond(guess_two - two, most)
    parts = (first, second, two - one, guess_one - two, guess_two - one)
    for part in parts:
        frozen(part)
    return Perception(plain(_kinds(apart, first, second)), *(plain(part) for part in parts))


def _beyond(difference: Floats, limit: Floats) -> Ints:
    """Return 1 where a difference is beyond the limit, 0 where it is not, −1 where it is not known."""
    with np.errstate(invalid="ignore"):
        found: Ints = np.where(np.isnan(difference) | np.isnan(limit), CANNOT_TELL, np.abs(difference) > limit)
    return found.astype(np.int64)


def _kinds(apart: Ints, first: Ints, second: Ints) -> NDArray[np.str_]:
    def either(wanted: int) -> Flags:
        found: Flags = (first == wanted) | (second == wanted)
        return found

    def both(wanted: int) -> Flags:
        found: Flags = (first == wanted) & (second == wanted)
        return found

    choices = [
        (apart == SEES) & either(SEES_NOT),
        (apart == SEES) & both(SEES),
        (apart == SEES_NOT) & either(SEES),
        (apart == SEES_NOT) & both(SEES_NOT),
    ]
    return np.select(choices, ["hidden", "real", "phantom", "aligned"], default="unknown")


def _ratio(error: Floats, difference: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        accuracy = np.where(np.asarray(difference) == 0, np.nan, np.abs(error) / np.abs(difference))
    found: Floats = plain(accuracy)
    return found
