"""What series offer: names, search, whose turn, nightly work, what people are told, replies by a link, and erasure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.meetings import jobs, reads, writes
from accord.apps.meetings.jobs import COME_ROUND_KIND
from accord.apps.meetings.models import Meeting, Series
from accord.apps.meetings.permissions import PLAN
from accord.apps.meetings.rules.presence import Reply
from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import SearchSource, Thing, TurnItem, TurnSource, search, things, turn

SERIES, MEETING = "meetings.series", "meetings.meeting"
COMING, NOT_COMING = "meetings.coming", "meetings.not_coming"
NIGHT = 1  # o'clock, before the measurement
AT_ONCE = timedelta(days=2)
EVENTS = (
    "meetings.meeting.planned",
    "meetings.meeting.moved",
    "meetings.meeting.cancelled",
    "meetings.meeting.invited",
)
SERIES_EVENTS = ("meetings.series.planned", "meetings.series.edited", "meetings.series.ended", "meetings.series.joined")


def plug_in() -> None:
    """Plug in what series offer."""
    things.plug(Thing(SERIES, gettext_lazy("Series of meetings"), _titles))
    search.plug(SearchSource(SERIES, _found))
    handlers.plug(
        Handler(COME_ROUND_KIND, gettext_lazy("Putting meetings on the calendar"), jobs.run_come_round, PLAN.roles)
    )
    schedules.plug(Recurring("meetings.come_round", COME_ROUND_KIND, daily_hour=NIGHT))
    turn.plug(
        TurnSource("meetings.reply", 31, to_reply),
        TurnSource("meetings.happened", 32, to_settle),
        TurnSource("meetings.presence", 33, to_note),
    )
    kinds.plug(
        NoticeKind("meetings.soon", gettext_lazy("Meetings within two days: new, moved or cancelled"), EVENTS,
                   _to_soon, _say, at_once=True),
        NoticeKind("meetings.later", gettext_lazy("Later meetings: new, moved or cancelled"), EVENTS, _to_later, _say),
        NoticeKind("meetings.series", gettext_lazy("Series of meetings: new, changed or ended"), SERIES_EVENTS,
                   _to_series, _say_series),
    )  # fmt: skip
    linked.plug(
        LinkedAction(COMING, gettext_lazy("I will be there"), _ask_coming, _come),
        LinkedAction(NOT_COMING, gettext_lazy("I cannot"), _ask_not_coming, _stay_away),
    )
    keepers.plug(Keeper("meetings.series", _erase))


def _titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.series_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    return [
        (str(Ref(SERIES, pk)), title, reverse("meetings:one_series", args=[pk]), _("Series"))
        for pk, title in reads.series_found(viewer=viewer, words=words, limit=limit)
    ]


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_feeds(person_id=person_id, by=by, at=at) + writes.erase_replies(
        person_id=person_id, by=by, at=at
    )


def to_reply(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the meetings of the coming week that the viewer has not replied to."""
    return [
        TurnItem(
            ref=Ref(MEETING, one.pk),
            verb=_("Reply"),
            sentence=_("Will you come to %(title)s on %(day)s?") % {"title": one.title, "day": _moment(one.starts_at)},
            url=reverse("meetings:attendance", args=[one.pk]),
            due=timezone.localdate(one.starts_at),
            action_url=reverse("meetings:coming", args=[one.pk]),
            action_label=_("I will be there"),
            linked=COMING,
            minutes=0.2,
        )
        for one in reads.unreplied(viewer=viewer, today=today)
    ]


def to_settle(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the meetings of series the viewer chaired whose day is over and of which nobody said whether they took place."""
    return [
        TurnItem(
            ref=Ref(MEETING, one.pk),
            verb=_("Say"),
            sentence=_("Did %(title)s take place on %(day)s?") % {"title": one.title, "day": _day(one.starts_at)},
            url=reverse("meetings:meeting", args=[one.pk]) + "#states",
            due=timezone.localdate(one.starts_at),
            action_url=reverse("meetings:holding", args=[one.pk]),
            action_label=_("It was held"),
            minutes=0.3,
        )
        for one in reads.unsettled(viewer=viewer, today=today)
    ]


def to_note(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the held meetings the viewer chaired of which it is not known whether the sides were there."""
    return [
        TurnItem(
            ref=Ref(MEETING, one.pk),
            verb=_("Say who was there"),
            sentence=_("Who was there at %(title)s on %(day)s?") % {"title": one.title, "day": _day(one.starts_at)},
            url=reverse("meetings:attendance", args=[one.pk]),
            minutes=0.5,
        )
        for one in reads.unnoted(viewer=viewer, today=today)
    ]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M, H:i")


def _to_soon(entries: Sequence[Entry]) -> Iterable[Told]:
    return _told(entries, soon=True)


def _to_later(entries: Sequence[Entry]) -> Iterable[Told]:
    return _told(entries, soon=False)


def _told(entries: Sequence[Entry], *, soon: bool) -> Iterable[Told]:
    """Tell everybody invited; who was invited later is told by their own entry."""
    meetings = Meeting.objects.prefetch_related("attendees").in_bulk({entry.subject_id for entry in entries})
    for entry in entries:
        meeting = meetings.get(entry.subject_id)
        if meeting is not None and (meeting.starts_at - entry.at <= AT_ONCE) == soon:
            for person_id in sorted({meeting.chair_id, *(one.pk for one in meeting.attendees.all())}):
                yield Told(entry.pk, person_id, Ref(MEETING, meeting.pk))


def _to_series(entries: Sequence[Entry]) -> Iterable[Told]:
    found = Series.objects.prefetch_related("people").in_bulk({entry.subject_id for entry in entries})
    for entry in entries:
        series = found.get(entry.subject_id)
        if series is not None:
            for person_id in sorted({series.chair_id, *(one.pk for one in series.people.all())}):
                yield Told(entry.pk, person_id, Ref(SERIES, series.pk))


def _say(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    said = {}
    for one in reads.told_meetings(viewer=viewer, ids=[ref.id for ref in refs], at=timezone.now()):
        actions = (COMING, NOT_COMING) if one.can_reply else ()
        said[Ref(MEETING, one.id)] = Said(one.sentence, one.url, actions)
    return said


def _say_series(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    return {
        Ref(SERIES, pk): Said(sentence, url)
        for pk, (sentence, url) in reads.told_series(viewer=viewer, ids=[ref.id for ref in refs]).items()
    }


def _ask_coming(viewer: Viewer, ref: Ref) -> str | None:
    return _ask(viewer, ref, _("You will be at %(title)s on %(day)s."))


def _ask_not_coming(viewer: Viewer, ref: Ref) -> str | None:
    return _ask(viewer, ref, _("You cannot come to %(title)s on %(day)s."))


def _ask(viewer: Viewer, ref: Ref, words: str) -> str | None:
    told = reads.told_meetings(viewer=viewer, ids=[ref.id], at=timezone.now()) if ref.kind == MEETING else []
    return words % {"title": told[0].title, "day": _moment(told[0].starts_at)} if told and told[0].can_reply else None


def _come(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    writes.reply(meeting_id=ref.id, reply=Reply.YES.value, by=viewer, at=at)
    return _("They know that you will be there.")


def _stay_away(viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
    writes.reply(meeting_id=ref.id, reply=Reply.NO.value, by=viewer, at=at)
    return _("They know that you cannot come.")
