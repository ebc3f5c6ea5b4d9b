"""Meetings of series ahead of time: made once each, and brought in line when the series changes.

A date that somebody moved, cancelled or changed by itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_noop

from accord.apps.meetings.events import MeetingCameRound, MeetingDropped, MeetingFollowed
from accord.apps.meetings.models import Meeting, Series
from accord.apps.meetings.rules import State, recurrence
from accord.apps.meetings.writes.checking import MEETING, as_person
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer

AHEAD = timedelta(weeks=8)
NEAR = timedelta(days=6)  # how far a date may shift and still be the same meeting
FIELDS = ("title", "minutes", "place", "chair_id", "about_kind", "about_id", "needs_sides")
OFF_RULE = gettext_noop("The series no longer has this date.")


@dataclass(frozen=True)
class Followed:
    """What a change of a series did to its meetings: how many came, changed, went and stayed as somebody had set them."""

    made: int = 0
    changed: int = 0
    dropped: int = 0
    kept: int = 0


def come_round(*, by: Viewer | None, at: datetime) -> int:
    """Make the meetings of the next eight weeks that are not there yet, for every series; returns how many.

    Safe to run at once in two places: what the other one made counts, and is not made again.
    """
    running = list(Series.objects.filter(ended_date=None).order_by("pk"))
    latest = dict(
        Meeting.objects.filter(series__ended_date=None, series__isnull=False)
        .order_by()
        .values_list("series_id")
        .annotate(latest=Max("occurrence_at"))
    )
    made = 0
    for series in running:
        since = max(latest.get(series.pk, series.created_at), series.created_at)
        if any(found > since or series.pk not in latest for found in wanted(series, since=since, at=at)):
            made += _come_round(series.pk, since, by=by, at=at)
    return made


def _come_round(series_id: int, since: datetime, *, by: Viewer | None, at: datetime) -> int:
    try:
        with transaction.atomic():
            series = Series.objects.select_for_update().get(pk=series_id)
            there = set(
                Meeting.objects.filter(series=series, occurrence_at__gte=since).values_list("occurrence_at", flat=True)
            )
            missing = (
                [] if series.has_ended else [one for one in wanted(series, since=since, at=at) if one not in there]
            )
            make(series, missing, by=by, at=at)
            return len(missing)
    except IntegrityError:  # another worker made them at the same moment
        return 0


# no event: it only asks
def wanted(series: Series, *, since: datetime, at: datetime) -> list[datetime]:
    """List the moments at which a series is to come round, from ``since`` to eight weeks after ``at``."""
    rule = recurrence.known_rule(series.rule)
    return recurrence.moments(rule, series.first_date, series.start_time, series.zone, since=since, before=at + AHEAD)


def make(series: Series, moments: Iterable[datetime], *, by: Viewer | None, at: datetime) -> list[Meeting]:
    """Make a meeting for each moment, with the people of the series who work here."""
    fields = {name: getattr(series, name) for name in FIELDS}
    drafts = [Meeting(series=series, starts_at=one, occurrence_at=one, created_at=at, **fields) for one in moments]
    if not drafts:
        return []
    made = Meeting.objects.bulk_create(drafts)
    through = Meeting.attendees.through
    people = _people(series)
    through.objects.bulk_create(
        [through(meeting_id=meeting.pk, person_id=person) for meeting in made for person in sorted(people)]
    )
    told = [
        MeetingCameRound(
            subject=Ref(MEETING, meeting.pk),
            changes=(
                Change(field="starts_at", new=meeting.starts_at),
                Change(field="chair", new=as_person(series.chair_id)),
                Change(field="series", new=str(Ref("meetings.series", series.pk))),
            ),
        )
        for meeting in made
    ]
    trail.record_many(told, by=by, at=at)
    return made


def _people(series: Series) -> set[int]:
    """Give who is invited: who works here, without the chair."""
    return set(series.people.filter(is_active=True, erased_at=None).values_list("pk", flat=True)) - {series.chair_id}


@dataclass(frozen=True)
class Before:
    """A series as it was: what its untouched meetings look like."""

    fields: Mapping[str, Any]
    people: frozenset[int]

    @classmethod
    def of(cls, series: Series) -> Before:
        """Take down how a series is now."""
        return cls({name: getattr(series, name) for name in FIELDS}, frozenset(_people(series)))


def follow(series: Series, before: Before, *, by: Viewer | None, at: datetime) -> Followed:
    """Bring the untouched meetings to come in line with a series that was changed or ended (it is locked)."""
    rows = list(
        Meeting.objects.select_for_update()
        .filter(Q(occurrence_at__gt=at) | Q(starts_at__gt=at), series=series)
        .order_by("occurrence_at")
    )
    invited = _invited(rows)
    untouched = {row.pk for row in rows if _is_untouched(row, before, invited[row.pk], at)}
    new = [] if series.has_ended else wanted(series, since=at, at=at)
    slots = _slots(rows, new)
    people = _people(series)
    changed = dropped = kept = 0
    for row in rows:
        slot = slots.get(row.pk)
        if row.pk in untouched and slot is None:
            dropped += _drop(row, by=by, at=at)
        elif slot is not None and (row.pk in untouched or row.is_off_rule):
            changed += _bring(row, slot, series, people, invited[row.pk], by=by, at=at)
        elif row.state == State.PLANNED:
            kept += 1
            if slot is not None and slot != row.occurrence_at:
                Meeting.objects.filter(pk=row.pk).update(occurrence_at=slot)
    taken = set(slots.values())
    made = make(series, [one for one in new if one not in taken], by=by, at=at)
    return Followed(len(made), changed, dropped, kept)


def _invited(rows: Iterable[Meeting]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {row.pk: set() for row in rows}
    active = Person.objects.filter(is_active=True, erased_at=None).values("pk")
    links = Meeting.attendees.through.objects.filter(meeting__in=list(found), person__in=active)
    for meeting, person in links.values_list("meeting_id", "person_id"):
        found[meeting].add(person)
    return found


def _is_untouched(row: Meeting, before: Before, invited: set[int], at: datetime) -> bool:
    """Tell whether a meeting still is as its series made it, and lies ahead."""
    return (
        row.state == State.PLANNED
        and row.starts_at == row.occurrence_at
        and row.moved_from is None
        and row.starts_at > at
        and all(getattr(row, name) == value for name, value in before.fields.items())
        and invited == before.people
    )


def _slots(rows: list[Meeting], new: list[datetime]) -> dict[int, datetime]:
    """Give each meeting the moment of the new rule that is its own: the same one, else the nearest within six days."""
    free = set(new)
    slots: dict[int, datetime] = {}
    for row in rows:
        if row.occurrence_at in free:
            slots[row.pk] = row.occurrence_at
            free.remove(row.occurrence_at)
    for row in rows:
        if row.pk in slots or row.is_off_rule or row.state == State.HELD or row.occurrence_at is None:
            continue
        was = row.occurrence_at
        near = [one for one in free if abs(one - was) <= NEAR]
        if near:
            slots[row.pk] = min(near, key=lambda one: (abs(one - was), one))
            free.remove(slots[row.pk])
    return slots


def _bring(
    row: Meeting,
    slot: datetime,
    series: Series,
    people: set[int],
    invited: set[int],
    *,
    by: Viewer | None,
    at: datetime,
) -> int:
    values: dict[str, Any] = {name: getattr(series, name) for name in FIELDS}
    values |= {"starts_at": slot, "occurrence_at": slot}
    if row.is_off_rule:
        values |= {"state": State.PLANNED.value, "is_off_rule": False, "reason": ""}
    personal = dict.fromkeys(("title", "place", "reason"), by.pk if by else None)
    done = trail.edit(row, values, event=MeetingFollowed, subject=Ref(MEETING, row.pk), by=by, at=at, personal=personal)
    if people != invited:
        row.attendees.set(people)
    return int(bool(done) or people != invited)


def _drop(row: Meeting, *, by: Viewer | None, at: datetime) -> int:
    values = {"state": State.CANCELLED.value, "is_off_rule": True, "reason": OFF_RULE}
    trail.edit(row, values, event=MeetingDropped, subject=Ref(MEETING, row.pk), by=by, at=at)
    return 1
