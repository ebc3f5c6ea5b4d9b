"""What became of what was asked about early: cost, benefit and month of payoff, as the books of the story say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from accord.apps.expectations import writes
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, Question
from accord.apps.initiatives.models import Initiative, Money
from accord.site.sample.aiming import Goals
from accord.site.sample.arriving import House
from accord.site.sample.askings.earlier import EARLIER, EARLIER_GOALS
from accord.site.sample.chronicle import SATURDAY, Act, Chronicle
from accord.site.sample.paying import CURRENCY, MONTHS_OF_COST, QUARTER, QUARTERS_OF_BENEFIT
from accord.site.sample.working import Told

CLOSED = timedelta(days=25)  # after the last month of cost
REPORTED = timedelta(days=12)  # after a quarter
MEASURED_FOR = {"Reasons for refusals": 1}  # quarters, where it is not half a year
HALF_A_YEAR = 2
SOURCES = {1: "Measured over a quarter, times four", 2: "Measured over half a year, doubled"}
CFO = "Miriam Costa"


def note_outcomes(chronicle: Chronicle, house: House, goals: Goals, told: list[Told]) -> None:
    """Note the outcomes of what was asked about early; the money must have been noted before."""
    asked = {asking.about for asking in EARLIER}
    early = [one for one in told if one.work.title in asked]
    for one in early:
        _Looker(chronicle, house, goals, (one,)).note()
    for goal in EARLIER_GOALS:
        serving = tuple(one for one in early if one.work.goal == goal and "live" in one.path)
        _Looker(chronicle, house, goals, serving, goal).note()


@dataclass(frozen=True)
class _Looker:
    """Looks into the books of initiatives, for themselves or for the goal they serve together."""

    chronicle: Chronicle
    house: House
    goals: Goals
    works: tuple[Told, ...]
    goal: str = ""

    def note(self) -> None:
        if not self.goal:
            stopped = self.works[0].path.get("cancelled")
            ended = date_of(stopped, 1) if stopped else date_of(self.works[0].approved, MONTHS_OF_COST)
            self._note(ended + CLOSED, self._close_cost, "Its cost is closed")
        reports = {
            date_of(one.path["live"], 1 + QUARTER * quarter) + REPORTED
            for one in self.works
            if "live" in one.path
            for quarter in range(1, QUARTERS_OF_BENEFIT + 1)
        }
        for day in sorted(reports):
            self._note(day, self._find_payoff, "Has it paid off?")
            self._note(day, self._measure_benefit, "Is its benefit known?")

    def _note(self, day: date, act: Act, words: str) -> None:
        weekday = day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
        self.chronicle.note(weekday, act, f"{words} {self.goal or self.works[0].work.title}")

    def _close_cost(self, at: datetime) -> None:
        spent = sum(self._actual("cost", self.works[0].record).values(), Decimal(0))
        self._record(Question.COST, at, "Cost centre closed by finance", amount=spent)

    def _measure_benefit(self, at: datetime) -> None:
        """Record the benefit of a year once each initiative was in use for long enough, from its first quarters."""
        total, counted = Decimal(0), 0
        for one in self.works:
            counted = MEASURED_FOR.get(one.work.title, HALF_A_YEAR)
            quarters = list(self._actual("benefit", one.record).values())[:counted]
            if len(quarters) < counted:
                return
            total += sum(quarters, Decimal(0)) * QUARTERS_OF_BENEFIT / counted
        self._record(Question.BENEFIT, at, SOURCES[counted], amount=total)

    def _find_payoff(self, at: datetime) -> None:
        """Record the first month in which all benefit so far reaches all cost so far, once the books show one."""
        cost = sum((sum(self._actual("cost", one.record).values()) for one in self.works), Decimal(0))
        brought: dict[date, Decimal] = {}
        for one in self.works:
            for period, amount in self._actual("benefit", one.record).items():
                for number in range(QUARTER):
                    month = date_of(period, number)
                    brought[month] = brought.get(month, Decimal(0)) + amount / QUARTER
        balance = -cost
        for month in sorted(brought):
            balance += brought[month]
            if balance >= 0:
                self._record(Question.PAYOFF, at, "Monthly figures", payoff_date=month)
                return

    def _actual(self, flow: str, initiative: Initiative) -> Mapping[date, Decimal]:
        rows = Money.objects.filter(initiative=initiative, kind="actual", flow=flow, removed_at=None)
        found = rows.order_by("period").values_list("period").annotate(total=Sum("amount"))
        return dict(found)

    def _record(
        self, question: Question, at: datetime, source: str, *, amount: Decimal | None = None,
        payoff_date: date | None = None,
    ) -> None:  # fmt: skip
        kind, about = (GOAL, self.goals[self.goal].pk) if self.goal else (INITIATIVE, self.works[0].record.pk)
        if not Outcome.objects.filter(about_kind=kind, about_id=about, question=question).exists():
            writes.record_outcome(
                about_kind=kind, about_id=about, question=question.value, amount=amount, payoff_date=payoff_date,
                currency=CURRENCY if amount is not None else "", source=source, by=self.house.person(CFO), at=at,
            )  # fmt: skip
