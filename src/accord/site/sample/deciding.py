"""A year of questions to be decided: answered within days in Operations, after months or never in Commercial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from accord.apps.decisions import writes
from accord.apps.decisions.models import Decision
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.decided import QUESTIONS, Question
from accord.site.sample.working import Told

AGAIN_TOOK = 7  # days from opening again to the second decision
LOOK_AGAIN = 180  # days after which some decisions are looked at again
FRIDAY = 4


def note_decisions(chronicle: Chronicle, house: House, told: Sequence[Told]) -> None:
    """Note the questions, who decided them when, and what was opened again; initiatives must have been noted."""
    works = {one.work.title: one for one in told}
    for number, question in enumerate(QUESTIONS):
        _Asker(chronicle, house, works, question, number).note()


@dataclass
class _Asker:
    """Tells one question."""

    chronicle: Chronicle
    house: House
    works: Mapping[str, Told]
    question: Question
    number: int
    made: list[Decision] = field(default_factory=list)

    def note(self) -> None:
        note, one = self.chronicle.note, self.question
        raised = self.chronicle.day(one.ago)
        note(raised, self._raise, "A decision is asked for")
        if not one.took:
            return
        decided = _working(raised + timedelta(days=one.took))
        note(decided, partial(self._decide, one.answer), "A decision is made")
        if one.again:
            again = _working(decided + timedelta(days=one.again))
            note(again, self._reopen, "A decision is opened again")
            note(_working(again + timedelta(days=AGAIN_TOOK)), partial(self._decide, one.answer), "It is decided again")

    def _raise(self, at: datetime) -> None:
        one, about = self.question, self._about()
        decision = writes.raise_decision(
            question=one.text, about=Ref("initiatives.initiative", about.record.pk) if about else None,
            decider_id=self.house.person(one.decider).pk, options=one.options,
            consulted_ids=[self.house.person(name).pk for name in one.heard], decide_by=self._wanted(at),
            by=self._asker(), at=at,
        )  # fmt: skip
        self.made.append(decision)

    def _about(self) -> Told | None:
        """Give the initiative it is about, if that is there by then."""
        there = self.works.get(self.question.about)
        return there if there and there.record.pk else None

    def _asker(self) -> Person:
        """Give who asked: where it is about an initiative, the one who leads it and may see it."""
        about = self._about()
        return self._now(about.lead if about else self.house.person(self.question.asked))

    def _now(self, person: Person) -> Person:
        """Give somebody with the roles they have by then."""
        person.refresh_from_db()
        return person

    def _wanted(self, at: datetime) -> date | None:
        """Give the day by which it is wanted: for every second question two weeks later."""
        return at.date() + timedelta(days=14) if self.number % 2 == 0 else None

    def _decide(self, answer: str, at: datetime) -> None:
        one = self.question
        review = at.date() + timedelta(days=LOOK_AGAIN) if self.number % 5 == 0 else None
        writes.decide(
            decision_id=self.made[0].pk, option=answer, reasons=one.reasons, review_date=review,
            by=self._now(self.house.person(one.decider)), at=at,
        )  # fmt: skip

    def _reopen(self, at: datetime) -> None:
        one = self.question
        writes.reopen(decision_id=self.made[0].pk, reason=one.because, by=self._now(self.made[0].raised_by), at=at)


def _working(day: date) -> date:
    """Give that day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > FRIDAY else 0)
