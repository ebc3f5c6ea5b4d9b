"""How sure people said they were, against what was kept by the first day; for groups, never for persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accord.apps.promises import rules
from accord.science import ShareInterval, brier_score, reliability_diagram, wilson

FEWEST = 10  # scored from here on


@dataclass(frozen=True)
class SureLine:
    """All promises of which the same chance was said: how many, and the share that was kept.

    ``smoothed`` is the kept share made to rise with what was said (isotonic); ``low`` to ``high`` is where it lies by
    chance alone if what was said is right.
    """

    said: float
    n: int
    kept: ShareInterval
    smoothed: float
    low: float
    high: float


@dataclass(frozen=True)
class Sureness:
    """Brier's score (0 is best, always saying 50 % gives 0.25), what was said and kept on average, and by chance said.

    ``leaning`` is 1 where more was said than was kept, −1 where less, 0 where that cannot be told.
    """

    n: int
    brier: float
    said: float
    kept: ShareInterval
    leaning: int
    lines: tuple[SureLine, ...]


def sureness(stated: Sequence[tuple[float, bool]], *, people: int) -> Sureness | None:
    """Score stated chances (chance, kept by the first day); None of fewer than ten, or of fewer than three people."""
    # no viewer: it counts what its caller may see
    if len(stated) < FEWEST or people < rules.FEWEST_PEOPLE:
        return None
    score = brier_score([said for said, _kept in stated], [kept for _said, kept in stated])
    kept = score.happened
    leaning = (score.stated > kept.high) - (score.stated < kept.low)
    return Sureness(len(stated), score.value, score.stated, kept, leaning, _lines(stated))


def _lines(stated: Sequence[tuple[float, bool]]) -> tuple[SureLine, ...]:
    chances, kept = [round(said, 2) for said, _kept in stated], [kept for _said, kept in stated]
    found = reliability_diagram(chances, kept, digest=f"promises {sorted(zip(chances, kept, strict=True))}")
    columns = (found.stated, found.n, found.happened, found.calibrated, found.low, found.high)
    return tuple(
        SureLine(said, int(n), wilson(round(share * n), int(n)), smoothed, low, high)
        for said, n, share, smoothed, low, high in zip(*(column.tolist() for column in columns), strict=True)
    )
