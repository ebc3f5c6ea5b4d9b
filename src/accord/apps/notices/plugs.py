"""What notices offer: their rows of the permission table, queued work, erasure with the person, and following."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.notices import jobs, reads, writes
from accord.apps.notices.permissions import ACTIONS, REACH
from accord.apps.notices.rules import FOLLOWED
from accord.apps.notices.sockets import NoticeKind, Said, Told, kinds
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.trail.models import Entry
from accord.apps.ui.permissions import may
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import NavigationItem, TurnItem, TurnSource, actions, navigation, turn

EVERY = timedelta(minutes=1)


def plug_in() -> None:
    """Plug in what notices offer."""
    actions.plug(*ACTIONS)
    handlers.plug(
        Handler(jobs.TELL_KIND, gettext_lazy("Telling people"), jobs.run_tell, seen_by=REACH.roles),
        Handler(jobs.FORGET_KIND, gettext_lazy("Forgetting old notices"), jobs.run_forget, seen_by=REACH.roles),
    )
    schedules.plug(
        Recurring("notices.tell", jobs.TELL_KIND, every=EVERY),
        Recurring("notices.forget", jobs.FORGET_KIND, daily_hour=4),
    )
    keepers.plug(Keeper("notices", _erase))
    kinds.plug(FOLLOWING)
    navigation.plug(
        NavigationItem(gettext_lazy("Notices"), "notices:notices", "bell", 12, _everyone, key="n", count=_unread)
    )
    turn.plug(TurnSource("notices.unreachable", 90, _not_reached))


def _everyone(viewer: Viewer) -> bool:
    return True


def _unread(viewer: Viewer) -> int:
    return reads.unread(viewer=viewer)


def _not_reached(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the office the people whom mail does not reach."""
    if not may(viewer, REACH):
        return []
    return [
        TurnItem(
            ref=Ref("people.person", one.person_id),
            verb=_("Correct the address"),
            sentence=_("Mail does not reach %(name)s") % {"name": one.name},
            url=reverse("notices:unreachable"),
            action_url=reverse("notices:trying_again", args=[one.person_id]),
            action_label=_("Try again"),
        )
        for one in reads.unreachable(viewer=viewer)
    ]


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_notices(person_id=person_id, by=by, at=at)


def _to_followers(entries: Sequence[Entry]) -> Iterable[Told]:
    """Tell who followed the record when it happened."""
    found = reads.followers(refs={entry.subject for entry in entries})
    return [
        Told(entry.pk, person, entry.subject)
        for entry in entries
        for person, since in found.get(entry.subject, ())
        if since <= entry.at
    ]


def _changed(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    named = titles(viewer=viewer, refs=refs)
    return {
        ref: Said(_("Something changed in “%(title)s”.") % {"title": title}, url) for ref, (title, url) in named.items()
    }


FOLLOWING = NoticeKind(
    code=FOLLOWED,
    label=gettext_lazy("What I follow changed"),
    events=(),  # any: what counts is whether somebody follows the record
    to=_to_followers,
    say=_changed,
)
