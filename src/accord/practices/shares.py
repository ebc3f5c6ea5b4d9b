"""Practices that ask how many of the initiatives pass."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from accord.practices import reasons
from accord.practices.judging import Finding, judged
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Value
from accord.science import clopper_pearson, wilson
from accord.tables import Snapshot

WILSON = "wilson"


def share_readings(
    practice: Practice,
    snapshot: Snapshot,
    scope: Scope,
    members: Members,
    told: Told,
    unknown: str,
    more: Callable[[Branch], tuple[dict[str, Value], tuple[Reason, ...]]] | None = None,
    *,
    counted: int = PASSES,
) -> Iterator[Reading]:
    """Yield passes ÷ (passes + fails) for each subject with Wilson's interval, exact at the guard level.

    With `counted` FAILS it is the share of those that fail. What is unknown is counted as missing, never as a pass or a
    fail; `unknown` says what is, `more` adds figures and reasons to a subject.
    """
    totals = {state: _running(told.states == state) for state in (PASSES, FAILS, UNKNOWN)}
    for branch in members.wanted(scope):
        passes, fails, missing = (int(t[branch.end] - t[branch.start]) for t in totals.values())
        figures, said = more(branch) if more else ({}, ())
        if missing:
            said = (*said, reasons.left_out(missing, unknown))
        yield judged(
            practice,
            snapshot,
            scope,
            Finding(
                kind=branch.kind,
                id=branch.id,
                whole=branch.whole,
                n=passes + fails,
                n_missing=missing,
                digest=members.digest(branch.rows),
                method=WILSON,
                reasons=said,
                evidence=InitiativeEvidence(members, told, branch.rows),
                figures={"passes": passes, "fails": fails, "unknown": missing, **figures},
                **share_ends(practice, scope, passes if counted == PASSES else fails, passes + fails),
            ),
        )


def share_ends(practice: Practice, scope: Scope, passes: float, n: float) -> dict[str, Any]:
    """Return value and both intervals of a share; nothing below the practice's least number of rows."""
    if n < practice.min_rows:
        return {}
    seen, guard = wilson(passes, n, level=scope.level), clopper_pearson(passes, n, level=scope.guard_level)
    return {"value": seen.value, "interval": (seen.low, seen.high), "guard": (guard.low, guard.high)}


def _running(flags: Any) -> Any:
    return np.concatenate(([0], np.cumsum(flags)))
