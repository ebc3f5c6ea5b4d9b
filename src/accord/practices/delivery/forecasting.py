"""When one initiative will be done: chance, dates and the sentences that say them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from accord.practices.delivery.plans import Growth, Past, Plan
from accord.practices.judging import Ends
from accord.practices.members import fingerprint
from accord.practices.practice import Scope
from accord.practices.reading import Reason, Value
from accord.practices.words import gettext_noop as _
from accord.science import Finish, forecast_finish
from accord.science.throughput import FEWEST_PERIODS
from accord.tables import Snapshot

STALE = timedelta(days=28)
CERTAINTIES = {"p15": 0.15, "p50": 0.5, "p85": 0.85, "p95": 0.95}
LENGTH_WORDS = {7: _("weeks"), 14: _("spans of two weeks"), 28: _("spans of four weeks")}

CHANCE = _("What is left is done by {target} with a chance of {percent} % (milestones: {left}).")
HARDLY = _("At the pace so far, what is left will not be done by {target} (milestones: {left}).")
SURELY = _("At the pace so far, what is left will be done by {target} (milestones: {left}).")
DAYS = _("As likely as not it is done by {p50}; in 85 of 100 cases by {p85}.")
TOO_NEAR = _("The day is less than {days} days away or has just passed: the pace does not tell that close.")
PASSED = _("The day of the last milestone, {target}, has passed, and not all is done (milestones left: {left}).")
NO_DAY = _("At this pace there is no day in ten years by which it is done in half of the cases.")
PACE = _("Reached so far: {reached}, counted over the last {n} {lengths}, {empty} of them empty.")
GREW = _("Earlier plans grew on the way: the milestones left may become {p50}, and {p90} in one case of ten.")
GROWTH_UNKNOWN = _("How much is added on the way is not known; it is not in the forecast.")
UNDATED = _("Milestones without a day are not in the forecast: {count}.")
NO_PLAN = _("No milestone with a day is planned: there is no date to forecast.")
DONE = _("All that was planned is done.")
TOO_SHORT = _("Too short a past: {n} weeks; at least {minimum} are needed.")
TOO_EMPTY = _("Results come too rarely to tell a date: more than half of all {lengths} passed without any.")
OLD = _("Its record stops on {day}: what has happened since is not known.")


class State(Enum):
    """Whether a forecast can be made."""

    TOLD = "told"
    NO_PLAN = "no plan"
    DONE = "done"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance that an initiative is done by its last day with both ranges, or why none can be told.

    `is_near`: the day is less than a period away, or passed less than one ago; nothing is judged that close.
    """

    state: State
    reasons: tuple[Reason, ...]
    undated: int
    periods: int = 0
    chance: float | None = None
    interval: Ends = (None, None)
    guard: Ends = (None, None)
    is_near: bool = False
    figures: Mapping[str, Value] = field(default_factory=dict)


def forecast(snapshot: Snapshot, scope: Scope, name: str, plan: Plan) -> Forecast:
    """Forecast when what is left of one initiative's plan is done."""
    if not plan.left:
        return _without_plan(plan)
    past = plan.past()
    why = _why_not(snapshot.as_of, plan, past)
    if why is not None:
        return Forecast(State.UNKNOWN, (why, *_undated(plan)), plan.undated, len(past.reached))
    growth, left, target = plan.growth(past), plan.left, max(plan.left)
    digest = fingerprint(f"{name}\n{plan.trace}")
    finish = forecast_finish(past.reached, len(left), growth=growth or 1.0, digest=digest)
    ahead = (target - plan.until).days / past.days
    seen = _chance(finish, max(ahead, 0), scope.level)
    strict = _chance(finish, max(ahead, 0), scope.guard_level) if seen[2] < 1 else seen
    dates = {
        code: None if day is None else day.isoformat()
        for code, share in CERTAINTIES.items()
        for day in [finish.finish_date(share, plan.until, days=past.days)]
    }
    near = (Reason("too_near", TOO_NEAR, {"days": past.days}),) if -1 < ahead < 1 else ()
    said = _said(seen[0] if ahead > 0 else None, len(left), target, dates, past, finish, growth)
    return Forecast(
        State.TOLD,
        (*near, *said, *_undated(plan)),
        plan.undated,
        len(past.reached),
        seen[0],
        (seen[1], seen[2]),
        (strict[1], strict[2]),
        bool(near),
        {
            "left": len(left), "target": target.isoformat(), "from": plan.until.isoformat(), "reached": sum(past.reached),
            "periods": len(past.reached), "period_days": past.days, **_goals(finish), **dates,
        },
    )  # fmt: skip


