"""Several measures looked at: by luck alone one of twenty shows something, so each has to show more."""

from __future__ import annotations

from collections.abc import Mapping

LUCK = 0.05  # how often all of them together may show something where there is nothing


def several(chances: Mapping[str, float]) -> dict[str, float]:
    """Return each chance (of so much, if nothing was caused) corrected for how many were looked at.

    Holm, Scandinavian Journal of Statistics 6, 1979: in rising order the smallest times m, the next times m − 1, and so
    on, none below the one before, at most 1. What is at most `LUCK` afterwards still stands. Raises ValueError for what
    is not a chance.
    """
    if not all(0 <= chance <= 1 for chance in chances.values()):
        raise ValueError("A chance lies between 0 and 1.")
    corrected: dict[str, float] = {}
    least = 0.0
    for place, name in enumerate(sorted(chances, key=lambda name: (chances[name], name))):
        least = max(least, min((len(chances) - place) * chances[name], 1.0))
        corrected[name] = least
    return corrected
