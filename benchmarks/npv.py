"""What 10,000 initiatives may be worth, against an analyst's loop that draws each of them, in one run.

    python benchmarks/npv.py [INITIATIVES] [LOOPED]

Costs go off by a log-normal ratio; benefits come up over a year and start late by a range of months. A loop takes
milliseconds for each initiative, so only so many (default 200, drawn at random) are looped and the time is scaled up;
the answers are compared on those, in standard errors of the draws. Then the same with a range on each line and on the
take-up, where there is no closed form: as many draws as the loop makes, but each input is worked out once for each of
10,000 equally likely parts and only looked up from then on.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from _timing import peak

from accord.science.value import (
    BENEFIT,
    COST,
    LineRange,
    LogNormal,
    Plan,
    ValueDistribution,
    distributions,
    of_draws,
)

T = TypeVar("T")
DRAWS, HORIZON = 10_000, 60
NUMBERS = ("p10", "p50", "p90", "loss_share", "cvar10")
MOST = 3.0  # standard errors
GOAL = 150


def cases(count: int, *, ranges: bool) -> list[Plan]:
    """Generate initiatives, seeded: build, run, and a saving that comes up in four steps."""
    rng = np.random.default_rng(20_261_122)
    return [case(rng, ranges=ranges) for _ in range(count)]


def case(rng: np.random.Generator, *, ranges: bool) -> Plan:
    """Generate one initiative."""
    months = int(rng.integers(4, 13))
    low, high = (0.7, 1.5) if ranges else (1.0, 1.0)

    def line(name: str, flow: str, start: int, likely: float) -> LineRange:
        return LineRange(name, flow, tuple(range(start, HORIZON)), low * likely, likely, high * likely)

    build = rng.uniform(2e4, 2e5)
    cost = LineRange("build", COST, tuple(range(months)), low * build, build, high * build)
    saving = build * months * rng.uniform(0.02, 0.06) / 4
    ramp = [line(f"saving {step}", BENEFIT, months + 3 * step, saving) for step in range(4)]
    ratio = LogNormal(float(rng.uniform(0, 0.3)), float(rng.uniform(0.2, 0.6)))
    late = float(rng.uniform(1, 4))
    share = (0.5, 0.7, 0.9) if ranges else None
    run = line("run", COST, months, build * 0.02)
    return Plan((cost, run, *ramp), 0.08, ratio, share, (late / 2, late, 3 * late), HORIZON)


class Looped:
    """The analyst's script: draw, lay out month by month, discount, sum, take quantiles; one initiative after another."""

    def __init__(self, plan: Plan, rng: np.random.Generator) -> None:
        self.plan, self.rng = plan, rng

    def amount(self, low: float, likely: float, high: float) -> np.ndarray | float:
        """Return draws through P10, P50 and P90: the metalog of the logarithm."""
        if low == high:
            return likely
        a, b, c = np.log([low, likely, high])
        y = self.rng.random(DRAWS)
        logit, lean, width = np.log(y / (1 - y)), (1 - 2 * (b - a) / (c - a)), c - a
        return np.exp(b + width * logit * (1 / (2 * np.log(9)) + lean * (y - 0.5) / (0.8 * np.log(9))))

    def run(self) -> ValueDistribution:
        """Return the numbers of one initiative."""
        plan = self.plan
        month = np.arange(HORIZON + 1)
        discount = (1 + plan.discount_share) ** (-month / 12)
        ratio = self.rng.lognormal(plan.ratios.middle, plan.ratios.spread, DRAWS)
        late = self.amount(*plan.shift)
        share = self.amount(*plan.adoption) if plan.adoption else 1.0
        value = np.zeros(DRAWS)
        for line in plan.lines:
            amount = self.amount(line.low, line.likely, line.high)
            if line.flow == COST:
                value -= ratio * amount * discount[list(line.months)].sum()
                continue
            first, after = line.months[0] + late, line.months[-1] + 1 + late
            for at in month:  # between two months a benefit counts by its part in each
                value += share * amount * discount[at] * (np.clip(at + 1 - first, 0, 1) - np.clip(at + 1 - after, 0, 1))
        return of_draws(value)


def spent(work: Callable[[], T], times: int) -> tuple[float, T]:
    """Return the least processor time of some runs, so that what else runs on the machine counts little, and the result."""
    taken = []
    for _run in range(times):
        clock = time.process_time()
        result = work()
        taken.append(time.process_time() - clock)
    return min(taken), result


def off(found: Sequence[ValueDistribution], looped: Sequence[ValueDistribution]) -> np.ndarray:
    """Return by how many standard errors of both the answers differ: initiatives by numbers."""
    rows = []
    for one, other in zip(found, looped, strict=True):
        errors = [
            np.hypot(getattr(one.standard_errors, name), getattr(other.standard_errors, name)) for name in NUMBERS
        ]
        apart = [abs(getattr(one, name) - getattr(other, name)) for name in NUMBERS]
        rows.append(
            [
                a / max(e, 1 / DRAWS if n == "loss_share" else 1e-9)
                for a, e, n in zip(apart, errors, NUMBERS, strict=True)
            ]
        )
    return np.array(rows)


def compare(title: str, count: int, looped: int, *, ranges: bool) -> tuple[float, bool]:
    """Measure one kind of case and print the ratio; return it and whether the answers agree."""
    plans = cases(count, ranges=ranges)
    digests = [f"case {number}" for number in range(count)]
    distributions(plans[:50], digests[:50])  # imports and first use
    fast, found = spent(lambda: distributions(plans, digests), 1 if ranges else 5)
    rng = np.random.default_rng(1)
    some = rng.choice(count, min(looped, count), replace=False)
    slow, expected = spent(lambda: [Looped(plans[number], rng).run() for number in some], 1)
    ratio = slow / len(some) * count / fast
    apart = off([found[number] for number in some], expected)
    print(f"{title}: {count:,} initiatives, method {found[0].method}")
    print(f"  at once                       {fast:8.2f} s  {1e6 * fast / count:8.0f} µs each")
    print(f"  loop of draws, {len(some)} of them     {slow:8.2f} s  {1e6 * slow / len(some):8.0f} µs each")
    print(f"  ratio, loop scaled to all     {ratio:8.0f} times faster")
    for name, column in zip(NUMBERS, apart.T, strict=True):
        within = (column <= MOST).mean()
        print(
            f"  {name:11} {within:6.1%} within {MOST:.0f} standard errors, median {np.median(column):.2f}, largest {column.max():.1f}"
        )
    return ratio, bool((apart <= MOST).mean() > 0.99)


def main(count: int, looped: int) -> int:
    """Measure both kinds; the exit code is 1 where the answers differ or the closed form misses its goal."""
    ratio, agrees = compare("fixed lines, closed form", count, looped, ranges=False)
    _, close = compare("ranges on every line", max(count // 10, 1), looped, ranges=True)
    print(f"peak memory {peak():.0f} MB")
    print(f"goal: {GOAL} times faster with a closed form: {'met' if ratio >= GOAL else 'missed'}")
    print("the answers agree" if agrees and close else "the answers differ")
    return int(not (agrees and close and ratio >= GOAL))


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 200][len(given) :])))
