"""What an effect is worth: exact amounts from an estimate, rounded once, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from accord.apps.value.rules.effects.sizes import known
from accord.apps.value.rules.words import RHYTHM_MONTHS

CENT = Decimal("0.01")
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class Worth:
    """An amount with the interval it comes from; without one nothing is known about how sure it is."""

    amount: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def about(self) -> float:
        """Give the amount no finer than its interval knows, to be told and not to be added up."""
        low, high = (None if end is None else float(end) for end in (self.low, self.high))
        return known(float(self.amount), low, high)


def exact(value: float) -> Decimal:
    """Give a float as the shortest decimal that names it."""
    return Decimal(repr(value))


def worth(
    change: float,
    low: float | None,
    high: float | None,
    *,
    periods: int,
    period_rhythm: str,
    unit_amount: Decimal,
    unit_rhythm: str,
    share: Decimal = Decimal(1),
) -> Worth:
    """Give what a change per period was worth over the periods, in the wanted direction.

    amount = change × unit amount × periods × (months of a period ÷ months the unit amount is for) × share. The change is
    taken as its shortest decimal, the product is exact and rounded once, half to even.
    """
    months = RHYTHM_MONTHS[period_rhythm] * periods

    def amount(per_period: float) -> Decimal:
        product = _EXACT.multiply(_EXACT.multiply(exact(per_period), unit_amount), Decimal(months))
        whole = _EXACT.divide(_EXACT.multiply(product, share), Decimal(RHYTHM_MONTHS[unit_rhythm]))
        return whole.quantize(CENT, rounding=ROUND_HALF_EVEN, context=_EXACT)

    ends = sorted(amount(end) for end in (low, high) if end is not None)
    return Worth(amount(change), *(ends if len(ends) == 2 else ()))
