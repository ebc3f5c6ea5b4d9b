"""One line of the portfolio's ledger, the book they stand in, and how own currencies become the one to report in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from accord.apps.value.reads.ledger.amounts import amount_of
from accord.apps.value.reads.money import Converted, Rates, converted
from accord.apps.value.rules.ledger import What

# the columns of a line, in their order: (what, flow)
COLUMNS: tuple[tuple[str, str], ...] = (
    (What.PLANNED, "cost"),
    (What.COMMITTED, "cost"),
    (What.RELEASED, "cost"),
    (What.ACTUAL, "cost"),
    (What.PLANNED, "benefit"),
    (What.ACTUAL, "benefit"),
    (What.REALISED, "benefit"),
)
NAMES = ("planned", "committed", "released", "actual", "benefit", "measured", "realised")
PLACES = {column: place for place, column in enumerate(COLUMNS)}
Cells = tuple[int | None, ...]
NOTHING: Cells = (None,) * len(COLUMNS)


class Sums:
    """The columns of a line or of a total; ``cells`` are whole cents, None where nothing is on record."""

    __slots__ = ()
    cells: Cells

    def _amount(self, place: int) -> Decimal | None:
        found = self.cells[place]
        return None if found is None else amount_of(found)

    @property
    def planned(self) -> Decimal | None:
        """Give the planned cost."""
        return self._amount(0)

    @property
    def committed(self) -> Decimal | None:
        """Give the committed cost."""
        return self._amount(1)

    @property
    def released(self) -> Decimal | None:
        """Give what was released."""
        return self._amount(2)

    @property
    def actual(self) -> Decimal | None:
        """Give the actual cost."""
        return self._amount(3)

    @property
    def benefit(self) -> Decimal | None:
        """Give the planned benefit."""
        return self._amount(4)

    @property
    def measured(self) -> Decimal | None:
        """Give the actual benefit as posted or stated."""
        return self._amount(5)

    @property
    def realised(self) -> Decimal | None:
        """Give the benefit credited on the evidence."""
        return self._amount(6)

    @property
    def shown(self) -> tuple[tuple[str, Decimal | None, str], ...]:
        """Give the columns of a page: their names, the amounts, and by which key lines are sorted by them."""
        return (
            (_("Cost planned"), self.planned, "planned"), (_("Committed"), self.committed, "committed"),
            (_("Released"), self.released, "released"), (_("Spent"), self.actual, "actual"),
            (_("Benefit planned"), self.benefit, "benefit"), (_("Realised"), self.realised, "realised"),
        )  # fmt: skip

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """Give all columns in their order."""
        return tuple(None if cell is None else amount_of(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Own(Sums):
    """What an initiative's records come to in one currency of their own."""

    currency: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class LedgerLine(Sums):
    """One initiative in the ledger; ``cells`` are in the currency to report in, ``own`` as on record.

    ``without_rate`` names the currencies left out because nobody entered a rate. ``state`` is the state of its latest
    version of a case, "" without one; ``number`` the signed version.
    """

    id: int
    title: str
    department_id: int | None
    department: str
    state: str
    number: int | None
    is_signed: bool
    grade: str
    is_double: bool
    review_on: date | None
    cells: Cells
    own: tuple[Own, ...]
    without_rate: tuple[str, ...] = ()

    @property
    def beyond(self) -> int:
        """Give by how many cents more is spent than was released; below zero where less is."""
        spent, released = self.cells[PLACES[What.ACTUAL, "cost"]], self.cells[PLACES[What.RELEASED, "cost"]]
        return (spent or 0) - (released or 0)

    @property
    def over(self) -> int:
        """Give by how many cents more is spent than was planned; below zero where less is."""
        spent, planned = self.cells[PLACES[What.ACTUAL, "cost"]], self.cells[PLACES[What.PLANNED, "cost"]]
        return (spent or 0) - (planned or 0)


@dataclass(frozen=True, slots=True)
class Total(Sums):
    """The columns of some lines, added up."""

    cells: Cells
    n: int = 0


@dataclass(frozen=True)
class LeftOut:
    """Amounts of one currency that stand in no total, because there is no rate."""

    currency: str
    total: Total


@dataclass(frozen=True)
class LedgerBook:
    """Every line that was asked for, in order, with their totals in one currency and by which rates.

    ``to_report`` is the currency; ``used`` maps each other currency to the rate that was taken, as of ``as_of``.
    """

    lines: Sequence[LedgerLine]
    total: Total
    to_report: str
    as_of: date
    used: Mapping[str, Converted] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    @property
    def beyond(self) -> tuple[int, Decimal]:
        """Count the initiatives that spent more than was released to them, and give by how much together."""
        found = [line.beyond for line in self.lines if line.beyond > 0]
        return len(found), amount_of(sum(found))


def total_of(lines: Iterable[Sums]) -> Total:
    """Add up the columns of lines; what nobody knows adds nothing."""
    sums: list[int | None] = [None] * len(COLUMNS)
    n = 0
    for line in lines:
        n += 1
        for place, cell in enumerate(line.cells):
            if cell is not None:
                sums[place] = (sums[place] or 0) + cell
    return Total(tuple(sums), n)


def reported(own: Sequence[Own], to: str, on: date, rates: Rates) -> tuple[Cells, tuple[str, ...]]:
    """Bring own currencies together in one: each column is converted as a whole and rounded once, then added."""
    if len(own) == 1 and own[0].currency == to:
        return own[0].cells, ()
    sums: list[int | None] = [None] * len(COLUMNS)
    missing = []
    for one in own:
        if one.currency != to and rates.on(one.currency, to, on) is None:
            missing.append(one.currency)
            continue
        for place, cell in enumerate(one.cells):
            if cell is not None:
                sums[place] = (sums[place] or 0) + _converted(cell, one.currency, to, on, rates)
    return tuple(sums), tuple(missing)


def _converted(whole: int, currency: str, to: str, on: date, rates: Rates) -> int:
    if currency == to:
        return whole
    found = converted(amount=amount_of(whole), currency=currency, to=to, on=on, rates=rates).amount
    return 0 if found is None else int(found.scaleb(2))
