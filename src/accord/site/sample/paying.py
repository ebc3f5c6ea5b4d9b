"""The money of the story by month: what was planned, committed and spent, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from accord.apps.initiatives import writes
from accord.site.sample.chronicle import SATURDAY, Chronicle
from accord.site.sample.working import Told
from accord.site.sample.works import COMMERCIAL

CURRENCY = "EUR"
MONTHS_OF_COST, QUARTER = 9, 3
QUARTERS_OF_BENEFIT = 4
SPENT = (0.92, 1.08)  # what was spent of what was planned
OVERSPENT = (1.10, 1.35)  # where nobody looks
BROUGHT = (0.72, 1.02)
CENTS = Decimal("0.01")
ROUND = 100


def note_money(chronicle: Chronicle, told: list[Told]) -> None:
    """Note every initiative's money: the plan at approval, commitments by quarter, spending after each month."""
    for one in told:
        _Payer(chronicle, one).note()


@dataclass(frozen=True)
class _Payer:
    chronicle: Chronicle
    one: Told

    def note(self) -> None:
        work, start = self.one.work, self.one.approved.replace(day=1)
        parts = _parts(work.planned_cost, MONTHS_OF_COST)
        months = [_later(start, number) for number in range(MONTHS_OF_COST)]
        planned = [(month, "planned", "cost", cost) for month, cost in zip(months, parts, strict=True)]
        self._note(self.one.approved, "Planned cost", planned)
        self._note(self.one.approved, "Planned benefit", self._benefits())
        stop = self.one.path.get("cancelled")
        for number, month in enumerate(month for month in months if not stop or month < stop):
            if number % QUARTER == 0:
                quarter = sum(parts[number : number + QUARTER], Decimal(0))
                self._note(month + timedelta(days=2), "Committed", [(month, "committed", "cost", quarter)])
            spent = self._around(parts[number], OVERSPENT if work in COMMERCIAL else SPENT)
            self._note(_later(month, 1) + timedelta(days=4), "Spent", [(month, "actual", "cost", spent)])
        if live := self.one.path.get("live"):
            self._note_brought(_later(live.replace(day=1), 1))

    def _benefits(self) -> list[tuple[date, str, str, Decimal]]:
        """Plan the benefit of a year by quarter, from half a year after approval."""
        if not self.one.work.planned_benefit:
            return []
        first = _later(self.one.approved.replace(day=1), 6)
        parts = enumerate(_parts(self.one.work.planned_benefit, QUARTERS_OF_BENEFIT))
        return [(_later(first, QUARTER * number), "planned", "benefit", amount) for number, amount in parts]

    def _note_brought(self, first: date) -> None:
        for number, amount in enumerate(_parts(self.one.work.planned_benefit, QUARTERS_OF_BENEFIT)):
            month = _later(first, QUARTER * number)
            said = _later(month, QUARTER) + timedelta(days=9)
            self._note(said, "Brought", [(month, "actual", "benefit", self._around(amount, BROUGHT))])

    def _note(self, day: date, words: str, rows: list[tuple[date, str, str, Decimal]]) -> None:
        if rows:
            day = day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
            day = max(day, self.one.approved)
            self.chronicle.note(day, partial(self._set, rows), f"{words}: {self.one.work.title}")

    def _set(self, rows: list[tuple[date, str, str, Decimal]], at: datetime) -> None:
        for month, kind, flow, amount in rows:
            writes.set_money(
                initiative=self.one.record, period=month, kind=kind, flow=flow, amount=amount, currency=CURRENCY,
                by=self.one.sponsor, at=at,
            )  # fmt: skip

    def _around(self, amount: Decimal, bounds: tuple[float, float]) -> Decimal:
        return (amount * Decimal(str(round(self.chronicle.chance.uniform(*bounds), 3)))).quantize(CENTS)


def _parts(amount: int, count: int) -> list[Decimal]:
    """Share an amount out over months in round figures; the last takes the rest."""
    each = amount // count // ROUND * ROUND
    return [*(Decimal(each) for _ in range(count - 1)), Decimal(amount - each * (count - 1))]


def _later(month: date, count: int) -> date:
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)
