"""What meetings offer to the apps below: names and addresses, search, navigation, permissions, whose turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.meetings import reads
from accord.apps.meetings.permissions import ACTIONS, PLAN
from accord.apps.meetings.reads.texts import meeting_texts, minutes_of, minutes_texts, of_items, series_texts
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.rules import Place, Ref, Viewer
from accord.apps.ui.sockets import (
    NavigationItem,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    commands,
    navigation,
    search,
    things,
    turn,
)

MEETING = "meetings.meeting"
ITEM = "meetings.item"


def plug_in() -> None:
    """Plug in what meetings offer."""
    actions.plug(*ACTIONS)
    texts.plug(
        TextSource(MEETING, gettext_lazy("Meetings"), 50, meeting_texts, {ITEM: of_items}),
        TextSource("meetings.minutes", gettext_lazy("Minutes"), 51, minutes_texts, {MEETING: minutes_of}),
        TextSource("meetings.series", gettext_lazy("Series of meetings"), 52, series_texts),
    )
    commands.plug(
        making(
            gettext_lazy("Plan a meeting"), "meetings:plan_meeting", PLAN, order=24, words=gettext_lazy("new meeting")
        )
    )
    things.plug(
        Thing(MEETING, gettext_lazy("Meeting"), _titles), Thing(ITEM, gettext_lazy("Agenda item"), _item_titles)
    )
    search.plug(SearchSource(MEETING, _found))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Meetings"),
            "meetings:meetings",
            "calendar-event",
            50,
            shown_to=_everyone,
            key="m",
            group=Place.TALK,
        )
    )
    turn.plug(TurnSource("meetings.soon", 30, soon), TurnSource("meetings.unfinished", 40, unfinished))


def _everyone(viewer: Viewer) -> bool:
    return True


def _titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.meeting_titles(viewer=viewer, ids=ids)


def _item_titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.item_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    return [
        (str(Ref(MEETING, pk)), title, reverse("meetings:meeting", args=[pk]), _day(timezone.localdate(starts_at)))
        for pk, title, starts_at in reads.meetings_found(viewer=viewer, words=words, limit=limit)
    ]


def soon(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the planned meetings the viewer takes part in today and tomorrow."""
    return [
        TurnItem(
            ref=Ref(MEETING, one.id),
            verb=_("Meet"),
            sentence=_("%(title)s at %(time)s") % {
                "title": one.title, "time": date_format(timezone.localtime(one.starts_at), "H:i")
            },
            url=one.url,
            due=timezone.localdate(one.starts_at),
        )
        for one in reads.meetings_on(viewer=viewer, first=today, last=today + timedelta(days=1))
    ]  # fmt: skip


def unfinished(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the items without an outcome of meetings the viewer chaired."""
    return [
        TurnItem(
            ref=Ref(ITEM, one.id),
            verb=_("Carry over"),
            sentence=_("“%(item)s” was left open by “%(meeting)s”") % {"item": one.title, "meeting": one.meeting_title},
            url=one.url,
        )
        for one in reads.unfinished_items(viewer=viewer, chaired=True)
    ]


def _day(day: date) -> str:
    return date_format(day, "j M Y")
