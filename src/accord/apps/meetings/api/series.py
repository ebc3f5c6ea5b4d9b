"""Series, who was there, and calendar addresses as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Schema, Status
from pydantic import Field

from accord.apps.meetings import permissions, reads, rules, writes
from accord.apps.meetings.api.meetings import (
    Minutes,
    People,
    Place,
    Title,
    TopicRefIn,
    TopicRefOut,
    acting,
    changed,
    router,
)
from accord.apps.meetings.rules import recurrence
from accord.apps.meetings.rules.presence import BOTH_SIDES, Presence, Reply
from accord.apps.meetings.rules.recurrence import MOST_RULE, NotUnderstoodError
from accord.apps.meetings.writes.checking import refuse
from accord.apps.ui.api import PROBLEMS, Body, Day, Id, Listing, Page, Search, Text, Version, one_of, text
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="The time of day, HH:MM")]
Zone = Annotated[str, text(64)]
RuleText = Annotated[str, text(MOST_RULE)]
Sides = Annotated[list[Annotated[str, one_of(BOTH_SIDES)]], Field(max_length=2)]


class SeriesIn(Body):
    """A new series; ``rule`` is an RFC 5545 rule such as FREQ=MONTHLY;BYDAY=2TU, ``zone`` a name such as Europe/Berlin."""

    title: Title
    chair_id: Id
    people_ids: People = []
    zone: Zone
    first_date: Day
    start_time: Clock
    rule: RuleText
    minutes: Minutes = rules.USUAL_MINUTES
    place: Place = ""
    about: TopicRefIn | None = None
    needs_sides: Sides = list(BOTH_SIDES)


class SeriesChange(Body):
    """What changes; what is left out stays. Meetings to come follow unless they were changed by themselves."""

    version: Version
    title: Title | None = None
    chair_id: Id | None = None
    people_ids: People | None = None
    zone: Zone | None = None
    first_date: Day | None = None
    start_time: Clock | None = None
    rule: RuleText | None = None
    minutes: Minutes | None = None
    place: Place | None = None
    about: TopicRefIn | None = None
    needs_sides: Sides | None = None


class DatesIn(Body):
    """A rule whose next dates are asked for; nothing is saved."""

    zone: Zone
    first_date: Day
    start_time: Clock
    rule: RuleText


class DatesOut(Schema):
    """A rule in words and its next five moments."""

    rhythm: str
    next: list[datetime]


class SeriesEnding(Body):
    """Why a series is ended."""

    reason: Text
    version: Version | None = None


class SeriesResuming(Body):
    """The version that was looked at."""

    version: Version | None = None


class CadenceOut(Schema):
    """How a series kept its rhythm in the last 90 days."""

    planned: int
    held: int
    with_sides: int
    not_known: int


class SeriesLineOut(Schema):
    """A series as a line of a list; ``about`` stays out of sight if it must."""

    id: int
    title: str
    rhythm: str
    chair_id: int
    about: TopicRefOut | None
    next_at: datetime | None
    cadence: CadenceOut
    has_ended: bool
    version: int


class SeriesDateOut(Schema):
    """One meeting of a series; ``sides`` is null as long as it is not known which were there."""

    id: int
    starts_at: datetime
    state: str
    reason: str
    is_moved: bool
    coming: int
    not_coming: int
    absent: list[str]
    sides: list[str] | None


class SeriesPageOut(Schema):
    """A series with its dates."""

    id: int
    title: str
    rhythm: str
    rule: str
    zone: str
    first_date: date
    start_time: str
    minutes: int
    place: str
    chair_id: int
    people_ids: list[int]
    needs_sides: list[str]
    ended_date: date | None
    reason: str
    cadence: CadenceOut
    upcoming: list[SeriesDateOut]
    past: list[SeriesDateOut]
    version: int


class SeriesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    state: Annotated[str, one_of(("running", "ended"))] | None = None


class PresentOut(Schema):
    """One invited person; blank where nobody said."""

    id: int
    name: str
    side: str
    is_chair: bool
    reply: str
    presence: str
    deputy_id: int | None


class AttendanceOut(Schema):
    """Who will come or was there; ``sides`` is null as long as it is not known."""

    meeting_id: int
    people: list[PresentOut]
    sides: list[str] | None


class PresenceIn(Body):
    """Whether one person was there; ``deputy_id`` says who spoke for somebody represented."""

    person_id: Id
    presence: Annotated[str, one_of(("", *Presence))]
    deputy_id: Id | None = None


class AttendanceIn(Body):
    """Who was there; who is left out stays as they are."""

    people: Annotated[list[PresenceIn], Field(max_length=500)]


class ReplyIn(Body):
    """Whether one will come; blank takes it back."""

    reply: Annotated[str, one_of(("", *Reply))]


class FeedIn(Body):
    """Which meetings a calendar shows: one's own, those of a department, or of a series."""

    department_id: Id | None = None
    series_id: Id | None = None


