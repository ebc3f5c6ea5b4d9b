"""What initiatives say they caused, the monthly figures that tell, and what came out when somebody looked.

The figures are drawn once and are the same for every seed: what can be concluded from them is part of the story.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from math import cos, pi

from accord.apps.value import writes
from accord.apps.value.models import Claim, Series
from accord.apps.value.rules.effects.reading import ReadSeries
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.paying import CURRENCY
from accord.site.sample.working import Told

OFFICE, CONTROLLER = "Clara Weiss", "Edda Falk"
BEFORE, KEPT, CLAIMED, STUDIED, SIGNED = 36, 44, 40, 33, 26  # months before; days ago
SOURCE = "Monthly figures of the department"
SEED = 7


@dataclass(frozen=True)
class Moved:
    """A series that initiatives say they moved: its usual level, trend a month, season and noise, alike in all units.

    ``caused`` maps initiatives to what really changed from the month after they went live, ``promised`` to what they
    promised.
    """

    title: str
    unit: str
    level: float
    trend: float
    season: float
    noise: float
    caused: Mapping[str, float]
    promised: Mapping[str, float]
    worth: int  # of one unit in a month
    others: tuple[str, ...] = ()
    is_studied: bool = True
    predictor: str = ""


MOVED: tuple[Moved, ...] = (
    Moved("Visits of surveyors for 100 claims, North", "visits", 61.0, -0.05, 2.0, 1.1,
          {"Damage photo reading": -13.0}, {"Damage photo reading": 9.0}, 3_300,
          others=tuple(f"Visits of surveyors for 100 claims, {name}" for name in
                       ("South", "East", "West", "Coast", "Lakes", "Hills", "Plain", "Border", "Capital", "Islands"))),
    Moved("Minutes a call, team Blue", "minutes", 9.4, -0.045, 0.25, 0.13,
          {"Answer finder": 0.0}, {"Answer finder": 1.2}, 18_000,
          others=tuple(f"Minutes a call, team {name}" for name in
                       ("Green", "Red", "Amber", "Violet", "Grey", "White"))),
    Moved("Minutes of notes after a call", "minutes", 4.6, 0.0, 0.08, 0.09,
          {"Call summaries": -1.1}, {"Call summaries": 1.1}, 27_000),
    Moved("Overpaid on claims, a month", "thousand EUR", 214.0, 0.15, 6.0, 5.0,
          {"Claims triage": -31.0, "Fraud hints": -34.0}, {"Claims triage": 60.0, "Fraud hints": 61.0}, 1_000,
          predictor="Claims reported, a month"),
    Moved("Members who leave, a month", "members", 388.0, 0.4, 14.0, 11.0,
          {"Churn early warning": 0.0}, {"Churn early warning": 60.0}, 1_100, is_studied=False),
)  # fmt: skip


def note_proofs(chronicle: Chronicle, house: House, works: Mapping[str, Told]) -> None:
    """Note the figures, the claims, the studies of last month, and what the controller signed."""
    chance = random.Random(SEED)  # noqa: S311 - a story, no secret
    for place, moved in enumerate(MOVED):
        _Prover(chronicle, house, works, moved, chance).note(place)


@dataclass(frozen=True)
class _Prover:
    chronicle: Chronicle
    house: House
    works: Mapping[str, Told]
    moved: Moved
    chance: random.Random

    def note(self, place: int) -> None:
        series: dict[str, Series] = {}
        claims: dict[str, Claim] = {}
        drawn, chronicle = self._drawn(), self.chronicle
        clock = time(11, 5 * place)
        chronicle.note(chronicle.day(KEPT), partial(self._keep, drawn, series), f"Kept: {self.moved.title}", clock)
        for title in self.moved.caused:
            act = partial(self._claim, title, series, claims)
            chronicle.note(chronicle.day(CLAIMED), act, f"{title} says what it moved", clock)
            if self.moved.is_studied:
                act = partial(self._study, title, claims)
                chronicle.note(chronicle.day(STUDIED), act, f"What did it cause? {title}", clock)
                chronicle.note(chronicle.day(SIGNED), partial(self._credit, title, claims), f"Signed: {title}", clock)

    # --- the figures

    def _starts(self) -> dict[str, date]:
        return {title: _later(self.works[title].path["live"].replace(day=1), 1) for title in self.moved.caused}

    def _drawn(self) -> list[ReadSeries]:
        """Draw the series and those it is compared with, month by month up to the last whole month."""
        moved, starts = self.moved, self._starts()
        first = _later(min(starts.values()), -BEFORE)
        months = [first]
        while _later(months[-1], 1) < self.chronicle.day(KEPT).replace(day=1):
            months.append(_later(months[-1], 1))
        found = [self._series(moved.title, moved.level, months, starts)]
        for other in moved.others:
            level = moved.level * self.chance.uniform(0.85, 1.15)
            found.append(self._series(other, level, months, {}))
        if moved.predictor:
            found.append(self._predictor(moved.predictor, months))
        return found

    def _series(self, title: str, level: float, months: Sequence[date], starts: Mapping[str, date]) -> ReadSeries:
        points, off = [], 0.0
        for number, month in enumerate(months):
            off = 0.35 * off + self.chance.gauss(0, self.moved.noise)
            value = level + self.moved.trend * number + self.moved.season * cos(2 * pi * month.month / 12) + off
            value += sum(self.moved.caused[name] for name, start in starts.items() if month >= start)
            points.append((month, round(value, 2)))
        return ReadSeries(title, tuple(points))

    def _predictor(self, title: str, months: Sequence[date]) -> ReadSeries:
        points = tuple(
            (month, round(2_300 + 120 * cos(2 * pi * month.month / 12) + self.chance.gauss(0, 40))) for month in months
        )
        return ReadSeries(title, points)

    def _keep(self, drawn: Sequence[ReadSeries], series: dict[str, Series], at: datetime) -> None:
        by = self.house.person(OFFICE)
        for kept in writes.add_several(series=drawn, unit=self.moved.unit, source=SOURCE, by=by, at=at):
            series[kept.title] = kept

    # --- what is said of them

    def _claim(self, title: str, series: Mapping[str, Series], claims: dict[str, Claim], at: datetime) -> None:
        one = self.works[title]
        by = one.lead if one.lead.pk else self.house.person(OFFICE)
        values = {
            "from_date": self._starts()[title], "direction": "down", "promised_change": self.moved.promised[title],
            "unit_amount": Decimal(self.moved.worth), "currency": CURRENCY, "rhythm": "monthly",
            "why_then": "From the month after it went live.",
        }  # fmt: skip
        claims[title] = writes.make_claim(
            initiative_id=one.record.pk, series_id=series[self.moved.title].pk, values=values, by=by, at=at
        )
        roles = {series[name].pk: "unit" for name in self.moved.others}
        if self.moved.predictor:
            roles[series[self.moved.predictor].pk] = "predictor"
        if roles:
            why = "They do the same work and do not have it." if self.moved.others else "More claims, more overpaid."
            writes.compare(claim_id=claims[title].pk, roles=roles, why=why, by=self.house.person(OFFICE), at=at)

    def _study(self, title: str, claims: Mapping[str, Claim], at: datetime) -> None:
        writes.make_study(claim_id=claims[title].pk, by=self.house.person(OFFICE), at=at)

    def _credit(self, title: str, claims: Mapping[str, Claim], at: datetime) -> None:
        """Let the controller sign what follows from the grade, where the methods agree that there is something."""
        study = claims[title].studies.order_by("-number").first()
        if study is None or study.headline != "caused" or study.grade not in {"A", "B"}:
            return
        writes.credit(
            claim_id=claims[title].pk, study_id=study.pk, share=study.credited_share, by=self.house.person(CONTROLLER),
            reason="Held against regions that do not have it; the methods agree.", at=at,
        )  # fmt: skip


def _later(month: date, count: int) -> date:
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)
