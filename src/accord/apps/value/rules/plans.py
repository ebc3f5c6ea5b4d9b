"""A version of a case as a plan for the numbers: its lines by month, and what they are worth today to the cent."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from accord.apps.value.rules.flows import Range, last_month, month_after, months_between, months_of
from accord.science.value import BENEFIT, COST, LineRange, Plan

CENT = Decimal("0.01")
DIGITS = 120  # of what is not rounded yet; at −99.99 % a year money in twenty years is worth 1e80 times as much today
Three = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class PlanLine:
    """A line in the currency of its version: what it comes to each time, and in which months."""

    key: str
    title: str
    flow: str
    rhythm: str
    from_month: date
    to_month: date | None
    each: Range


@dataclass(frozen=True)
class Terms:
    """What holds for all lines: time zero, how far it is counted, a yearly rate, and what moves all benefits."""

    start_month: date
    horizon_months: int
    discount_share: Decimal
    adoption: Three | None = None
    shift: Three | None = None

    @property
    def last(self) -> date:
        """Give the last month that counts."""
        return last_month(self.start_month, self.horizon_months)


@dataclass(frozen=True)
class MonthFlow:
    """One month at likely values: amounts, what a unit is worth today, what it comes to today and so far.

    Every column adds up to the cent: rounding goes along with the running total.
    """

    number: int
    month: date
    cost: Decimal
    benefit: Decimal
    factor: Decimal
    worth: Decimal
    so_far: Decimal

    @property
    def net(self) -> Decimal:
        """Give benefits less costs."""
        return self.benefit - self.cost


@dataclass(frozen=True)
class LineWorth:
    """One line at its likely amount: how often it comes, what that adds up to, and what it is worth today (with its sign).

    ``worth`` is after take-up and delay; the worths of all lines add up to the present value, to the cent.
    """

    line: PlanLine
    times: int
    total: Decimal
    worth: Decimal


def numbers_of(line: PlanLine, terms: Terms) -> tuple[int, ...]:
    """List the months of a line counted from time zero; what was before counts as at time zero."""
    months = months_of(line.rhythm, line.from_month, line.to_month, last=terms.last)
    return tuple(max(months_between(terms.start_month, month), 0) for month in months)


def plan_of(lines: Iterable[PlanLine], terms: Terms, ratios: tuple[float, ...] = ()) -> Plan:
    """Turn lines and terms into the plan the numbers are made from; ``ratios`` are those of a reference class."""
    return Plan(
        lines=tuple(
            LineRange(
                one.title, COST if one.flow == COST else BENEFIT, numbers_of(one, terms),
                float(one.each.low), float(one.each.likely), float(one.each.high),
            )
            for one in lines
        ),
        discount_share=float(terms.discount_share),
        ratios=ratios,
        adoption=_floats(terms.adoption),
        shift=_floats(terms.shift),
        horizon=terms.horizon_months - 1,
    )  # fmt: skip


def _floats(three: Three | None) -> tuple[float, float, float] | None:
    return (float(three[0]), float(three[1]), float(three[2])) if three else None


def month_flows(lines: Sequence[PlanLine], terms: Terms) -> tuple[MonthFlow, ...]:
    """Lay the likely amounts out by month: benefits after likely take-up and delay, discounted by month."""
    with localcontext() as exact:
        exact.prec = DIGITS
        costs, benefits = [Decimal(0)] * terms.horizon_months, [Decimal(0)] * terms.horizon_months
        for line in lines:
            into = costs if line.flow == COST else benefits
            for number, part in _moved(line, terms):
                into[number] += line.each.likely * part
        factors = list(_factors(terms))
        worth = [(b - c) * f for b, c, f in zip(benefits, costs, factors, strict=True)]
        rounded = zip(_in_cents(costs), _in_cents(benefits), factors, _in_cents(worth), strict=True)
        found, so_far = [], Decimal("0.00")
        for number, (cost, benefit, factor, value) in enumerate(rounded):
            so_far += value
            month = month_after(terms.start_month, number)
            found.append(MonthFlow(number, month, cost, benefit, factor, value, so_far))
    return tuple(found)


def line_worths(lines: Sequence[PlanLine], terms: Terms) -> tuple[LineWorth, ...]:
    """Say what each line is worth today at its likely amount."""
    with localcontext() as exact:
        exact.prec = DIGITS
        factors = list(_factors(terms))
        worth = []
        for line in lines:
            value = sum((part * factors[number] for number, part in _moved(line, terms)), Decimal(0)) * line.each.likely
            worth.append(-value if line.flow == COST else value)
        rounded = list(_in_cents(worth))
    counts = [len(numbers_of(line, terms)) for line in lines]
    return tuple(
        LineWorth(line, times, line.each.likely * times, value)
        for line, times, value in zip(lines, counts, rounded, strict=True)
    )


def _moved(line: PlanLine, terms: Terms) -> Iterable[tuple[int, Decimal]]:
    """Give the months of a line with the part that counts in each: costs as planned, benefits as taken up and later."""
    share = terms.adoption[1] if terms.adoption and line.flow != COST else Decimal(1)
    delay = terms.shift[1] if terms.shift and line.flow != COST else Decimal(0)
    whole = math.floor(delay)
    part = delay - whole
    for number in numbers_of(line, terms):
        for later, weight in ((whole, 1 - part), (whole + 1, part)):
            if weight and number + later < terms.horizon_months:
                yield max(number + later, 0), weight * share


def _factors(terms: Terms) -> Iterable[Decimal]:
    each = (1 + terms.discount_share) ** (Decimal(-1) / 12)
    worth = Decimal(1)
    for _number in range(terms.horizon_months):
        yield worth
        worth *= each


def _in_cents(amounts: Iterable[Decimal]) -> Iterable[Decimal]:
    """Round amounts so that they add up to their rounded sum: each is what the running total gains."""
    exact, told = Decimal(0), Decimal("0.00")
    for amount in amounts:
        exact += amount
        now = exact.quantize(CENT, rounding=ROUND_HALF_EVEN)
        yield now - told
        told = now
