"""What it is worth to be able to wait: one step up or down, and the European option on something that wanders.

A project is not traded, so this is the value of waiting for a pilot, not a market price. Sources: Hull, Options, Futures
and Other Derivatives (binomial trees; Black–Scholes–Merton).
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from accord.science.value.flows import checked_rate


@dataclass(frozen=True, slots=True)
class OneStep:
    """The value of an option over one step, and the risk-neutral chance of the way up behind it."""

    value: float
    chance_up: float


@dataclass(frozen=True, slots=True)
class European:
    """The values of a European call and put."""

    call: float
    put: float


def one_step_option(up: float, down: float, rate: float, value_up: float, value_down: float) -> OneStep:
    """Return (q·value_up + (1 − q)·value_down)/(1 + rate) with q = ((1 + rate) − down)/(up − down).

    `up` and `down` are the factors by which the value underneath moves, `rate` is riskless over the step. Raises
    ValueError unless down < 1 + rate < up: otherwise one could gain without risk.
    """
    growth = 1 + checked_rate(rate)
    if not 0 <= down < growth < up:
        raise ValueError("The riskless growth must lie between the way down and the way up.")
    chance = (growth - down) / (up - down)
    return OneStep((chance * value_up + (1 - chance) * value_down) / growth, chance)


def european_option(spot: float, strike: float, rate: float, volatility: float, years: float) -> European:
    """Return call and put by Black–Scholes–Merton; `rate` is continuously compounded, `volatility` a yearly one."""
    if min(spot, strike, volatility, years) <= 0 or not all(
        map(math.isfinite, (spot, strike, rate, volatility, years))
    ):
        raise ValueError("Value, price, volatility and time must be numbers above zero.")
    spread = volatility * math.sqrt(years)
    one = (math.log(spot / strike) + (rate + volatility**2 / 2) * years) / spread
    two = one - spread
    later, share = strike * math.exp(-rate * years), NormalDist().cdf
    return European(spot * share(one) - later * share(two), later * share(-two) - spot * share(-one))
