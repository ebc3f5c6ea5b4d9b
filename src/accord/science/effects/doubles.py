"""Whether several claims on one measure add up to more than the measure moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accord.science.effects.effect import Effect

Verdict: TypeAlias = Literal["fits", "too_much", "cannot_tell", "opposed", "not_measured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleCount:
    """What all claims add up to beside what the measure moved; `excess` is how much of it cannot all be true.

    `verdict`: "too_much" where the sum lies beyond the whole interval, "cannot_tell" where beyond the estimate only,
    "opposed" where the measure moved the other way, "not_measured" where there is no estimate; `is_double` where it is
    too much and more than one claims. `shares` is what would be left of each claim if all were cut alike.
    """

    claimed: float
    moved: float | None
    low: float | None
    high: float | None
    excess: float | None
    verdict: Verdict
    is_double: bool
    shares: tuple[tuple[str, float], ...]


def double_counting(claims: Mapping[str, float], moved: Effect) -> DoubleCount:
    """Return the sum of the claims against what the measure moved, both in the measure's own unit per period.

    Claims are signed like the measure: a saving on a cost is negative. Raises ValueError without a claim, or if one is
    not a finite number.
    """
    if not claims:
        raise ValueError("There is no claim to compare.")
    if not all(math.isfinite(value) for value in claims.values()):
        raise ValueError("A claim is not a finite number.")
    claimed = math.fsum(claims.values())
    if moved.estimate is None or moved.low is None or moved.high is None:
        return DoubleCount(
            claimed=claimed, moved=None, low=None, high=None, excess=None, verdict="not_measured", is_double=False,
            shares=(),
        )  # fmt: skip
    way = math.copysign(1.0, claimed)
    asked, got, most = way * claimed, way * moved.estimate, way * (moved.high if way > 0 else moved.low)
    excess = max(asked - got, 0.0)
    verdict: Verdict = "opposed" if most < 0 else "too_much" if asked > most else "cannot_tell" if excess else "fits"
    kept = max(min(got / asked, 1.0), 0.0) if asked else 1.0
    is_double = verdict in {"too_much", "opposed"} and sum(1 for value in claims.values() if value * way > 0) > 1
    return DoubleCount(
        claimed=claimed, moved=moved.estimate, low=moved.low, high=moved.high, excess=excess, verdict=verdict,
        is_double=is_double, shares=tuple((name, value * kept) for name, value in claims.items()),
    )  # fmt: skip