def _without_plan(plan: Plan) -> Forecast:
    if plan.undated:
        return Forecast(State.NO_PLAN, (Reason("no_plan", NO_PLAN),), plan.undated)
    return Forecast(State.DONE, (Reason("done", DONE),), 0)


def _why_not(as_of: date, plan: Plan, past: Past) -> Reason | None:
    if plan.until < as_of - STALE:
        return Reason("old", OLD, {"day": plan.until.isoformat()})
    if past.is_enough:
        return None
    if len(past.reached) < FEWEST_PERIODS:
        return Reason("too_short", TOO_SHORT, {"n": len(past.reached), "minimum": FEWEST_PERIODS})
    return Reason("too_empty", TOO_EMPTY, {"lengths": LENGTH_WORDS[past.days]})


def _chance(finish: Finish, ahead: float, level: float) -> tuple[float, float, float]:
    """Return the chance to be done `ahead` periods from now with its range, rising evenly within a period."""
    before, part = math.floor(ahead), ahead - math.floor(ahead)
    early = finish.on_time_interval(before, level=level)
    if not part:
        return early.value, early.low, early.high
    late = finish.on_time_interval(before + 1, level=level)
    value, low, high = (
        (1 - part) * one + part * other
        for one, other in ((early.value, late.value), (early.low, late.low), (early.high, late.high))
    )
    return value, low, high


def _said(
    chance: float | None,
    left: int,
    target: date,
    dates: Mapping[str, str | None],
    past: Past,
    finish: Finish,
    growth: Growth | None,
) -> Iterator[Reason]:
    values: dict[str, Value] = {"left": left, "target": target.isoformat()}
    if chance is None:
        yield Reason("passed", PASSED, values)
    elif chance < 0.01:
        yield Reason("hardly", HARDLY, values)
    elif chance > 0.99:
        yield Reason("surely", SURELY, values)
    else:
        yield Reason("chance", CHANCE, {**values, "percent": round(100 * chance)})
    if dates["p50"] and dates["p85"]:
        yield Reason("days", DAYS, {"p50": dates["p50"], "p85": dates["p85"]})
    else:
        yield Reason("no_day", NO_DAY)
    counted: dict[str, Value] = {"reached": sum(past.reached), "n": len(past.reached), "empty": past.reached.count(0)}
    yield Reason("pace", PACE, {**counted, "lengths": LENGTH_WORDS[past.days]})
    if growth is None:
        yield Reason("growth_unknown", GROWTH_UNKNOWN)
    elif (grown := _goals(finish))["left_p90"] != left:
        yield Reason("grew", GREW, {"p50": grown["left_p50"], "p90": grown["left_p90"]})


def _undated(plan: Plan) -> tuple[Reason, ...]:
    return (Reason("undated", UNDATED, {"count": plan.undated}),) if plan.undated and plan.left else ()


def _goals(finish: Finish) -> dict[str, Value]:
    """Return how many milestones what is left may become, at P10, P50 and P90."""
    goals = sorted(finish.goals.tolist())
    return {f"left_p{part}": math.ceil(goals[len(goals) * part // 100] - 1e-9) for part in (10, 50, 90)}
