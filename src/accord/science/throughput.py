"""When the rest will be done, if the weeks to come are like the weeks that were.

Past periods are drawn with replacement, those in which nothing was finished included, until their sum reaches what
remains (Magennis, Forecasting and Simulating Software Development Projects, 2011; Vacanti, When Will It Be Done, 2020).
What remains may itself be a range, and may grow while it is worked on. Where a good week tends to follow a good week,
runs of two or three weeks are drawn together (moving blocks: Künsch, Annals of Statistics 17, 1989): drawing single
weeks would make the far dates too near.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from accord.science.draws import DRAWS, drawn_quantile, generator
from accord.science.inputs import Floats, Ints, Numbers, checked_level, checked_values, frozen
from accord.science.intervals import ShareInterval

FEWEST_PERIODS = 8  # below, a forecast says more about chance than about the team
MOST_PERIODS = 20  # what lies further back was another team
MOST_ZEROS = 0.5
CORRELATED = 0.3  # from here on neighbouring periods are drawn together
STRONGLY_CORRELATED = 0.5
HORIZON = 520  # ten years of weeks: whoever needs more has no date
REPLICATES, DRAWS_EACH = 200, 100
MOST_COUNTED = 200  # up to so many pieces chances are counted exactly, beyond it they are drawn
ROUNDING = 1e-9  # sums of fractions that should reach what remains may miss it by this much


@runtime_checkable
class Quantiles(Protocol):
    """Anything that knows its quantiles, such as the curves of `fit_curve` or a pool of them."""

    def quantile(self, probability: ArrayLike, /) -> Any:
        """Return the values below which the given shares lie."""


Amount: TypeAlias = float | Quantiles


@dataclass(frozen=True, slots=True, eq=False)
class Finish:
    """In how many periods the rest is done, draw by draw; infinite where it is not within the horizon.

    `goals` is what each draw had to finish. `history` are the periods drawn from, `block` how many neighbouring ones
    at a time, `autocorrelation` how alike neighbours are, from −1 to 1.
    """

    draws: Floats
    goals: Floats
    history: Floats
    block: int
    autocorrelation: float
    digest: str

    @property
    def zero_share(self) -> float:
        """Return the share of past periods in which nothing was finished."""
        return float((self.history == 0).mean())

    @property
    def enough(self) -> bool:
        """Tell whether the past is long and busy enough: at least eight periods, at most half of them empty."""
        return len(self.history) >= FEWEST_PERIODS and self.zero_share <= MOST_ZEROS

    def quantile(self, certainty: float) -> int | None:
        """Return the smallest number of periods that suffices with that certainty; None beyond the horizon."""
        periods = drawn_quantile(self.draws, certainty)
        return int(periods) if math.isfinite(periods) else None

    def finish_date(self, certainty: float, start: date, *, days: int = 7) -> date | None:
        """Return the day on which the rest is done with that certainty; periods last `days` and begin on `start`."""
        periods = self.quantile(certainty)
        return None if periods is None else start + timedelta(days=days * periods)

    def on_time(self, periods: int) -> float:
        """Return the chance that the rest is done within so many whole periods."""
        return float((self.draws <= periods).mean())

    def on_time_interval(self, periods: int, *, level: float = 0.95) -> ShareInterval:
        """Return that chance with how far it is open because the past is short; n is the number of past periods.

        The past is weighted anew again and again (Bayesian bootstrap: Rubin, Annals of Statistics 9, 1981). That the
        future may differ from the past is not in it.
        """
        tail = (1 - checked_level(level)) / 2
        value = self.on_time(periods)
        chances = _reweighted_chances(self, max(periods, 0))
        low, high = (float(end) for end in np.quantile(chances, [tail, 1 - tail], method="inverted_cdf"))
        return ShareInterval(value, min(low, value), max(high, value), level, len(self.history))


def forecast_finish(
    history: Numbers,
    remaining: Amount,
    *,
    digest: str,
    growth: Amount = 1.0,
    block: int | None = None,
    draws: int = DRAWS,
    horizon: int = HORIZON,
) -> Finish:
    """Return in how many periods what remains will be done.

    `history` is what was finished in each past period, oldest first, zeros included; the last twenty count.
    `remaining` is how much is left, `growth` into how many pieces each of it splits while it is worked on; each a number
    or something with quantiles, such as the curve through P10, P50 and P90. `block` sets how many neighbouring periods
    are drawn together; left out, the past decides. `digest` stands for inputs and subject. Raises ValueError on an empty
    past, on amounts below zero and on blocks longer than the past.
    """
    past = _past(history)
    correlation = autocorrelation(past)
    block = _checked_block(past, block_length(past) if block is None else block)
    goals = _goals(remaining, growth, digest, draws)
    periods = _first_passage(_sums(past, block), goals, generator(digest, "periods"), horizon)
    for array in (past, goals, periods):
        frozen(array)
    return Finish(periods, goals, past, block, correlation, digest)


def exact_finish_chances(history: Numbers, remaining: float, *, periods: int, block: int = 1) -> Floats:
    """Return the exact chance to be done within 0, 1, … `periods` periods, for whole numbers and one fixed rest.

    The cost grows with what remains, so this is for small cases and for checking the draws. Raises ValueError as
    `forecast_finish`, and where the past holds fractions.
    """
    past = _past(history)
    if (past != np.floor(past)).any() or not (math.isfinite(remaining) and remaining >= 0):
        raise ValueError("The exact chance needs whole numbers in the past and a known rest of at least 0.")
    sums = _sums(past, _checked_block(past, block)).astype(np.int64)
    goal = math.ceil(remaining)
    before = after = np.eye(1, goal + 1)[0]  # the chance that so much is done; the last place holds all at the goal
    chances = [before[goal]]
    while len(chances) <= periods:
        for done in sums.T:
            place = np.minimum(np.arange(goal + 1)[:, None] + done, goal).ravel()
            after = np.bincount(place, weights=np.repeat(before / len(done), len(done)), minlength=goal + 1)
            chances.append(after[goal])
        before = after
    return np.array(chances[: periods + 1])


def autocorrelation(history: Numbers) -> float:
    """Return how alike neighbouring periods are (lag 1), from −1 to 1; 0 where all periods are the same."""
    values = checked_values(history, "past periods")
    off = values - values.mean()
    total = float(off @ off)
    return float(off[1:] @ off[:-1]) / total if total > 0 else 0.0


def block_length(history: Numbers) -> int:
    """Return how many neighbouring periods to draw together: 1, 2 above a correlation of 0.3, 3 above 0.5."""
    correlation = autocorrelation(history)
    wanted = 1 + (correlation > CORRELATED) + (correlation > STRONGLY_CORRELATED)
    return min(wanted, max(len(history) // 2, 1))


def whole_periods(start: date, due: date, *, days: int = 7) -> int:
    """Return how many whole periods end by the due date; 0 if it is over."""
    return max((due - start).days // days, 0)


def _past(history: Numbers) -> Floats:
    past = np.array(checked_values(history, "past periods")[-MOST_PERIODS:])
    if (past < 0).any():
        raise ValueError("Nobody finishes less than nothing: a past period is below 0.")
    return past


def _checked_block(past: Floats, block: int) -> int:
    if not 1 <= block <= len(past):
        raise ValueError(f"A block of {block} periods cannot be drawn from {len(past)}.")
    return block


def _sums(past: Floats, block: int) -> Floats:
    """Return what each run of `block` periods had finished after its first, second, … period, one row for each run."""
    sums: Floats = np.cumsum(sliding_window_view(past, block), axis=1)
    return sums


def _goals(remaining: Amount, growth: Amount, digest: str, draws: int) -> Floats:
    amounts = _drawn(remaining, generator(digest, "remaining"), draws)
    return amounts * _drawn(growth, generator(digest, "growth"), draws)


def _drawn(amount: Amount, chance: np.random.Generator, draws: int) -> Floats:
    if isinstance(amount, Quantiles):
        values = np.asarray(amount.quantile(chance.random(draws)), dtype=np.float64)
    else:
        values = np.full(draws, float(amount))
    if values.shape != (draws,) or not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("What remains, and how it grows, are known amounts from 0 upwards: give a curve its bound.")
    return values


def _first_passage(sums: Floats, goals: Floats, chance: np.random.Generator, horizon: int) -> Floats:
    """Return the first period in which each draw's sum reaches its goal."""
    needed = goals * (1 - ROUNDING)
    finish = np.where(needed <= 0, 0.0, np.inf)
    if not sums.any():
        return finish
    done = np.zeros(len(goals))
    for begin in range(0, horizon, sums.shape[1]):
        picked = sums[chance.integers(len(sums), size=len(goals))]
        for step in range(min(sums.shape[1], horizon - begin)):
            reached = np.isinf(finish) & (done + picked[:, step] >= needed)
            finish[reached] = begin + step + 1
        if np.isfinite(finish).all():
            break
        done += picked[:, -1]
    return finish


