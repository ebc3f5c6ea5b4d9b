"""Two series of meetings: Claims and IT meet every other week, Sales and IT stopped meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from accord.apps.meetings import writes
from accord.apps.meetings.models import Meeting, Series
from accord.apps.meetings.rules.presence import Presence
from accord.apps.ui.rules import Ref
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.working import Told

TUESDAY = 1
NIGHT, BEGINS, BEFORE, AFTER = time(1, 0), time(9, 30), time(8, 0), time(10, 45)
BOTH, ALONE, CANCELLED, MOVED, SILENT = "both", "alone", "cancelled", "moved", "silent"
WHY = {"Claims and IT": "Everybody is at the general meeting that morning.", "Sales and IT": "Quarter end: no time."}


@dataclass(frozen=True)
class Rhythm:
    """One series, ``rounds`` dates of it over; ``fates`` says what became of each, the latest first."""

    title: str
    weeks: int
    chair: str
    invited: tuple[str, ...]
    there: tuple[str, ...]
    fates: tuple[str, ...]
    about: str = ""


RHYTHMS = (
    Rhythm(
        "Claims and IT", 2, "Nadia Brandt", ("Priya Nair", "Mei Tanaka"), ("Nadia Brandt", "Priya Nair"),
        (BOTH, BOTH, BOTH, MOVED, BOTH, BOTH, BOTH, BOTH, CANCELLED, BOTH, BOTH, BOTH),
    ),
    Rhythm(
        "Sales and IT", 1, "Hugo Maier", ("Lars Winter", "Bea Okafor"), ("Hugo Maier",),
        (SILENT, SILENT, CANCELLED, SILENT, ALONE, CANCELLED, CANCELLED, ALONE, SILENT, CANCELLED, ALONE, CANCELLED, ALONE,
         BOTH, BOTH, BOTH, BOTH, BOTH, BOTH),
        about="Sales assistant",
    ),
)  # fmt: skip


def note_meetings(chronicle: Chronicle, house: House, told: list[Told]) -> None:
    """Note both series with what became of each date; people and initiatives must have been told before."""
    works = {one.work.title: one for one in told}
    for rhythm in RHYTHMS:
        _Teller(chronicle, house, rhythm, works).note()
    night = min(_days(chronicle, rhythm)[0] for rhythm in RHYTHMS)
    while night < chronicle.today:
        chronicle.note(night, _come_round, "Series come round", NIGHT)
        night += timedelta(weeks=4)


def _days(chronicle: Chronicle, rhythm: Rhythm) -> list[date]:
    """Give the dates of a series that are over, the first one first."""
    yesterday = chronicle.today - timedelta(days=1)
    last = yesterday - timedelta(days=(yesterday.weekday() - TUESDAY) % 7)
    return [last - timedelta(weeks=rhythm.weeks * back) for back in range(len(rhythm.fates) - 1, -1, -1)]


def _come_round(at: datetime) -> None:
    writes.come_round(by=None, at=at)


@dataclass
class _Teller:
    chronicle: Chronicle
    house: House
    rhythm: Rhythm
    works: Mapping[str, Told]
    series: list[Series] = field(default_factory=list)

    def note(self) -> None:
        note, title = self.chronicle.note, self.rhythm.title
        days = _days(self.chronicle, self.rhythm)
        note(days[0] - timedelta(days=4), partial(self._plan, days[0]), f"A series is planned: {title}", AFTER)
        for day, fate in zip(days, reversed(self.rhythm.fates), strict=True):
            if fate in {CANCELLED, MOVED}:
                note(day, partial(self._change, day, fate), f"A date is {fate}: {title}", BEFORE)
            if fate in {BOTH, ALONE}:
                note(day, partial(self._hold, day, fate), f"Business and IT meet: {title}", AFTER)
            if fate == MOVED:
                later = day + timedelta(days=2)
                note(later, partial(self._hold, day, BOTH), f"Business and IT meet: {title}", AFTER)

    def _plan(self, first: date, at: datetime) -> None:
        rhythm = self.rhythm
        about = Ref("initiatives.initiative", self.works[rhythm.about].record.pk) if rhythm.about else None
        self.series.append(
            writes.plan_series(
                title=rhythm.title, chair_id=self._id(rhythm.chair), people_ids=[self._id(name) for name in rhythm.invited],
                zone=timezone.get_current_timezone_name(), first_date=first, start_time=BEGINS, minutes=45,
                rule=f"FREQ=WEEKLY;INTERVAL={rhythm.weeks};BYDAY=TU", about=about, by=self.house.people["Clara Weiss"],
                at=at,
            )
        )  # fmt: skip

    def _hold(self, day: date, fate: str, at: datetime) -> None:
        meeting, chair = self._meeting(day), self.house.people[self.rhythm.chair]
        invited = (self.rhythm.chair, *self.rhythm.invited)
        there = {self._id(name) for name in (invited if fate == BOTH else self.rhythm.there)}
        presence = {
            person: (Presence.PRESENT if person in there else Presence.ABSENT).value
            for person in map(self._id, invited)
        }
        writes.hold_meeting(meeting_id=meeting.pk, by=chair, at=at)
        writes.note_presence(meeting_id=meeting.pk, presence=presence, by=chair, at=at)

    def _change(self, day: date, fate: str, at: datetime) -> None:
        meeting, chair = self._meeting(day), self.house.people[self.rhythm.chair]
        if fate == CANCELLED:
            writes.cancel_meeting(meeting_id=meeting.pk, reason=WHY[self.rhythm.title], by=chair, at=at)
        else:
            later = {"starts_at": meeting.starts_at + timedelta(days=2)}
            writes.edit_meeting(meeting_id=meeting.pk, values=later, by=chair, at=at)

    def _meeting(self, day: date) -> Meeting:
        return Meeting.objects.get(series=self.series[0], occurrence_at=self.chronicle.moment(day, BEGINS))

    def _id(self, name: str) -> int:
        return self.house.people[name].pk
