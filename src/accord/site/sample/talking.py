"""What people did about what was measured: a meeting held and one ahead, promises kept and open, a gap accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from accord.apps.gaps import writes as gaps
from accord.apps.gaps.models import Gap
from accord.apps.meetings import writes as meetings
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.rules import Outcome
from accord.apps.people.models import Person
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.truths import COMMERCIAL, OPERATIONS
from accord.site.sample.working import Told

HELD, JOINED, KEPT, PROMISED, ACCEPTED, INVITED = 85, 88, 60, 12, 5, 4  # days ago
THURSDAY, TEN = 3, time(10, 0)
CHAIR, OFFICE = "Jonas Berg", "Clara Weiss"
NAMED = "Ten initiatives without a goal: for each, name with IT the goal it should serve, or say that it stops"
SHOWN = "Cut the next step of Next best offer so that three sales agents can try it, and let them"
COLLECTED = "Collect ten claims that were sorted wrongly, for the next test"
BROUGHT, PRESSING = "Flood map update", "Next best offer"  # two sides that expect different payoff dates
ASKED_AGAIN = (
    "Signe's team did not know that the heights come once a year; IT did not know what a month with the old map costs. "
    "IT looks for data for the months in between, and in six weeks both are asked again."
)
SHORTER = "Each silent initiative says by the end of the month what it can show within six weeks."
ACCEPTED_BECAUSE = (
    "Two of them can be finished this quarter and for two we decide in January whether to stop. Until then the people "
    "work on the open guardrails first."
)


def note_talks(chronicle: Chronicle, house: House, told: list[Told]) -> None:
    """Note what people did about the gaps; measurements must have been noted before."""
    _Talk(chronicle, house, {one.work.title: one for one in told}).note()


@dataclass
class _Talk:
    chronicle: Chronicle
    house: House
    works: Mapping[str, Told]
    meeting: list[Meeting] = field(default_factory=list)
    items: dict[str, AgendaItem] = field(default_factory=dict)
    made: dict[str, Promise] = field(default_factory=dict)

    def note(self) -> None:
        note, day = self.chronicle.note, self.chronicle.day
        held = day(HELD)
        note(day(HELD + 7), partial(self._plan, self.chronicle.moment(held, TEN)), "A meeting is planned")
        note(day(JOINED), self._bring, "One more gap comes on the agenda")
        note(held, self._hold, "Business and IT meet", time(11, 15))
        note(day(KEPT), self._keep, "A promise is kept")
        note(day(PROMISED), self._promise_step, "A step is promised")
        note(day(PROMISED - 2), self._promise_own, "A promise is made")
        note(day(ACCEPTED), self._accept, "A gap is accepted for now")
        note(day(INVITED), self._invite, "The next meeting gets its agenda")

    def _plan(self, starts_at: datetime, at: datetime) -> None:
        chair = self._who(CHAIR)
        invited = [self._who(name).pk for name in ("Viktor Sand", "Tomas Reuter", "Ruth Adeyemi", OFFICE)]
        meeting = meetings.plan_meeting(
            title="Business and IT at one table", starts_at=starts_at, chair_id=chair.pk, attendee_ids=invited,
            place="Board room", by=chair, at=at,
        )  # fmt: skip
        self.meeting.append(meeting)
        for practice in ("P01", "P31"):
            if gap := self._gap(practice, COMMERCIAL):
                self.items[practice] = gaps.put_on_agenda(gap=gap, meeting_id=meeting.pk, by=chair, at=at)
        self.items["stopped"] = meetings.put_on_agenda(
            meeting_id=meeting.pk, title="Roof age from the air: what we learned by stopping", by=chair, at=at
        )

    def _bring(self, at: datetime) -> None:
        if gap := self._gap_about("P08.dates", BROUGHT):
            chair = self._who(CHAIR)
            self.items[BROUGHT] = gaps.put_on_agenda(gap=gap, meeting_id=self.meeting[0].pk, by=chair, at=at)

    def _hold(self, at: datetime) -> None:
        chair, meeting = self._who(CHAIR), self.meeting[0]
        meetings.hold_meeting(meeting_id=meeting.pk, by=chair, at=at)
        if "P01" in self.items:
            due = self.chronicle.day(KEPT - 4)
            promised = {"owner_id": self._who("Viktor Sand").pk, "due_date": due, "what": NAMED}
            item = meetings.record_outcome(
                item_id=self.items["P01"].pk, kind=Outcome.PROMISE, text=NAMED, promise=promised, by=chair, at=at
            )
            if item.promise is not None:
                self.made[NAMED] = item.promise
        decided = {
            "P31": SHORTER,
            BROUGHT: ASKED_AGAIN,
            "stopped": "Ask for the age of the pictures before anything is built on them.",
        }
        for name, words in decided.items():
            if name in self.items:
                meetings.record_outcome(
                    item_id=self.items[name].pk, kind=Outcome.DECISION, text=words, by=chair, at=at
                )  # fmt: skip

    def _keep(self, at: datetime) -> None:
        if promise := self.made.get(NAMED):
            proof = "The list went to both sides: six name a goal they could serve, four do not know yet."
            promises.keep_promise(promise=promise, proof=proof, by=self._who("Viktor Sand"), at=at)

    def _promise_step(self, at: datetime) -> None:
        if gap := self._gap("P31", COMMERCIAL):
            gaps.promise_step(
                gap=gap, what=SHOWN, owner_id=self._who("Ruth Adeyemi").pk,
                due_date=self.chronicle.today + timedelta(days=6), by=self._who("Viktor Sand"), at=at,
            )  # fmt: skip

    def _promise_own(self, at: datetime) -> None:
        emil = self._who("Emil Novak")
        promises.make_promise(
            what=COLLECTED, owner_id=emil.pk, made_to_id=self._who("Ruth Adeyemi").pk,
            due_date=self.chronicle.today + timedelta(days=9), by=emil, at=at,
        )  # fmt: skip

    def _accept(self, at: datetime) -> None:
        if gap := self._gap("P33", COMMERCIAL):
            until = self.chronicle.today + timedelta(days=75)
            gaps.accept(gap=gap, reason=ACCEPTED_BECAUSE, until=until, by=self._who("Viktor Sand"), at=at)

    def _invite(self, at: datetime) -> None:
        chair = self._who(CHAIR)
        if gap := self._gap("P22", OPERATIONS):
            item = gaps.put_on_agenda(
                gap=gap, starts_at=self.chronicle.moment(next_thursday(self.chronicle.today), TEN),
                title="Business and IT at one table, again", attendee_ids=[self._who(OFFICE).pk], by=chair, at=at,
            )  # fmt: skip
            if apart := self._gap_about("P08.dates", PRESSING):
                gaps.put_on_agenda(gap=apart, meeting_id=item.meeting_id, by=chair, at=at)
            meetings.put_on_agenda(
                meeting_id=item.meeting_id, title="Who tells the teams, and how", minutes=10, by=chair, at=at
            )

    def _gap(self, practice: str, department: str) -> Gap | None:
        """Find the gap of a department as it stands now, if it has opened by then."""
        subject = self.house.units[department].pk
        return Gap.objects.filter(practice=practice, subject_kind="department", subject_id=subject).first()

    def _gap_about(self, practice: str, title: str) -> Gap | None:
        """Find the gap of an initiative as it stands now, if it has opened by then."""
        subject = self.works[title].record.pk
        return Gap.objects.filter(practice=practice, subject_kind="initiative", subject_id=subject).first()

    def _who(self, name: str) -> Person:
        return self.house.person(name)


def next_thursday(today: date) -> date:
    """Give the first Thursday after a day."""
    return today + timedelta(days=(THURSDAY - today.weekday() - 1) % 7 + 1)
