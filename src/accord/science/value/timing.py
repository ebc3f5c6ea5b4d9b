"""What lines are worth today, month by month, and what their benefits are worth when they come later."""

from itertools import chain

import numpy as np

from accord.science.inputs import Floats, Ints
from accord.science.value.flows import PERIODS_A_YEAR
from accord.science.value.plans import LineRange

FARTHEST = 1200  # months; a century of delay is never


def counts_by_month(lines: tuple[LineRange, ...]) -> Floats:
    """Return how often each line comes in each month: one row for each line."""
    lengths = [len(line.months) for line in lines]
    months = np.fromiter(chain.from_iterable(line.months for line in lines), np.int64, sum(lengths))
    width = int(months.max()) + 1 if len(months) else 1
    places = np.repeat(np.arange(len(lines)), lengths) * width + months
    return np.bincount(places, minlength=len(lines) * width).reshape(len(lines), width).astype(np.float64)


def worth_today(counts: Floats, rate: Floats | float) -> Floats:
    """Return the present value of one unit each time: rows of lines, `rate` a year, one for all or one for each row."""
    months = np.arange(counts.shape[1])
    worth: Floats = (counts * (1 + np.asarray(rate)[..., None]) ** (-months / PERIODS_A_YEAR)).sum(axis=1)
    return worth


class Later:
    """What rows of benefits are worth today when they come some months later or earlier.

    At whole months it is exact, between them it runs straight. Nothing comes before time zero, nothing counts after the
    horizon (−1: without end).
    """

    def __init__(self, counts: Floats, rate: Floats | float, horizon: Floats | int) -> None:
        """Take amounts by month (rows by months); rate a year and horizon one for all or one for each row."""
        rows, months = counts.shape
        self.growth = np.broadcast_to(np.asarray(1 + np.asarray(rate), dtype=np.float64), (rows,))
        self.horizon = np.broadcast_to(np.where(np.asarray(horizon) < 0, 2 * FARTHEST, horizon), (rows,))
        worth = counts * self.growth[:, None] ** (-np.arange(months) / PERIODS_A_YEAR)
        none = np.zeros((rows, 1))
        self.worth = np.concatenate([none, np.cumsum(worth, axis=1)], axis=1)  # of months before 0, 1, … `months`
        self.plain = np.concatenate([none, np.cumsum(counts, axis=1)], axis=1)
        self.months = months

    def at(self, shift: Floats) -> Floats:
        """Return the present values at `shift` months later: one row for each row, places broadcast against rows."""
        shift = np.clip(shift, -FARTHEST, FARTHEST)
        whole = np.floor(shift)
        part = shift - whole
        first = self._at_whole(whole.astype(np.int64))
        if not part.any():
            return first
        value: Floats = first + part * (self._at_whole(whole.astype(np.int64) + 1) - first)
        return value

    def table(self, shift: Floats) -> tuple[Floats, Ints, Floats]:
        """Return the present values at all whole months around `shift`, and where each lies: a place and the part beyond it.

        The table has rows of lines by months. Places lie in it so that there is always a next one.
        """
        shift = np.clip(shift, -FARTHEST, FARTHEST)
        whole = np.floor(shift)
        part, place = shift - whole, whole.astype(np.int64)
        first = int(place.min())
        months = np.arange(first, int(place.max()) + 2)
        return self._at_whole(months[None, :]), place - first, part

    def _at_whole(self, shift: np.ndarray) -> Floats:
        rows = np.arange(len(self.worth))[:, None]
        shift = np.atleast_2d(shift)
        early = np.clip(-shift, 0, self.months)  # what would come before time zero comes at time zero
        within = np.clip(self.horizon[:, None] - shift + 1, 0, self.months)
        moved = self.growth[:, None] ** (-shift / PERIODS_A_YEAR)
        rest = moved * (self.worth[rows, np.maximum(within, early)] - self.worth[rows, early])
        value: Floats = rest + self.plain[rows, early]
        return value