def _reweighted_chances(finish: Finish, periods: int) -> Floats:
    """Return the chance to be done within so many periods, once for each new weighting of the past."""
    chance = generator(finish.digest, f"weights {periods}")
    sums = _sums(finish.history, finish.block)
    # runs overlap: each counts for the share of it that no other holds
    weights = chance.dirichlet(np.full(len(sums), 1 / finish.block), size=REPLICATES)
    goals = np.ceil(finish.goals * (1 - ROUNDING))
    if (sums == np.floor(sums)).all() and goals.max(initial=0) <= MOST_COUNTED:
        return _counted_chances(sums.astype(np.int64), weights, goals.astype(np.int64), periods)
    return _drawn_chances(finish, sums, weights, periods, chance)


def _counted_chances(sums: Ints, weights: Floats, goals: Ints, periods: int) -> Floats:
    """Return the chances exactly, by counting what is done after each run of periods; all at the goal is one place."""
    block, most = sums.shape[1], int(goals.max(initial=0))
    runs, over = divmod(periods, block)
    done = np.zeros((len(weights), most + 1))
    done[:, 0] = 1
    for column in [block - 1] * runs + [over - 1] * bool(over):
        after = np.zeros_like(done)
        for amount in np.unique(sums[:, column]).tolist():
            step = min(amount, most)
            gain = weights[:, sums[:, column] == amount].sum(axis=1, keepdims=True)
            after[:, step:] += gain * done[:, : most + 1 - step]
            after[:, most] += (gain * done[:, most + 1 - step :]).sum(axis=1)
        done = after
    reached = np.cumsum(done[:, ::-1], axis=1)[:, ::-1]
    shares = np.bincount(goals, minlength=most + 1) / len(goals)
    chances: Floats = np.clip(np.round(reached @ shares, 12), 0, 1)
    return chances


def _drawn_chances(finish: Finish, sums: Floats, weights: Floats, periods: int, chance: np.random.Generator) -> Floats:
    """Return the chances by drawing, where amounts are no whole numbers or too many to count."""
    runs, over = divmod(periods, finish.block)
    size, weights = (REPLICATES, DRAWS_EACH), weights[:, None, :]
    done = chance.multinomial(runs, weights, size=size) @ sums[:, -1]
    if over:
        done = done + chance.multinomial(1, weights, size=size) @ sums[:, over - 1]
    goals = chance.choice(finish.goals, size=size)
    chances: Floats = (done >= goals * (1 - ROUNDING)).mean(axis=1)
    return chances
