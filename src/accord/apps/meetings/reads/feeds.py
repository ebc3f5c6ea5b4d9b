"""Calendars: which addresses somebody has, and what the calendar behind one shows now, as RFC 5545 wants it written.

Each meeting is an event with an identifier of its own and no rule inside: what was moved or cancelled is then moved or
cancelled in every calendar program, without relying on how it treats exceptions of a recurring event. Moments are in UTC,
which says the same in every time zone and needs no table of clock changes in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vUri

from accord.apps.meetings.models import FeedToken, Meeting
from accord.apps.meetings.permissions import visible_to
from accord.apps.meetings.rules import State
from accord.apps.people.models import Department
from accord.apps.people.rules import subtree, token_digest
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Viewer

PAST = timedelta(days=90)
AHEAD = timedelta(days=366)
AGAIN = timedelta(hours=1)  # how often a program is asked to look
MOST = 5_000
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


@dataclass(frozen=True)
class FeedLine:
    """One calendar address of somebody's own: of what, since when, and when a program last read it."""

    id: int
    what: str
    department_id: int | None
    series_id: int | None
    created_at: datetime
    read_date: date | None


def feed_lines(*, viewer: Viewer) -> list[FeedLine]:
    """List the calendar addresses the viewer has, their own meetings first: one query."""
    rows = FeedToken.objects.filter(person=viewer.pk, revoked_at=None).select_related("department", "series")
    found = [
        FeedLine(row.pk, calendar_name(row), row.department_id, row.series_id, row.created_at, row.read_date)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.department_id is not None or one.series_id is not None, one.what))


# no viewer: it names an address to the person it belongs to
def calendar_name(feed: FeedToken) -> str:
    """Say what the calendar of an address shows."""
    if feed.series is not None:
        return feed.series.title
    if feed.department is not None:
        return _("Meetings of %(department)s") % {"department": feed.department.name}
    return _("My meetings")


# no viewer: whoever has the token is let in; what is shown is asked as the person who made it
def open_feed(*, token: str) -> FeedToken | None:
    """Find the address of a token, with its person; None if it was ended, or the person has left or was erased."""
    return (
        FeedToken.objects.select_related("person", "department", "series")
        .filter(digest=token_digest(token), revoked_at=None, person__is_active=True, person__erased_at=None)
        .first()
    )


def feed_meetings(*, viewer: Viewer, feed: FeedToken, at: datetime) -> list[Meeting]:
    """List the meetings of a calendar that the viewer may see now: from 90 days back to a year ahead."""
    rows = visible_to(viewer).filter(starts_at__gte=at - PAST, starts_at__lt=at + AHEAD)
    return list(_scope(rows, feed).order_by("starts_at", "pk")[:MOST])


def _scope(rows: QuerySet[Meeting], feed: FeedToken) -> QuerySet[Meeting]:
    if feed.series_id is not None:
        return rows.filter(series=feed.series_id)
    through = Meeting.attendees.through.objects
    if feed.department_id is not None:
        team = _with_those_below(feed.department_id)
        invited = through.filter(person__department__in=team).values("meeting")
        return rows.filter(Q(chair__department__in=team) | Q(pk__in=invited))
    return rows.filter(Q(chair=feed.person_id) | Q(pk__in=through.filter(person=feed.person_id).values("meeting")))


def _with_those_below(department_id: int) -> list[int]:
    """Give a department and all below it: one query."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    return sorted(subtree(parents, {department_id}))


def calendar_of(*, viewer: Viewer, feed: FeedToken, at: datetime, site: str, sender: str) -> bytes:
    """Write the calendar of an address as text/calendar.

    ``site`` is the address pages begin with, ``sender`` the mail address Accord writes from. The same meetings give the
    same bytes.
    """
    meetings = feed_meetings(viewer=viewer, feed=feed, at=at)
    changed = _changed(meetings)
    calendar = Calendar()
    name = calendar_name(feed)
    for key, value in [
        ("prodid", "-//Accord//Meetings//EN"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"),
        ("name", _plain(name)), ("x-wr-calname", _plain(name)), ("x-published-ttl", vDuration(AGAIN)),
    ]:  # fmt: skip
        calendar.add(key, value)
    calendar.add("refresh-interval", vDuration(AGAIN), parameters={"value": "DURATION"})
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["cn"] = "Accord"
    for meeting in meetings:
        url = site + reverse("meetings:meeting", args=[meeting.pk])
        calendar.add_component(_event(meeting, changed.get(meeting.pk, meeting.created_at), url, organizer))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, changed: datetime, url: str, organizer: vCalAddress) -> Event:
    is_cancelled = meeting.state == State.CANCELLED
    event = Event()
    event.add("uid", event_uid(meeting))
    event.add("dtstamp", _second(changed))
    event.add("last-modified", _second(changed))
    event.add("created", _second(meeting.created_at))
    event.add("sequence", meeting.version - 1)
    event.add("dtstart", _second(meeting.starts_at))
    event.add("dtend", _second(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    event.add("summary", _plain(meeting.title))
    if meeting.place:
        event.add("location", _plain(meeting.place))
    event.add("description", _("Agenda and outcomes: %(url)s") % {"url": url})
    event.add("url", vUri(url))
    event.add("organizer", organizer)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return event


# no viewer: it names a meeting to programs
def event_uid(meeting: Meeting) -> str:
    """Name a meeting for good: it stays the same when the meeting moves, and when Accord moves to another address."""
    return f"{meeting.created_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{meeting.pk}@accord"


def _changed(meetings: Sequence[Meeting]) -> dict[int, datetime]:
    """Map each meeting to the moment it last changed."""
    own = Entry.objects.filter(subject_kind="meetings.meeting", subject_id__in=[one.pk for one in meetings])
    return dict(own.order_by().values_list("subject_id").annotate(latest=Max("at")))


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _plain(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
