"""Risk classes, and the evidence that was filed in time or was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from accord.apps.guardrails import writes
from accord.apps.guardrails.rules import QUESTIONS, Answer
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import SATURDAY, Chronicle
from accord.site.sample.working import Told

PROOF = "https://evidence.halden.example"
REASONS = {
    "minimal": "It helps with a task that touches no member and decides nothing.",
    "limited": "People read what it writes, so they are told; it decides nothing about anybody.",
    "high": "What it says can change how a member is treated.",
}
# what is said when somebody asks: nothing was tested, nobody can step in or appeal; the rest is under way or not known
GAPING: dict[str, Answer] = {
    "pre_deployment_testing": Answer.NO,
    "impact_assessment": Answer.IN_PROGRESS,
    "monitoring": Answer.IN_PROGRESS,
    "human_oversight": Answer.NO,
    "appeal": Answer.NO,
}
NOT_MET = ("Fraud hints", "public_feedback", "Members never meet the hints; the handlers who do were asked instead.")


def note_guardrails(chronicle: Chronicle, house: House, told: list[Told]) -> None:
    """Note every risk class after approval, and the answers of those that owe them."""
    for one in told:
        keeper = _Keeper(chronicle, house, one)
        keeper.note_risk()
        if one.work.evidence == "whole":
            keeper.note_whole()
        elif one.work.evidence == "gaping":
            keeper.note_gaping()


@dataclass(frozen=True)
class _Keeper:
    chronicle: Chronicle
    house: House
    one: Told

    def note_risk(self) -> None:
        day = self._weekday(self.one.approved + timedelta(days=6))
        self.chronicle.note(day, self._decide, f"Risk class: {self.one.work.title}", time(14, 0))

    def note_whole(self) -> None:
        """Every question is answered with a yes and its proof, days before it went live."""
        live = self.one.path["live"]
        for place, item in enumerate(QUESTIONS):
            day = self._weekday(live - timedelta(days=44 - 5 * place + self.chronicle.chance.randint(0, 3)))
            self.chronicle.note(
                day, partial(self._yes, item.code, day), f"Evidence: {self.one.work.title}", time(15, place)
            )

    def note_gaping(self) -> None:
        """The programme office asks after the start and writes down what it hears; three questions nobody answers."""
        begun = self.one.path.get("live") or self.one.path.get("testing") or self.one.path["building"]
        day = self._weekday(begun + timedelta(days=12 + self.chronicle.chance.randint(0, 6)))
        if day >= self.chronicle.today:
            day = begun
        for place, (code, answer) in enumerate(GAPING.items()):
            self.chronicle.note(
                day, partial(self._admit, code, answer, day), f"Asked: {self.one.work.title}", time(15, place)
            )

    def _decide(self, at: datetime) -> None:
        work = self.one.work
        writes.set_risk(
            initiative=self.one.record, risk=work.risk, rights_impacting=work.rights, safety_impacting=work.safety,
            reason=REASONS[work.risk], by=self.house.person("Clara Weiss"), at=at,
        )  # fmt: skip

    def _yes(self, code: str, day: date, at: datetime) -> None:
        title, slug = self.one.work.title, self.one.work.title.lower().replace(" ", "-")
        if (title, code) == NOT_MET[:2]:
            writes.answer_question(
                initiative=self.one.record, question=code, answer=Answer.NOT_APPLICABLE, reason=NOT_MET[2],
                by=self.one.sponsor, at=at,
            )  # fmt: skip
            return
        writes.answer_question(
            initiative=self.one.record, question=code, answer=Answer.YES, date=day, source=self.one.lead.name,
            proof_url=f"{PROOF}/{slug}/{code}", by=self.one.lead, at=at,
        )  # fmt: skip

    def _admit(self, code: str, answer: Answer, day: date, at: datetime) -> None:
        writes.answer_question(
            initiative=self.one.record, question=code, answer=answer, date=day, source="Round of the programme office",
            by=self.house.person("Clara Weiss"), at=at,
        )  # fmt: skip

    def _weekday(self, day: date) -> date:
        return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
