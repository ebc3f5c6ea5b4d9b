"""The initiatives of the story: proposed, approved, built; which goal they serve and who agreed to that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from accord.apps.initiatives import writes
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.rules import Visibility
from accord.apps.people.models import Person
from accord.apps.people.rules import Role
from accord.site.sample.aiming import Goals
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.story import LEADS
from accord.site.sample.works import COMMERCIAL, OPERATIONS, WORKS, Work

JITTER = 3  # days a stage may be off what the story says
PROPOSED = (18, 40)  # days before approval
CASE_TAKES = 33  # days before the first month of money
FIRST_NAMES = {
    "Claims triage": "Claim sorter",
    "Website helper": "Chatbot for the website",
    "Learning paths": "Course finder",
}
OUTDATED = "Drafts texts."  # too short to tell anybody what it is for


@dataclass
class Told:
    """One initiative: its work, the days it reached its stages, who sponsors and leads it, its record once added."""

    work: Work
    path: dict[str, date]
    sponsor: Person = field(default_factory=Person)
    lead: Person = field(default_factory=Person)
    record: Initiative = field(default_factory=Initiative)

    @property
    def approved(self) -> date:
        """Give the day of approval."""
        return self.path["approved"]

    @property
    def ended(self) -> date | None:
        """Give the day it went live or was cancelled, None while it is under way."""
        return self.path.get("live") or self.path.get("cancelled")


@dataclass(frozen=True)
class Slips:
    """What is harmlessly amiss this time, by title: a link that IT has not signed yet, a summary too short to help."""

    unsigned: frozenset[str] = field(default_factory=frozenset)
    outdated: frozenset[str] = field(default_factory=frozenset)
    quiet: frozenset[str] = field(default_factory=frozenset)


def slips(chronicle: Chronicle) -> Slips:
    """Choose one or two things that are amiss, as in any organisation; none of them touches a truth."""
    chance = chronicle.chance
    kinds = chance.sample(("unsigned", "outdated", "quiet"), chance.choice((1, 1, 2)))
    under_way = [work.title for work in OPERATIONS if not dict(work.path).keys() & {"live", "cancelled"}]
    choices = {
        "unsigned": under_way,
        "outdated": [work.title for work in COMMERCIAL if work.unit == "Marketing"],
        "quiet": under_way,
    }
    return Slips(**{kind: frozenset({chance.choice(choices[kind])}) for kind in kinds})


def note_works(chronicle: Chronicle, house: House, goals: Goals, amiss: Slips) -> list[Told]:
    """Note every initiative with its stages and its goal; people must have been told before. Gives them in order."""
    told = []
    for place, work in enumerate(WORKS):
        shift = chronicle.chance.randint(-JITTER, JITTER)
        path = {stage: chronicle.day(ago + shift) for stage, ago in work.path}
        told.append(_Teller(chronicle, house, goals, amiss).note(work, path, LEADS[place % len(LEADS)]))
    return told


@dataclass(frozen=True)
class _Teller:
    chronicle: Chronicle
    house: House
    goals: Goals
    amiss: Slips

    def note(self, work: Work, path: dict[str, date], lead: str) -> Told:
        one = Told(work, path)
        proposed = one.approved - timedelta(days=self.chronicle.chance.randint(*PROPOSED))
        if work in OPERATIONS or work.unit == "Finance":  # there is time for a case before the first month of money
            proposed = min(proposed, one.approved.replace(day=1) - timedelta(days=CASE_TAKES))
        self.chronicle.note(
            _weekday(proposed), partial(self._propose, one, lead), f"Proposed: {work.title}", time(9, 30)
        )
        for stage, day in path.items():
            act = partial(self._move, one, stage, day)
            self.chronicle.note(day, act, f"{work.title}: {stage}", time(9, self.chronicle.chance.randint(0, 59)))
        self._note_goal(one)
        return one

    def _propose(self, one: Told, lead: str, at: datetime) -> None:
        work = one.work
        one.sponsor = self.house.head_of(work.unit) if not work.sponsor else self.house.person(work.sponsor)
        one.lead = self.house.person(work.lead or lead)
        by = one.sponsor if Role.DEPARTMENT_HEAD in one.sponsor.roles else self.house.person("Clara Weiss")
        one.record = writes.add_initiative(
            title=FIRST_NAMES.get(work.title, work.title),
            summary=OUTDATED if work.title in self.amiss.outdated else work.summary,
            department_id=self.house.units[work.unit].pk,
            sponsor_id=one.sponsor.pk,
            lead_id=one.lead.pk,
            visibility=Visibility.EVERYONE if work.is_open else Visibility.LIMITED,
            stage_date=at.date(),
            by=by,
            at=at,
        )

    def _move(self, one: Told, stage: str, day: date, at: datetime) -> None:
        by = one.sponsor if stage in {"approved", "cancelled"} else one.lead
        writes.move_stage(initiative=one.record, to=stage, on=day, by=by, at=at)
        if stage == "building" and one.record.title != one.work.title:
            writes.edit_initiative(initiative=one.record, values={"title": one.work.title}, by=one.lead, at=at)

    def _note_goal(self, one: Told) -> None:
        work = one.work
        if not work.goal:
            return
        links: list[GoalLink] = []

        def link(at: datetime) -> None:
            links.append(
                writes.link_goal(initiative=one.record, goal_id=self.goals[work.goal].pk, by=one.lead, at=at)
            )  # fmt: skip

        def agree(side: str, at: datetime) -> None:
            by = one.sponsor if side == "business" else one.lead
            writes.agree_link(link=links[0], side=side, by=by, at=at)

        day = one.approved
        self.chronicle.note(day, link, f"{work.title} serves: {work.goal}", time(11, 0))
        if work.agreed in {"both", "business"}:
            self.chronicle.note(_weekday(day + timedelta(days=4)), partial(agree, "business"), f"Agreed: {work.title}")
        if work.agreed == "both" and work.title not in self.amiss.unsigned:
            self.chronicle.note(_weekday(day + timedelta(days=9)), partial(agree, "it"), f"Agreed: {work.title}")


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
