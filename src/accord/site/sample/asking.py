"""People ask their leaders, mostly without a name; some answer within days, some do not answer at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from accord.apps.people.models import Person
from accord.apps.voice import writes
from accord.apps.voice.models import Question
from accord.site.sample.arriving import House
from accord.site.sample.asked import QUESTIONS, Asked
from accord.site.sample.chronicle import Act, Chronicle

NIGHT = time(3, 0)
JUDGED_AFTER, PUBLISHED_AFTER, DONE_AFTER = 2, 4, 15  # days
OVERDUE = (60, 25, 3)  # nights on which what is overdue goes up, in days ago; in life it is every night


def note_questions(chronicle: Chronicle, house: House) -> None:
    """Note what was asked, put through, answered, judged, published and done."""
    for number, asked in enumerate(QUESTIONS):
        _Asking(chronicle, house, asked, number).note()
    for ago in OVERDUE:
        chronicle.note(chronicle.day(ago), _raise, "Overdue questions go up", NIGHT)


def _deliver(at: datetime) -> None:
    writes.deliver(by=None, at=at)


def _raise(at: datetime) -> None:
    writes.raise_overdue(by=None, at=at)


@dataclass
class _Asking:
    """Tells one question."""

    chronicle: Chronicle
    house: House
    asked: Asked
    number: int
    key: list[str] = field(default_factory=list)

    def note(self) -> None:
        day, asked = self.chronicle.day(self.asked.ago), self.asked
        self.chronicle.note(day, self._ask, "Somebody asks a question")
        if not asked.name:
            self._later(day, 1, _deliver, "Questions are put through", NIGHT)
        if not asked.answered:
            return
        self._later(day, asked.answered, self._answer, "A question is answered")
        after = asked.answered + JUDGED_AFTER
        if asked.judged:
            self._later(day, after, self._judge, "An answer is judged")
            self._later(day, after + 1, _deliver, "What was said of it is put through", NIGHT)
        if asked.judged == "yes" and self.number % 3:
            self._later(day, after + PUBLISHED_AFTER, self._publish, "A question is published")
        if asked.done:
            self._later(day, asked.answered + DONE_AFTER, self._note_done, "What was done is noted")

    def _later(self, day: date, days: int, act: Act, words: str, clock: time | None = None) -> None:
        self.chronicle.note(day + timedelta(days=days), act, words, clock)

    def _found(self) -> Question:
        return Question.objects.get(text=self.asked.text)

    def _leader(self) -> Person:
        return self.house.person(self.asked.to)

    def _ask(self, at: datetime) -> None:
        values: dict[str, Any] = {"text": self.asked.text, "leader_id": self._leader().pk}
        if self.asked.name:
            writes.ask(**values, by=self.house.person(self.asked.name), at=at)
        else:
            self.key.append(writes.ask_without_name(**values, nonce=str(self.number), by=None, at=at))

    def _answer(self, at: datetime) -> None:
        writes.answer_question(
            question=self._found(), answer=self.asked.answer, theme=self.asked.theme, by=self._leader(), at=at
        )  # fmt: skip

    def _judge(self, at: datetime) -> None:
        said: dict[str, Any] = {
            "judged": self.asked.judged,
            "follow_up": self.asked.follow_up,
            "asker_agrees": self.asked.judged == "yes",
        }
        if self.asked.name:
            writes.judge(question=self._found(), **said, by=self.house.person(self.asked.name), at=at)
        else:
            writes.judge_by_key(key=self.key[0], **said, by=None, at=at)

    def _publish(self, at: datetime) -> None:
        writes.publish(question=self._found(), by=self._leader(), at=at)

    def _note_done(self, at: datetime) -> None:
        writes.note_done(question=self._found(), done=self.asked.done, by=self._leader(), at=at)
