"""How long it takes until half have arrived, when some are still on the way and some never will."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.practices.judging import Ends
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reason
from accord.practices.words import gettext_noop as _
from accord.science import Incidence, Survival, cumulative_incidence, kaplan_meier

OPEN, ARRIVED, GIVEN_UP = 0, 1, 2
MANY_GIVEN_UP = 0.1
KAPLAN_MEIER, AALEN_JOHANSEN = "kaplan-meier", "aalen-johansen"


@dataclass(frozen=True, slots=True)
class Wait:
    """The day by which half have arrived, with its ranges; `at_least`: not reached, the value is a lower limit."""

    method: str
    value: float | None
    interval: Ends
    guard: Ends
    at_least: bool
    reasons: tuple[Reason, ...]


def wait(practice: Practice, scope: Scope, durations: Any, causes: Any) -> Wait:
    """Estimate the median wait: Kaplan–Meier, or cumulative incidence where more than a tenth were given up.

    If half have not arrived, the wait is a lower limit when even that is beyond the opening threshold, else unknown.
    """
    if len(durations) < practice.min_rows:
        return Wait(KAPLAN_MEIER, None, (None, None), (None, None), at_least=False, reasons=())
    given_up = int((causes == GIVEN_UP).sum())
    many = given_up > MANY_GIVEN_UP * len(causes)
    curve = _curve(durations, causes, scope, incidence=many)
    method = AALEN_JOHANSEN if many else KAPLAN_MEIER
    why = (Reason("given_up", GIVEN_UP_WORDS, {"count": given_up, "n": len(causes)}),) if many else ()
    value, strict = curve.quantile(0.5), curve.exact_quantile_interval(0.5, level=scope.guard_level)
    if value is not None:
        return Wait(method, value, curve.quantile_interval(0.5), strict, at_least=False, reasons=why)
    low = curve.exact_quantile_interval(0.5, level=scope.level)[0]
    why = (*why, Reason("half_not_reached", HALF_NOT_REACHED, {"days": round(low or 0)}))
    beyond = practice.is_beyond_opening(low, None)
    return Wait(method, low if beyond else None, (low, None), (strict[0], None), at_least=beyond, reasons=why)


def _curve(durations: Any, causes: Any, scope: Scope, *, incidence: bool) -> Survival | Incidence:
    if incidence:
        return cumulative_incidence(durations, causes, ARRIVED, level=scope.level)
    return kaplan_meier(durations, np.asarray(causes) == ARRIVED, level=scope.level)


GIVEN_UP_WORDS = _("{count} of {n} were given up; they count as never arriving.")
HALF_NOT_REACHED = _("Half have not arrived yet; it takes at least {days} days.")
