"""What became of the initiatives that were asked about early: their cost, their benefit, the month they paid off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from accord.apps.expectations import writes
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.words import INITIATIVE, Question
from accord.apps.initiatives.models import Money
from accord.site.sample.arriving import House
from accord.site.sample.askings.earlier import EARLIER
from accord.site.sample.chronicle import Act, Chronicle
from accord.site.sample.paying import CURRENCY, MONTHS_OF_COST, QUARTER, QUARTERS_OF_BENEFIT
from accord.site.sample.working import Told

CLOSED = timedelta(days=25)  # after the last month of cost
REPORTED = timedelta(days=12)  # after a quarter
HALF_A_YEAR = 2  # quarters
CFO = "Miriam Costa"


def note_outcomes(chronicle: Chronicle, house: House, told: list[Told]) -> None:
    """Note the outcomes of what was asked about early; the money must have been noted before."""
    asked = {asking.about for asking in EARLIER}
    for one in told:
        if one.work.title in asked:
            _Looker(chronicle, house, one).note()


@dataclass(frozen=True)
class _Looker:
    """Looks into the books, so that every outcome is what the money of the initiative says."""

    chronicle: Chronicle
    house: House
    one: Told

    def note(self) -> None:
        self._note(date_of(self.one.approved, MONTHS_OF_COST) + CLOSED, self._close_cost, "Its cost is closed")
        for quarter in range(1, QUARTERS_OF_BENEFIT + 1):
            day = date_of(self.one.path["live"], 1 + QUARTER * quarter) + REPORTED
            self._note(day, self._find_payoff, "Has it paid off?")
            if quarter == HALF_A_YEAR:
                self._note(day, self._measure_benefit, "Its benefit is measured")

    def _note(self, day: date, act: Act, words: str) -> None:
        weekday = day - timedelta(days=max(0, day.weekday() - 4))
        self.chronicle.note(weekday, act, f"{words} {self.one.work.title}")

    def _close_cost(self, at: datetime) -> None:
        spent = sum(self._actual("cost").values(), Decimal(0))
        self._record(Question.COST, at, "Cost centre closed by finance", amount=spent)

    def _measure_benefit(self, at: datetime) -> None:
        half = sum(self._actual("benefit").values(), Decimal(0))
        source = "Measured over half a year, against the half year before; doubled for a year"
        self._record(Question.BENEFIT, at, source, amount=2 * half)

    def _find_payoff(self, at: datetime) -> None:
        """Record the first month in which all benefit so far reaches all cost so far, once the books show one."""
        balance = -sum(self._actual("cost").values(), Decimal(0))
        for period, amount in self._actual("benefit").items():
            for number in range(QUARTER):
                balance += amount / QUARTER
                if balance >= 0:
                    self._record(Question.PAYOFF, at, "Monthly figures", payoff_date=date_of(period, number))
                    return

    def _actual(self, flow: str) -> Mapping[date, Decimal]:
        rows = Money.objects.filter(initiative=self.one.record, kind="actual", flow=flow, removed_at=None)
        found = rows.order_by("period").values_list("period").annotate(total=Sum("amount"))
        return dict(found)

    def _record(
        self, question: Question, at: datetime, source: str, *, amount: Decimal | None = None,
        payoff_date: date | None = None,
    ) -> None:  # fmt: skip
        about = self.one.record.pk
        if not Outcome.objects.filter(about_id=about, about_kind=INITIATIVE, question=question).exists():
            writes.record_outcome(
                about_kind=INITIATIVE, about_id=about, question=question.value, amount=amount,
                payoff_date=payoff_date, currency=CURRENCY if amount is not None else "", source=source, by=self.house.person(CFO), at=at,
            )  # fmt: skip
