"""A year of promises in both directions, and two plans: one whose day holds, one whose day does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Person
from accord.apps.promises import writes
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import Cause
from accord.apps.ui.rules import Ref
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Act, Chronicle
from accord.site.sample.promises import PLANS, STREAMS, Ahead, Stream
from accord.site.sample.story import CHARACTERS, LEADS, UNITS
from accord.site.sample.working import Told

NEVER = "Data and AI"  # what it does not do by its day it does not do at all
FIRST, LAST = 345, 44  # days ago: when the first of a stream is made, and the last that is over by now
SHORTEST, LONGEST = 9, 23  # days from a promise to its day
KNOWN = {unit.head for unit in UNITS} | {one.name for one in CHARACTERS} | set(LEADS)
ENOUGH_PEOPLE = 7  # who promise in each department
NEXT_DAYS = (5, 12, 19, 26)  # days ahead on which what is open is due
WHY_MOVED = "The week is taken by the month-end; both sides agreed to the later day."
REASONS: Mapping[str, str] = {
    Cause.WAITING: "It waited for an answer from the other side that did not come.",
    Cause.DATA: "The data came late and had to be asked for again.",
    Cause.SCOPE: "Two more wishes were added on the way.",
    Cause.ESTIMATE: "It took twice as long as we thought.",
    Cause.PEOPLE: "Those who know it were on holiday.",
    Cause.PRIORITIES: "The storm in the north came first.",
    Cause.DECISION: "Nobody had decided yet.",
}


def note_promises(chronicle: Chronicle, house: House, told: Sequence[Told]) -> None:
    """Note a year of promises, how each ended and what is open, and the plans; initiatives must have been noted."""
    for stream in STREAMS:
        _Promiser(chronicle, house, tuple(told), stream).note()
    works = {one.work.title: one for one in told}
    for plan in PLANS:
        chronicle.note(
            chronicle.day(plan.planned), partial(_plan, chronicle, works[plan.about], plan), "A plan is made"
        )


def _plan(chronicle: Chronicle, one: Told, plan: Ahead, at: datetime) -> None:
    for step, (title, result) in enumerate(plan.steps, start=1):
        due = chronicle.today + timedelta(days=round(plan.ends * step / len(plan.steps)))
        initiatives.add_milestone(
            initiative=one.record, title=title, result=result, due_date=due, by=one.lead, at=at
        )  # fmt: skip


@dataclass
class _Promiser:
    """Tells one stream of promises; what is not kept lies evenly between what is."""

    chronicle: Chronicle
    house: House
    works: tuple[Told, ...]
    stream: Stream
    made: dict[int, Promise] = field(default_factory=dict)

    def note(self) -> None:
        count = len(self.stream.ends)
        for place, end in enumerate(self.stream.ends):
            ago = FIRST - (FIRST - LAST) * place / max(count - 1, 1) - self.stream.shift
            day = self.chronicle.day(ago)
            lasts = SHORTEST + place * 5 % (LONGEST - SHORTEST + 1)
            due = _weekday(day + timedelta(days=lasts))
            self._note(day, partial(self._make, place, due), "promised")
            self._note_end(place, end, day, due)
        for place in range(count, count + self.stream.open):
            due = _weekday(self.chronicle.today + timedelta(days=NEXT_DAYS[place % len(NEXT_DAYS)]))
            self._note(self.chronicle.day(6 + place - count), partial(self._make, place, due), "promised")

    def _note(self, day: date, act: Act, words: str) -> None:
        self.chronicle.note(day, act, f"{self.stream.by}: {words}")

    def _note_end(self, place: int, end: str, made: date, due: date) -> None:
        late = 3 + place * 3 % 8
        if end == "kept":
            early = min(place % 4, (due - made).days - 1)
            self._note(_weekday(due - timedelta(days=early)), partial(self._keep, place), "kept")
        elif end == "anew":
            self._note(_weekday(due - timedelta(days=4)), partial(self._agree, place, due), "another day agreed")
            self._note(_weekday(due + timedelta(days=9)), partial(self._keep, place), "kept")
        elif place % 3 == 0 and self.stream.by != NEVER:
            self._note(_weekday(due + timedelta(days=late)), partial(self._keep, place), "kept late")
        else:
            self._note(_weekday(due + timedelta(days=late)), partial(self._miss, place, end), "not kept")

    def _make(self, place: int, due: date, at: datetime) -> None:
        what, kind = self.stream.things[place % len(self.stream.things)]
        about = self._about(place, at.date())
        lead, sponsor = self._ends(about)
        owner = self._owner(place)
        by = lead or owner
        self.made[place] = writes.make_promise(
            what=what.format(about=about.work.title if about else ""), owner_id=owner.pk, due_date=due, kind=kind,
            made_to_id=sponsor.pk if sponsor else None, about=Ref("initiatives.initiative", about.record.pk) if about else None,
            confidence_share=self.stream.sure[place % len(self.stream.sure)], by=by, at=at,
        )  # fmt: skip

    def _ends(self, about: Told | None) -> tuple[Person | None, Person | None]:
        """Give who writes a promise down and to whom it is made: lead and sponsor of an initiative, or a head."""
        if about is None:
            return None, self.house.head_of(self.stream.to)
        return about.lead, (about.sponsor if self.stream.is_from_it else about.lead)

    def _about(self, place: int, day: date) -> Told | None:
        """Give the initiative it is about: one of the stream's that was there by then and is not over."""
        there = [
            one for one in self.works
            if one.work.title in self.stream.about and one.approved < day and "cancelled" not in one.path
        ]  # fmt: skip
        return there[place % len(there)] if there else None

    def _owner(self, place: int) -> Person:
        """Give one of the department's colleagues who is there: not one whom the story names."""
        there = Person.objects.filter(department=self.house.units[self.stream.by], is_active=True).order_by("pk")
        some = list(there.exclude(name__in=KNOWN)[:ENOUGH_PEOPLE])
        return some[place % len(some)]

    def _keep(self, place: int, at: datetime) -> None:
        promise = self.made[place]
        writes.keep_promise(promise=promise, proof="Both sides have seen it.", by=promise.created_by, at=at)

    def _agree(self, place: int, due: date, at: datetime) -> None:
        promise = self.made[place]
        writes.propose_day(
            promise=promise, due_date=due + timedelta(days=10), reason=WHY_MOVED, by=promise.owner or promise.created_by, at=at
        )  # fmt: skip
        writes.accept_day(promise=promise, by=promise.proposals.get().asked, at=at)

    def _miss(self, place: int, cause: str, at: datetime) -> None:
        promise = self.made[place]
        writes.miss_promise(promise=promise, reason=REASONS[cause], cause=cause, by=promise.created_by, at=at)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
