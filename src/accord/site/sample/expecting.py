"""How people were asked what they expect, answered sealed, each at their own moment, and saw all of it revealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked, Round
from accord.apps.expectations.rules.answers import Answer, Estimate
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, NO_SUBJECT, PORTFOLIO, Question
from accord.site.sample.aiming import Goals
from accord.site.sample.arriving import House
from accord.site.sample.askings import ASKINGS, WHOLE_PORTFOLIO, Asking, Three, View
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.paying import CURRENCY
from accord.site.sample.working import Told

OPENING, REVEALING, DEADLINE, AFTER = time(9, 5), time(17, 30), time(18, 0), time(18, 1)
ANSWERING = (10, 16)  # o'clock
QUIET_DAYS = 2  # nobody answers on the day of the asking or on the last
CLOSE = 0.03  # how far another of the same side may be off the first
THOUSAND = 1_000


def note_expectations(chronicle: Chronicle, house: House, goals: Goals, told: list[Told]) -> None:
    """Note every asking with its answers and its reveal; people, goals and initiatives must have been noted before."""
    works = {one.work.title: one for one in told}
    for asking in ASKINGS:
        _Asker(chronicle, house, goals, works, asking).note()


@dataclass
class _Asker:
    chronicle: Chronicle
    house: House
    goals: Goals
    works: Mapping[str, Told]
    asking: Asking
    rounds: list[Round] = field(default_factory=list)

    def note(self) -> None:
        asking, chronicle = self.asking, self.chronicle
        ends = chronicle.day(asking.days_ago - asking.open_for)
        name = asking.about or "the whole portfolio"
        opened = chronicle.day(asking.days_ago)
        chronicle.note(opened, partial(self._open, chronicle.moment(ends, DEADLINE)), f"Asked about {name}", OPENING)
        last = opened
        for day, view, place in self._turns():
            answer = self._answer_of(view, place)
            act = partial(self._answer, view.people[place], answer)
            chronicle.note(day, act, f"{view.people[place]} answers about {name}", self._clock())
            last = max(last, day)
        day, clock = (ends, AFTER) if asking.silent else (last, REVEALING)
        chronicle.note(day, _reveal, f"Revealed: {name}", clock)

    def _turns(self) -> Iterator[tuple[date, View, int]]:
        """Give who answers on which day: one side after the other, spread over the days that the round is open."""
        people = [(view, place) for view in self.asking.views for place in range(len(view.people))]
        days = min(self.asking.open_for, self.asking.days_ago) - QUIET_DAYS
        for number, (view, place) in enumerate(people):
            yield self.chronicle.day(self.asking.days_ago - 1 - number * days // len(people)), view, place

    def _clock(self) -> time:
        return time(self.chronicle.chance.randint(*ANSWERING), self.chronicle.chance.randint(0, 59))

    def _open(self, deadline_at: datetime, at: datetime) -> None:
        asking = self.asking
        kind, number = self._about()
        named = [(name, view.side) for view in asking.views for name in view.people]
        asked = [(self.house.person(name).pk, side) for name, side in (*named, *asking.silent)]
        self.rounds.append(
            writes.open_round(
                about_kind=kind, about_id=number, asked=asked, deadline_at=deadline_at, currency=CURRENCY,
                note=asking.note, by=self.house.person(asking.asked_by), at=at,
            )
        )  # fmt: skip

    def _about(self) -> tuple[str, int]:
        about = self.asking.about
        if about == WHOLE_PORTFOLIO:
            return PORTFOLIO, NO_SUBJECT
        return (INITIATIVE, self.works[about].record.pk) if about in self.works else (GOAL, self.goals[about].pk)

    def _answer(self, name: str, answer: Answer, at: datetime) -> None:
        person = self.house.person(name)
        asked = Asked.objects.select_related("round").get(round=self.rounds[0], person=person)
        writes.give_answer(asked=asked, answer=answer, by=person, at=at)

    def _answer_of(self, view: View, place: int) -> Answer:
        """Write down what one of a side says: the first exactly what the story says, others something close to it."""
        threes = (view.payoff, view.benefit, view.cost)
        return Answer(
            tuple(
                self._estimate(view, place, question, three, guess)
                for question, three, guess in zip(Question, threes, view.guesses or (None,) * 3, strict=True)
                if three is not None
            )
        )

    def _estimate(self, view: View, place: int, question: Question, three: Three, guess: int | None) -> Estimate:
        because = view.because.get(question, ())
        low, likely, high, other = self._values(question, place, *three, guess)
        return Estimate(
            question, low, likely, high, other,
            never_share=Decimal(view.never) / 100 if question == Question.PAYOFF else None,
            reason=because[place] if place < len(because) else "",
        )  # fmt: skip

    def _values(
        self, question: Question, place: int, low: int, likely: int, high: int, guess: int | None
    ) -> list[Decimal | None]:
        """Others than the first give a month more room, or amounts a few percent off."""
        if question == Question.PAYOFF:
            room = self.chronicle.chance.randint(0, 1) if place else 0
            months = (max(1, low - room), likely, high + room, guess)
            return [None if one is None else Decimal(one) for one in months]
        factor = 1 + self.chronicle.chance.uniform(-CLOSE, CLOSE) if place else 1.0
        amounts = (low, likely, high, guess)
        return [None if one is None else Decimal(round(one * factor) * THOUSAND) for one in amounts]


def _reveal(at: datetime) -> None:
    writes.reveal_due(by=None, at=at)
