"""How quickly things end, as a curve for people to look at: what is still open after so many days."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.practices.delivery.waiting import ARRIVED, GIVEN_UP, MANY_GIVEN_UP
from accord.science import cumulative_incidence, kaplan_meier
from accord.science.inputs import Floats

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Speed:
    """The share still open after each number of days with its 95 % band, and the days by which half and 80 % have ended.

    `still_open` are the days so far of what has not ended. A day is None where that share has not been reached.
    """

    days: tuple[float, ...]
    open_share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    still_open: tuple[float, ...]
    median: float | None
    median_range: Range
    p80: float | None
    p80_range: Range


def speed_of(days: Sequence[int], causes: Sequence[int]) -> Speed:
    """Return the curve of what has not ended: Kaplan–Meier, or Aalen–Johansen where more than a tenth was given up.

    `causes` as in `waiting`: open, arrived, given up. Raises ValueError on no days at all.
    """
    kinds = np.asarray(causes)
    waiting = tuple(float(day) for day, kind in zip(days, causes, strict=True) if kind not in (ARRIVED, GIVEN_UP))
    if (kinds == GIVEN_UP).sum() > MANY_GIVEN_UP * len(kinds):
        ended = cumulative_incidence(list(days), kinds, ARRIVED)
        times, share, low, high = ended.times, 1 - ended.share, 1 - ended.high, 1 - ended.low
        quantile, spread = ended.quantile, ended.quantile_interval
    else:
        curve = kaplan_meier(list(days), kinds == ARRIVED)
        times, share, low, high = curve.times, curve.open_share, curve.low, curve.high
        quantile, spread = curve.quantile, curve.quantile_interval
    return Speed(
        days=_plain(times),
        open_share=_plain(share),
        low=_plain(low),
        high=_plain(high),
        still_open=waiting,
        median=quantile(0.5),
        median_range=spread(0.5),
        p80=quantile(0.8),
        p80_range=spread(0.8),
    )


def _plain(values: Floats) -> tuple[float, ...]:
    return tuple(float(one) for one in values)
