"""What people are told about meetings, and which ones wait for a reply or a word on how they went: all in few queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.meetings.models import Attendance, Meeting
from accord.apps.meetings.permissions import visible_series, visible_to
from accord.apps.meetings.reads.presence import sides_present
from accord.apps.meetings.reads.rhythm import series_rhythm
from accord.apps.meetings.rules import State
from accord.apps.ui.rules import Viewer

SOON = timedelta(days=7)
LATELY = timedelta(days=60)
MOST = 50


@dataclass(frozen=True)
class ToldMeeting:
    """How a meeting stands now, in a sentence for somebody who may see it."""

    id: int
    title: str
    starts_at: datetime
    sentence: str
    url: str
    can_reply: bool


def told_meetings(*, viewer: Viewer, ids: Collection[int], at: datetime) -> list[ToldMeeting]:
    """Say how meetings stand that the viewer may see and that are not over: one query."""
    day = at - timedelta(days=1)
    rows = (
        visible_to(viewer).filter(pk__in=ids, starts_at__gte=day).exclude(state=State.HELD).order_by("starts_at", "pk")
    )
    mine = rows.filter(Q(chair=viewer.pk) | _invited(viewer)).values("pk")
    found = []
    for one in rows.annotate(is_mine=Q(pk__in=mine)):
        words = {"title": one.title, "day": date_format(timezone.localtime(one.starts_at), "j M Y, H:i")}
        can_reply = one.state == State.PLANNED and one.starts_at > at and bool(one.is_mine)
        url = reverse("meetings:meeting", args=[one.pk])
        found.append(ToldMeeting(one.pk, one.title, one.starts_at, _sentence(one) % words, url, can_reply))
    return found


def _sentence(meeting: Meeting) -> str:
    if meeting.state == State.CANCELLED:
        return _("%(title)s on %(day)s is cancelled.")
    if meeting.moved_from is not None:
        return _("%(title)s has moved to %(day)s.")
    return _("%(title)s: you meet on %(day)s.")


def told_series(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map series the viewer may see to (how it stands in a sentence, address): one query."""
    return {
        one.pk: (
            _("%(title)s has ended.") % {"title": one.title}
            if one.has_ended
            else _("%(title)s: %(rhythm)s.") % {"title": one.title, "rhythm": series_rhythm(one)},
            reverse("meetings:one_series", args=[one.pk]),
        )
        for one in visible_series(viewer).filter(pk__in=ids).order_by("title", "pk")
    }


def unreplied(*, viewer: Viewer, today: date) -> list[Meeting]:
    """List the meetings of series in the coming week that the viewer is invited to and has not replied to: one query."""
    replied = Attendance.objects.filter(meeting=OuterRef("pk"), person=viewer.pk).exclude(reply="")
    rows = Meeting.objects.filter(
        _invited(viewer), ~Exists(replied), state=State.PLANNED, series__isnull=False, starts_at__gte=_begin(today),
        starts_at__lt=_begin(today) + SOON,
    )  # fmt: skip
    return list(rows.exclude(chair=viewer.pk).order_by("starts_at", "pk")[:MOST])


def unsettled(*, viewer: Viewer, today: date) -> list[Meeting]:
    """List the meetings of series the viewer chairs that are over and still stand as planned: one query."""
    return list(
        _chaired(viewer, today).filter(state=State.PLANNED, series__isnull=False).order_by("starts_at", "pk")[:MOST]
    )


def unnoted(*, viewer: Viewer, today: date) -> list[Meeting]:
    """List the held meetings the viewer chairs that need sides, of which it is not known who was there: four queries."""
    held = list(
        _chaired(viewer, today).filter(state=State.HELD).exclude(needs_sides=[]).order_by("starts_at", "pk")[:MOST]
    )
    sides = sides_present(meetings=held) if held else {}
    return [one for one in held if sides[one.pk] is None]


def _chaired(viewer: Viewer, today: date) -> QuerySet[Meeting]:
    begin = _begin(today)
    return Meeting.objects.filter(chair=viewer.pk, starts_at__lt=begin, starts_at__gte=begin - LATELY)


def _invited(viewer: Viewer) -> Exists:
    return Exists(Meeting.attendees.through.objects.filter(meeting=OuterRef("pk"), person=viewer.pk))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
