"""Who looks at goals again, and what is said to the further questions: by Operations in time, by Commercial when asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from accord.apps.goals import writes as goals_writes
from accord.apps.guardrails import writes
from accord.apps.guardrails.rules import Answer
from accord.site.sample.aiming import Goals
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.story import AIMS, Aim
from accord.site.sample.working import Told
from accord.site.sample.works import COMMERCIAL, OPERATIONS

# days ago on which the owners looked at their goals again, by who owns them
OFTEN, SELDOM, NOW_AND_THEN = (310, 195, 100, 20), (380, 200), (420, 240, 60)
RHYTHMS = {
    "Tomas Reuter": OFTEN, "Omar Feld": OFTEN, "Signe Lund": OFTEN,
    "Viktor Sand": SELDOM, "Lars Winter": SELDOM, "Bea Okafor": SELDOM,
    "Miriam Costa": NOW_AND_THEN, "Aisha Demir": NOW_AND_THEN,
}  # fmt: skip
FROM = 260  # days ago: nobody was asked the further questions before
A_YEAR = timedelta(days=365)
ROUND = 20  # days ago the programme office went round Commercial

WELL_ASKED = (
    "rules_known", "data_permission", "data_documented", "code_rights", "reuse", "results_shared", "knowledge_session",
)  # fmt: skip
WATCHED = ("quality_bars", "pre_deployment_testing", "independent_review", "monitoring")
ADMITTED: dict[str, Answer] = {
    "rules_known": Answer.NO,
    "data_permission": Answer.NO,
    "privacy_reviewed": Answer.IN_PROGRESS,
    "reuse": Answer.NO,
    "results_shared": Answer.IN_PROGRESS,
}
UNHEARD = ("Website helper", "Campaign writer")
BELOW_THE_BAR = ("Churn early warning", "Audience builder")
WAIVED = (
    "Answer finder",
    "Old policy terms are found in two of three cases only; agents are told, until they are scanned.",
)


def note_looking_again(chronicle: Chronicle, house: House, goals: Goals, told: list[Told]) -> None:
    """Note the reviews of goals and the answers to the further questions; everything at a set time, nothing by chance."""
    for aim in AIMS:
        for ago in RHYTHMS[aim.business_owner]:
            act = partial(_review, chronicle, house, goals, aim)
            chronicle.note(chronicle.day(ago), act, f"Looked at again: {aim.title}", time(9, 40))
    by_title = {one.work.title: one for one in told}
    for work in OPERATIONS:
        if "cancelled" not in dict(work.path):
            _Asked(chronicle, house, by_title[work.title]).note_well()
    for work in COMMERCIAL:
        _Asked(chronicle, house, by_title[work.title]).note_admitted()


def _review(chronicle: Chronicle, house: House, goals: Goals, aim: Aim, at: datetime) -> None:
    goals[aim.title].refresh_from_db()
    ahead = at.date() + timedelta(days=180)
    goals_writes.review_goal(goal=goals[aim.title], next_review=ahead, by=house.person(aim.business_owner), at=at)


@dataclass(frozen=True)
class _Asked:
    chronicle: Chronicle
    house: House
    one: Told

    def note_well(self) -> None:
        """In Operations its lead answers once it is being built, tested and live: all of it is there."""
        for stage, answers in (("building", self._building()), ("testing", self._testing()), ("live", self._live())):
            if stage in self.one.path:
                day = self.chronicle.day(min(FROM, (self.chronicle.today - self.one.path[stage]).days - 1))
                for place, values in enumerate(answers):
                    self._note(day, place, values)

    def note_admitted(self) -> None:
        """In Commercial the programme office goes round and writes down what it hears."""
        day = self.chronicle.day(ROUND)
        ended = {"answer": Answer.YES, "date": day - 2 * A_YEAR, "until": day - A_YEAR}
        answers = [{"question": "security_training", **ended}]
        answers += [{"question": question, "answer": answer} for question, answer in ADMITTED.items()]
        if self.one.work.title in UNHEARD:
            answers.append({"question": "feedback_before_rollout", "answer": Answer.NO})
        if self.one.work.title in BELOW_THE_BAR:
            answers.append({"question": "quality_bars", "answer": Answer.NO})
        for place, values in enumerate(answers):
            self._note(day, place, {**values, "source": "Round of the programme office"}, by_office=True)

    def _building(self) -> Iterator[dict[str, Any]]:
        yield {"question": "security_training", "answer": Answer.YES, "lasts": A_YEAR}
        for question in WELL_ASKED:
            yield {"question": question, "answer": Answer.YES}
        privacy = {"question": "privacy_reviewed", "answer": Answer.YES}
        yield privacy if self.one.work.rights else {"question": "personal_data", "answer": Answer.NO}

    def _testing(self) -> Iterator[dict[str, Any]]:
        yield {"question": "feedback_before_rollout", "answer": Answer.YES}
        yield {"question": "feedback_answered", "answer": Answer.YES}

    def _live(self) -> Iterator[dict[str, Any]]:
        title, reason = WAIVED
        for question in WATCHED:
            if question != "quality_bars" and self.one.work.evidence == "whole":
                continue  # said already, before it went live
            if (self.one.work.title, question) == (title, "quality_bars"):
                yield {"question": question, "answer": Answer.NO, "reason": reason, "lasts": A_YEAR, "by_office": True}
            else:
                yield {"question": question, "answer": Answer.YES}

    def _note(self, day: date, place: int, values: dict[str, Any], *, by_office: bool = False) -> None:
        act = partial(self._answer, dict(values), by_office=by_office)
        self.chronicle.note(day, act, f"Asked further: {self.one.work.title}", time(11, 5 + place))

    def _answer(self, values: dict[str, Any], at: datetime, *, by_office: bool) -> None:
        by_office = values.pop("by_office", by_office)
        if lasts := values.pop("lasts", None):
            values["until"] = at.date() + lasts
        by = self.house.person("Clara Weiss") if by_office else self.one.lead
        given = {"date": at.date(), "source": by.name, **values}
        writes.answer_question(initiative=self.one.record, by=by, at=at, **given)
