"""How many digits of an estimate are known."""

from __future__ import annotations

import math


def known(size: float, low: float | None, high: float | None) -> float:
    """Round a size to two digits of half the width of its interval; without one leave it as it is."""
    half = 0.0 if low is None or high is None else abs(high - low) / 2
    if not (half > 0 and math.isfinite(half)):
        return size
    return round(size, 1 - math.floor(math.log10(half))) + 0.0  # never minus nothing
