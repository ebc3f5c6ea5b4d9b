"""What each initiative had to show and when, at its own rhythm."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from accord.apps.initiatives import writes
from accord.apps.initiatives.models import Milestone
from accord.site.sample.chronicle import SATURDAY, Chronicle
from accord.site.sample.working import Slips, Told

UNSTEADY = 0.15  # how far a wait may differ from the rhythm
OFTEN_LATE = 0.25  # the part of results that come after the day they were due
QUIET = 46  # days of an unusual silence
FIRST_STEPS = 3
STEPS: tuple[tuple[str, str], ...] = (
    ("Try it on paper", "Ten old cases worked through by hand with the people who know them; notes of what matters"),
    ("First run on real data", "It runs on last month's cases; a list of where it was right and where not"),
    ("Show it to the team", "Two colleagues used it for an hour on their own cases and said what is missing"),
    ("Mend the worst mistakes", "The five most common mistakes are gone; the same test cases show it"),
    ("Fit it into the daily screen", "It appears where people already work; a short film shows the steps"),
    ("A week beside the old way", "One team worked a week with both ways side by side; the comparison is written down"),
    ("Words people understand", "Every answer gives its reason in one plain sentence; three readers checked twenty"),
    ("Try it in a second team", "A team that did not build it used it for a week without help"),
    ("What if it fails", "It was switched off for a morning; work went on and the steps are written down"),
    ("Measure against the start", "The measure of the goal before and after, on the same cases"),
    ("Rehearse the start", "The whole team went through a working day with it"),
    ("Settle open questions", "The list of open questions is empty or each has an owner and a day"),
)  # fmt: skip


def note_results(chronicle: Chronicle, told: list[Told], amiss: Slips) -> None:
    """Note every initiative's results from approval until it ended or today; what is under way has a next one open."""
    for one in told:
        _Shower(chronicle, one, is_quiet=one.work.title in amiss.quiet).note()


@dataclass
class _Shower:
    chronicle: Chronicle
    one: Told
    is_quiet: bool
    open_: list[Milestone] = field(default_factory=list)
    steps: list[tuple[str, str]] = field(default_factory=list)

    def note(self) -> None:
        """Plan the results, the first ones alike everywhere and the others in an order of their own."""
        later = STEPS[FIRST_STEPS:]
        self.steps = [*STEPS[:FIRST_STEPS], *self.chronicle.chance.sample(later, len(later))]
        plan = self._plan()
        first_due = plan[0][0]
        self.chronicle.note(
            _weekday(self.one.approved + timedelta(days=2)),
            partial(self._add, 0, first_due),
            "The first result is planned",
        )
        for place, (_due, done) in enumerate(plan[:-1]):
            self.chronicle.note(
                done, partial(self._finish, place, done, plan[place + 1][0]), f"{self.one.work.title}: a result"
            )

    def _plan(self) -> list[tuple[date, date]]:
        """Give due day and day of each result; the last lies beyond the end or ahead, so it stays open or is never planned."""
        plan: list[tuple[date, date]] = []
        day = self.one.approved
        while True:
            wait = QUIET if self.is_quiet and len(plan) == 1 else self._wait()
            done = _weekday(day + timedelta(days=wait))
            late = self.chronicle.chance.randint(2, 6) if self.chronicle.chance.random() < OFTEN_LATE else 0
            plan.append((_weekday(done - timedelta(days=late)), done))
            if done >= (self.one.ended or self.chronicle.today):
                return plan
            day = done

    def _wait(self) -> int:
        rhythm = self.one.work.rhythm
        return round(rhythm * self.chronicle.chance.uniform(1 - UNSTEADY, 1 + UNSTEADY))

    def _add(self, place: int, due: date, at: datetime) -> None:
        title, result = self.steps[place % len(STEPS)]
        if place >= len(STEPS):
            title = f"{title}, round {place // len(STEPS) + 1}"
        self.open_.append(
            writes.add_milestone(
                initiative=self.one.record, title=title, result=result, due_date=due, by=self.one.lead, at=at
            )
        )  # fmt: skip

    def _finish(self, place: int, done: date, next_due: date, at: datetime) -> None:
        milestone = self.open_.pop()
        writes.finish_milestone(milestone=milestone, done_date=done, by=self.one.lead, at=at)
        ended = self.one.ended
        if ended is None or next_due < ended:
            self._add(place + 1, next_due, at)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