class FeedOut(Schema):
    """One's own calendar address, without the address."""

    id: int
    what: str
    department_id: int | None
    series_id: int | None
    created_at: datetime
    read_date: date | None


class MadeFeedOut(Schema):
    """A new calendar address; it is shown only now."""

    id: int
    address: str


ANSWER: Any = {200: SeriesPageOut, **PROBLEMS}


def shown(request: HttpRequest, series_id: int) -> dict[str, Any]:
    """Describe one series as JSON."""
    page = reads.series_page(viewer=viewer_of(request), series_id=series_id, at=timezone.now())
    names = ("title", "rule", "zone", "first_date", "minutes", "place", "chair_id", "needs_sides", "ended_date", "reason",
             "version")  # fmt: skip
    return {
        "id": series_id,
        **{name: getattr(page.series, name) for name in names},
        **{name: getattr(page, name) for name in ("rhythm", "cadence", "upcoming", "past")},
        "start_time": f"{page.series.start_time:%H:%M}",
        "people_ids": [one.id for one in page.people if not one.is_chair],
    }


def given(data: Body) -> dict[str, Any]:
    """Give what the request names, as the writes take it."""
    values = changed(data)
    if "start_time" in values:
        values["start_time"] = time.fromisoformat(values["start_time"])
    if "about" in values:
        values["about"] = Ref(values["about"]["kind"], values["about"]["id"])
    return values


@router.get("/meeting-series", response={200: Listing[SeriesLineOut], **PROBLEMS})
@door(permissions.SEE)
def series_list(request: HttpRequest, page: Query[SeriesQuery]) -> Any:
    """List the series the viewer may see, by their next date."""
    viewer = viewer_of(request)
    chosen = {"state": (page.state,)} if page.state else {}
    query = ListQuery(spec=reads.series_spec(viewer=viewer), search=page.q.strip(), chosen=chosen, sort="next")
    rows, count = reads.series_slice(
        viewer=viewer, query=query, at=timezone.now(), offset=page.offset, limit=page.limit
    )
    return {"items": rows, "count": count}


@router.post("/meeting-series", response={201: SeriesPageOut, **PROBLEMS})
@door(permissions.PLAN)
def plan_series(request: HttpRequest, data: SeriesIn) -> Any:
    """Plan a series; its meetings of the next eight weeks are made at once."""
    made = writes.plan_series(**given(data), **acting(request))
    return Status(201, shown(request, made.pk))


@router.post("/meeting-series/dates", response={200: DatesOut, **PROBLEMS})
@door(permissions.PLAN)
def series_dates(request: HttpRequest, data: DatesIn) -> Any:
    """Say a rule in words with its next five moments; saves nothing."""
    at = time.fromisoformat(data.start_time)
    refuse(zone=recurrence.why_not_zone(data.zone), first_date=recurrence.why_not_first(data.first_date))
    try:
        rule = recurrence.read(data.rule, zone=data.zone, start_time=at)
    except NotUnderstoodError as error:
        refuse(rule=error.reason)
        raise
    found = reads.next_moments(rule=rule, first=data.first_date, at=at, zone=data.zone, since=timezone.now())
    return {"rhythm": reads.rhythm(rule, data.first_date, at, data.zone), "next": found}


