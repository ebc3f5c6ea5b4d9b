"""Currencies: the one to report in, dated rates as finance entered them, and amounts converted with them, never silently."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from django.db.models import Count, Max
from django.utils.formats import number_format

from accord.apps.initiatives.models import Money
from accord.apps.value.models import CaseVersion, Rate

CENT = Decimal("0.01")
USUAL = "EUR"


@dataclass(frozen=True)
class Quote:
    """A rate of a day: what one unit was worth, and who said so."""

    date: date
    rate: Decimal
    source: str


@dataclass(frozen=True)
class Rates:
    """All rates that are there, by (currency, against), oldest first."""

    quotes: Mapping[tuple[str, str], tuple[Quote, ...]] = field(default_factory=dict)

    def on(self, currency: str, against: str, day: date) -> Quote | None:
        """Give the rate that counts on a day: the latest from that day or before it; None without one."""
        found = self.quotes.get((currency, against), ())
        place = bisect_right(found, day, key=lambda quote: quote.date)
        return found[place - 1] if place else None


@dataclass(frozen=True)
class Converted:
    """An amount in another currency, with the rate it was converted by; ``amount`` is None where there is no rate."""

    amount: Decimal | None
    rate: Decimal | None = None
    rate_date: date | None = None
    source: str = ""
    is_inverse: bool = False

    @property
    def rate_words(self) -> str:
        """Write the rate with the decimals it has."""
        return "" if self.rate is None else f"{self.rate:f}".rstrip("0").rstrip(".")

    def days_old(self, on: date) -> int | None:
        """Count the days since the rate was entered for; None where none was needed."""
        return (on - self.rate_date).days if self.rate_date else None


# no viewer: rates and the currency to report in are no secret of any record
def rates_on(*, on: date | None = None) -> Rates:
    """Read the rates known up to a day (all without one): one query."""
    rows = Rate.objects.filter(removed_at=None).order_by("date", "pk")
    if on is not None:
        rows = rows.filter(date__lte=on)
    found: dict[tuple[str, str], list[Quote]] = {}
    for currency, against, day, rate, source in rows.values_list("currency", "against", "date", "rate", "source"):
        found.setdefault((currency, against), []).append(Quote(day, rate, source))
    return Rates({pair: tuple(quotes) for pair, quotes in found.items()})


# no viewer: see rates_on
def converted(
    *, amount: Decimal, currency: str, to: str, on: date, rates: Rates, is_inverse_fine: bool = False
) -> Converted:
    """Convert an amount with the rate of a day, rounded half to even to the cent; without a rate there is no amount.

    A rate counts from its date until the next one. The rate of the other direction is used only when that is said to be
    fine, and then named.
    """
    if currency == to:
        return Converted(amount)
    if quote := rates.on(currency, to, on):
        return Converted(_cents(amount, quote.rate), quote.rate, quote.date, quote.source)
    if is_inverse_fine and (quote := rates.on(to, currency, on)):
        return Converted(_cents(amount, quote.rate, is_inverse=True), quote.rate, quote.date, quote.source, True)
    return Converted(None)


def _cents(amount: Decimal, rate: Decimal, *, is_inverse: bool = False) -> Decimal:
    with localcontext() as exact:
        exact.prec = 60  # twenty digits times twenty digits, without rounding twice
        return (amount / rate if is_inverse else amount * rate).quantize(CENT, rounding=ROUND_HALF_EVEN)


# no viewer: see rates_on
def reporting_currency() -> str:
    """Name the currency to report in: the commonest of the latest versions of cases, else of amounts of money, else EUR."""
    latest = CaseVersion.objects.order_by().values("case").annotate(latest=Max("pk")).values("latest")
    for rows in (CaseVersion.objects.filter(pk__in=latest), Money.objects.filter(removed_at=None)):
        named = rows.order_by().values("currency").annotate(n=Count("pk")).order_by("-n", "currency")
        if first := named.values_list("currency", flat=True).first():
            return str(first)
    return USUAL


# no viewer: it says an amount, and asks nothing
def exact_money(amount: Decimal | None, currency: str) -> str:
    """Say an amount that is asked for or released to the last cent: "90,000 EUR", never rounded; nothing without one."""
    if amount is None:
        return ""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)}\u00a0{currency}"
