"""How the ledger counts: periods, which record of an amount counts, what is posted and what is not; plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from accord.apps.initiatives.rules import Reason
from accord.apps.value.rules.flows import ZERO, month_after

CENT = Decimal("0.01")
MOST_POSTED = Decimal(10) ** 13  # beyond it cents are no longer exact in every database
MOST_WORDS = 500


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class By(StrEnum):
    """What one line of a ledger spans."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


BY_LABELS: dict[str, str] = {By.MONTH: _("Months"), By.QUARTER: _("Quarters"), By.YEAR: _("Years")}
BY_MONTHS: dict[str, int] = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}


class What(StrEnum):
    """What an amount of a ledger is."""

    PLANNED = "planned"
    COMMITTED = "committed"
    RELEASED = "released"
    ACTUAL = "actual"
    REALISED = "realised"


WHAT_LABELS: dict[str, str] = {
    What.PLANNED: _("Planned"),
    What.COMMITTED: _("Committed"),
    What.RELEASED: _("Released"),
    What.ACTUAL: _("Actual"),
    What.REALISED: _("Realised"),
}


def period_of(month: date, by: str) -> date:
    """Give the first month of the calendar month, quarter or year a month lies in."""
    step = BY_MONTHS[by]
    return date(month.year, (month.month - 1) // step * step + 1, 1)


def next_period(period: date, by: str) -> date:
    """Give the first month after a period."""
    return month_after(period, BY_MONTHS[by])


def periods_between(months: Collection[date], by: str) -> list[date]:
    """List every period from the first month to the last, those without an amount too."""
    if not months:
        return []
    found, last = [period_of(min(months), by)], period_of(max(months), by)
    while found[-1] < last:
        found.append(next_period(found[-1], by))
    return found


@dataclass(frozen=True)
class Amounts:
    """What is known of one amount of a month: what was posted, and what stands as a monthly total.

    None: nothing of the kind is on record. Once anything is posted the postings count, even where they come to nothing.
    """

    posted: Decimal | None = None
    stated: Decimal | None = None

    @property
    def counted(self) -> Decimal | None:
        """Give the amount that counts: the postings if there is any, else the monthly total."""
        return self.stated if self.posted is None else self.posted

    @property
    def difference(self) -> Decimal:
        """Give by how much postings and monthly total differ where there are both, else nothing."""
        return ZERO if self.posted is None or self.stated is None else self.posted - self.stated


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def why_not_posted_amount(amount: Decimal) -> Reason | None:
    """Say why an amount cannot be posted: at most two decimals, not nothing; less than zero for a credit note."""
    if not amount.is_finite() or amount == 0:
        return Reason(_("A posting has an amount: less than zero for a credit note, never zero."))
    if abs(amount) >= MOST_POSTED:
        return Reason(_("This amount is too large to be right."))
    if amount != amount.quantize(CENT):
        return Reason(_("An amount has at most two decimals."))
    return None


def why_not_posting_id(books: str, posting_id: str) -> Reason | None:
    """Say why a number of the books cannot be taken: books and number belong together."""
    if bool(books.strip()) == bool(posting_id.strip()):
        return None
    return Reason(_("Give both, the books and the number in them, or neither."))


def next_open(month: date, closed: Collection[date]) -> date:
    """Give the month itself, or the next one that is open."""
    while month in closed:
        month = month_after(month, 1)
    return month


def why_not_close(month: date, today: date) -> Reason | None:
    """Say why a month cannot be closed: it must have begun."""
    return Reason(_("A month can be closed once it has begun.")) if month > today else None


def spread(amount: Decimal, n: int) -> list[Decimal]:
    """Divide an amount into parts that add up to it exactly: equal to the cent, the cents that are left go to the first."""
    if n < 1:
        return []
    whole = int(amount.scaleb(2))
    least, rest = divmod(whole, n)
    return [Decimal(least + (place < rest)).scaleb(-2) for place in range(n)]
