"""How long decisions wait, of those a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from accord.apps.decisions.permissions import SEE_ALL, visible_to
from accord.apps.decisions.rules import ENOUGH
from accord.apps.decisions.tables import decisions_table
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer
from accord.practices.learning.decisions_made import COUNTED, decision_waits
from accord.practices.learning.speed import Speed, speed_of
from accord.science import ShareInterval, wilson


@dataclass(frozen=True)
class DecisionSpeed:
    """How long questions wait: the curve once there are enough, counts, and the share opened again.

    ``is_partial``: only what the viewer may see is counted.
    """

    questions: int
    open: int
    decided: int
    reopened: int
    speed: Speed | None
    reopened_share: ShareInterval | None
    is_partial: bool

    @property
    def median_days(self) -> int | None:
        """The days after which half are decided; None if that has not been reached or is not known."""
        return _whole(self.speed.median if self.speed else None)

    @property
    def p80_days(self) -> int | None:
        """The days after which four in five are decided; None if that has not been reached or is not known."""
        return _whole(self.speed.p80 if self.speed else None)

    @property
    def missing(self) -> int:
        """How many more it takes until something can be said."""
        return max(0, ENOUGH - self.questions)


def decision_speed(*, viewer: Viewer, query: ListQuery, as_of: date) -> DecisionSpeed:
    """Tell how long the questions of a list wait: three queries. Open ones count as at least so long."""
    table = decisions_table(as_of=as_of, only=query.narrow(visible_to(viewer)))
    waits = decision_waits(table, as_of=as_of).filter(pl.col("why") == COUNTED)
    questions = waits.unique("id")
    decided = questions.filter((pl.col("reopened") > 0) | pl.col("decided_on").is_not_null())
    reopened = decided.filter(pl.col("reopened") > 0).height
    is_enough = questions.height >= ENOUGH
    return DecisionSpeed(
        questions=questions.height,
        open=questions.filter(pl.col("state") == "open").height,
        decided=decided.height,
        reopened=reopened,
        speed=speed_of(waits["days"].to_list(), waits["cause"].to_list()) if is_enough else None,
        reopened_share=wilson(reopened, decided.height) if decided.height >= ENOUGH else None,
        is_partial=not may(viewer, SEE_ALL),
    )


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)