@router.get("/meeting-series/{series_id}", response=ANSWER)
@door(permissions.SEE)
def one_series(request: HttpRequest, series_id: Id) -> Any:
    """Show one series with its dates and how it kept its rhythm."""
    return shown(request, series_id)


@router.patch("/meeting-series/{series_id}", response=ANSWER)
@door(permissions.EDIT)
def edit_series(request: HttpRequest, series_id: Id, data: SeriesChange) -> Any:
    """Change a series."""
    writes.edit_series(series_id=series_id, values=given(data), seen_version=data.version, **acting(request))
    return shown(request, series_id)


@router.post("/meeting-series/{series_id}/ending", response=ANSWER)
@door(permissions.EDIT)
def end_series(request: HttpRequest, series_id: Id, data: SeriesEnding) -> Any:
    """End a series; its untouched dates to come go off the calendar."""
    writes.end_series(series_id=series_id, reason=data.reason, seen_version=data.version, **acting(request))
    return shown(request, series_id)


@router.post("/meeting-series/{series_id}/resuming", response=ANSWER)
@door(permissions.EDIT)
def resume_series(request: HttpRequest, series_id: Id, data: SeriesResuming) -> Any:
    """Let an ended series go on."""
    writes.resume_series(series_id=series_id, seen_version=data.version, **acting(request))
    return shown(request, series_id)


def attendance_of(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """Describe who was there as JSON."""
    page = reads.attendance_page(viewer=viewer_of(request), meeting_id=meeting_id, at=timezone.now())
    return {"meeting_id": meeting_id, "people": page.people, "sides": page.sides}


@router.get("/meetings/{meeting_id}/attendance", response={200: AttendanceOut, **PROBLEMS})
@door(permissions.SEE)
def attendance(request: HttpRequest, meeting_id: Id) -> Any:
    """Show who will come to a meeting, or who was there."""
    return attendance_of(request, meeting_id)


@router.put("/meetings/{meeting_id}/attendance", response={200: AttendanceOut, **PROBLEMS})
@door(permissions.EDIT)
def note_attendance(request: HttpRequest, meeting_id: Id, data: AttendanceIn) -> Any:
    """Note who was there."""
    presence = {one.person_id: one.presence for one in data.people}
    deputies = {one.person_id: one.deputy_id for one in data.people if one.deputy_id is not None}
    writes.note_presence(meeting_id=meeting_id, presence=presence, deputies=deputies, **acting(request))
    return attendance_of(request, meeting_id)


@router.put("/meetings/{meeting_id}/reply", response={200: AttendanceOut, **PROBLEMS})
@door(permissions.SEE)
def reply(request: HttpRequest, meeting_id: Id, data: ReplyIn) -> Any:
    """Say for oneself whether one will come."""
    writes.reply(meeting_id=meeting_id, reply=data.reply, **acting(request))
    return attendance_of(request, meeting_id)


@router.get("/calendar-addresses", response={200: list[FeedOut], **PROBLEMS})
@door(permissions.SEE)
def feeds(request: HttpRequest) -> Any:
    """List one's own calendar addresses."""
    return reads.feed_lines(viewer=viewer_of(request))


@router.post("/calendar-addresses", response={201: MadeFeedOut, **PROBLEMS})
@door(permissions.SEE)
def make_feed(request: HttpRequest, data: FeedIn) -> Any:
    """Make or renew a calendar address; an earlier one for the same meetings ends."""
    feed, token = writes.make_feed(department_id=data.department_id, series_id=data.series_id, **acting(request))
    address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
    return Status(201, {"id": feed.pk, "address": address})


@router.delete("/calendar-addresses/{feed_id}", response={204: None, **PROBLEMS})
@door(permissions.SEE)
def end_feed(request: HttpRequest, feed_id: Id) -> Any:
    """End one of one's own calendar addresses."""
    writes.revoke_feed(feed_id=feed_id, **acting(request))
    return Status(204, None)
