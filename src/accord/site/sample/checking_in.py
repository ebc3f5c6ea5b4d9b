"""Check-ins: around Operations' initiatives they are signed and acknowledged; around Commercial's they fell asleep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from accord.apps.check_ins import reads, writes
from accord.apps.check_ins.models import CheckIn, Series
from accord.apps.check_ins.rules import INITIATIVE, State
from accord.apps.ui.rules import Ref
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.working import Told

OPENS, LADDER, SIGNS, READS = time(9, 5), time(9, 30), time(10, 40), time(14, 20)
FRIDAY = 4


@dataclass(frozen=True)
class Talk:
    """One series: every so many weeks, for so many rounds, of which the first ``answered`` are signed.

    ``last`` is how many days ago the latest was asked for. ``words`` replace what was prepared, by round counted back.
    """

    title: str
    every: int
    rounds: int
    answered: int
    last: int
    words: dict[int, tuple[str, str, str, str]] = field(default_factory=dict)
    replies: dict[int, str] = field(default_factory=dict)


TALKS = (
    Talk(
        "Flood map update", 2, 8, 7, 1,
        {
            4: ("Two valleys are done.", "The heights of the third come a month later than agreed.", "", "caution"),
            3: ("The third valley is in the map.", "", "Underwriting tries it with ten addresses.", "on_track"),
            2: ("Ten addresses were looked up; nine are right.", "", "The tenth shows where the old map was wrong.", "on_track"),
        },
        {4: "Thank you for saying so early. We work with the old map there until then.", 2: "Signe would like to show it."},
    ),
    Talk(
        "Mail sorting", 2, 7, 7, 5,
        {1: ("Four of five letters reach the right team at once.", "", "Next: letters about two things.", "on_track")},
        {2: "The team notices the difference."},
    ),
    Talk(
        "Next best offer", 1, 16, 2, 3,
        {
            16: ("The first suggestions are there.", "", "", "on_track"),
            15: ("", "Sales has no time to look at them before the quarter ends.", "", "caution"),
        },
    ),
)  # fmt: skip


def note_check_ins(chronicle: Chronicle, told: list[Told]) -> None:
    """Note the check-ins of three initiatives; these must have been told before."""
    works = {one.work.title: one for one in told}
    tellers = [_Teller(chronicle, talk, works[talk.title]) for talk in TALKS]
    for teller in tellers:
        teller.note()
    _note_ladder(chronicle, min(teller.days[0] for teller in tellers))


def _note_ladder(chronicle: Chronicle, first: date) -> None:
    """Let the ladders be walked on every working day."""
    day = first
    while day < chronicle.today:
        if day.weekday() <= FRIDAY:
            chronicle.note(day, _walk, "Who is late is reminded", LADDER)
        day += timedelta(days=1)


def _open(at: datetime) -> None:
    writes.open_due(by=None, at=at)


def _walk(at: datetime) -> None:
    writes.walk_ladder(by=None, at=at)


@dataclass
class _Teller:
    chronicle: Chronicle
    talk: Talk
    told: Told
    series: list[Series] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        """Give the days on which it was asked for."""
        last = self.chronicle.day(self.talk.last)
        return [last - timedelta(weeks=self.talk.every * back) for back in range(self.talk.rounds - 1, -1, -1)]

    def note(self) -> None:
        note, title = self.chronicle.note, self.talk.title
        first = self.days[0]
        note(
            self._working(first - timedelta(days=3)),
            partial(self._start, first),
            f"Check-ins are set up: {title}",
            SIGNS,
        )
        for number, day in enumerate(self.days):
            back = self.talk.rounds - number
            note(day, _open, f"A check-in is asked for: {title}", OPENS)
            if number < self.talk.answered:
                signed = self._next(day)
                note(signed, partial(self._sign, back), f"A check-in is signed: {title}", SIGNS)
                note(
                    self._next(signed), partial(self._acknowledge, back), f"A check-in is acknowledged: {title}", READS
                )

    def _start(self, first: date, at: datetime) -> None:
        self.series.append(
            writes.start_series(
                about=Ref(INITIATIVE, self.told.record.pk), answerer_id=self.told.lead.pk,
                acknowledger_id=self.told.sponsor.pk, every=self.talk.every, weekday=first.weekday(), starts=first,
                by=self.told.lead, at=at,
            )
        )  # fmt: skip

    def _sign(self, back: int, at: datetime) -> None:
        one = self._latest(State.OPEN)
        draft = reads.draft(viewer=self.told.lead, check_in=one, at=at)
        prepared = (draft.progress, draft.problem, draft.chance, draft.suggested or "on_track")
        progress, problem, chance, status = self.talk.words.get(back, prepared)
        writes.sign(
            check_in=one, progress=progress or ("" if problem or chance else "The work goes on as agreed."),
            problem=problem, chance=chance, status=status, confidence_share=0.8, by=self.told.lead, at=at,
        )  # fmt: skip

    def _acknowledge(self, back: int, at: datetime) -> None:
        reply = self.talk.replies.get(back, "")
        writes.acknowledge(check_in=self._latest(State.SIGNED), reply=reply, by=self.told.sponsor, at=at)

    def _latest(self, state: State) -> CheckIn:
        found = CheckIn.objects.select_related("series").filter(series=self.series[0], state=state)
        return found.latest("planned_on")

    def _next(self, day: date) -> date:
        """Give the next working day."""
        return day + timedelta(days=1 if day.weekday() < FRIDAY else 7 - day.weekday())

    def _working(self, day: date) -> date:
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))
