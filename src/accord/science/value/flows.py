"""Money over time at a fixed rate: present value, modified return, the time until it is back, profitability.

Flows are one for each period, the first at time zero and not discounted. Source: Brealey, Myers & Allen, Principles of
Corporate Finance, chapters 2 and 5.
"""

import math

import numpy as np

from accord.science.inputs import Floats, Numbers, checked_values

PERIODS_A_YEAR = 12


def checked_rate(rate: float, what: str = "rate") -> float:
    """Return the rate if it is a number above −1; raises ValueError otherwise."""
    if not (math.isfinite(rate) and rate > -1):
        raise ValueError(f"The {what} must be a number above −1, not {rate}.")
    return rate


def factors(rate: float, periods: int) -> Floats:
    """Return what one unit in period 0, 1, … is worth today."""
    worth: Floats = (1 + checked_rate(rate)) ** -np.arange(periods, dtype=np.float64)
    return worth


def month_factors(yearly_rate: float, months: int) -> Floats:
    """Return what one unit in month 0, 1, … is worth today at a yearly rate: (1 + r)^(−m/12)."""
    worth: Floats = (1 + checked_rate(yearly_rate)) ** (-np.arange(months, dtype=np.float64) / PERIODS_A_YEAR)
    return worth


def monthly(yearly_rate: float) -> float:
    """Return the monthly rate that compounds to a yearly one."""
    return float((1 + checked_rate(yearly_rate)) ** (1 / PERIODS_A_YEAR)) - 1


def yearly(monthly_rate: float) -> float:
    """Return the yearly rate that a monthly one compounds to."""
    return float((1 + checked_rate(monthly_rate)) ** PERIODS_A_YEAR) - 1


def npv(rate: float, flows: Numbers) -> float:
    """Return the net present value Σ flow_t/(1+rate)^t; raises ValueError on an empty list, NaN or a rate at or below −1."""
    values = checked_values(flows, "flows")
    return math.fsum(values * factors(rate, len(values)))


def mirr(flows: Numbers, finance_rate: float, reinvest_rate: float) -> float | None:
    """Return the modified internal rate of return; None where money only goes out or only comes in.

    What goes out is discounted at `finance_rate`, what comes in grows at `reinvest_rate` to the last period.
    """
    values = checked_values(flows, "flows")
    out = -npv(checked_rate(finance_rate, "finance rate"), np.minimum(values, 0))
    into = npv(checked_rate(reinvest_rate, "reinvestment rate"), np.maximum(values, 0))
    last = len(values) - 1
    if out <= 0 or into <= 0 or last == 0:
        return None
    return float((into / out) ** (1 / last)) * (1 + reinvest_rate) - 1


def payback(flows: Numbers) -> float | None:
    """Return after how many periods the money is back for good, interpolated within a period; None if never.

    Zero where nothing was ever laid out. What is back once and laid out again counts from the last time. What is back
    to the last digit is back: a rest that rounding alone can leave is none.
    """
    values = checked_values(flows, "flows")
    so_far = np.cumsum(values)
    rounding = len(values) * np.finfo(np.float64).eps * np.cumsum(np.abs(values))
    missing = np.flatnonzero(so_far < -rounding)
    if not len(missing):
        return 0.0
    last = int(missing[-1])
    if last == len(so_far) - 1:
        return None
    return last + float(-so_far[last] / (so_far[last + 1] - so_far[last]))


def discounted_payback(rate: float, flows: Numbers) -> float | None:
    """Return after how many periods the present value of what came back covers what was laid out; as `payback`."""
    values = checked_values(flows, "flows")
    return payback(values * factors(rate, len(values)))


def profitability_index(rate: float, flows: Numbers) -> float | None:
    """Return the present value of what comes in per unit of what goes out; None where nothing goes out."""
    values = checked_values(flows, "flows")
    out = -npv(rate, np.minimum(values, 0))
    return npv(rate, np.maximum(values, 0)) / out if out > 0 else None
