"""What meetings tell and keep: minutes that were sent or corrected, agendas that write themselves, notes to erase."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.meetings import jobs, reads, writes
from accord.apps.meetings.models import Meeting, Minutes
from accord.apps.meetings.permissions import EDIT
from accord.apps.notices.sockets import NoticeKind, Said, Told, kinds
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer

KIND = "meetings.minutes"
EVERY = timedelta(hours=1)  # so that a meeting planned at short notice has its agenda soon


def plug_in() -> None:
    """Plug in the notice about minutes, the work that comes round, and what is erased with a person."""
    kinds.plug(
        NoticeKind(
            KIND, gettext_lazy("Minutes of meetings I was invited to"), ("meetings.minutes.",), to=_told, say=_said
        )
    )
    handlers.plug(Handler(jobs.AGENDAS_KIND, gettext_lazy("Writing agendas"), jobs.run_agendas, seen_by=EDIT.roles))
    schedules.plug(Recurring("meetings.agendas", jobs.AGENDAS_KIND, every=EVERY))
    keepers.plug(Keeper("meetings.notes", _erase))


def _told(entries: Sequence[Entry]) -> Iterator[Told]:
    """Tell everybody of the meeting, whether they were there or not; corrections count once minutes were sent."""
    kept = Minutes.objects.in_bulk({one.subject_id for one in entries})
    people = _people({one.meeting_id for one in kept.values()})
    for entry in entries:
        minutes = kept.get(entry.subject_id)
        if minutes is None or minutes.sent_at is None or entry.at < minutes.sent_at:
            continue
        for person_id in sorted(people[minutes.meeting_id]):
            yield Told(entry.pk, person_id, Ref(KIND, minutes.pk))


def _people(meeting_ids: Collection[int]) -> dict[int, set[int]]:
    chairs = Meeting.objects.filter(pk__in=meeting_ids).values_list("pk", "chair_id")
    invited = Meeting.attendees.through.objects.filter(meeting__in=meeting_ids).values_list("meeting_id", "person_id")
    found: dict[int, set[int]] = {meeting: {chair} for meeting, chair in chairs}
    for meeting, person in invited:
        found[meeting].add(person)
    return found


def _said(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    named = reads.minutes_titles(viewer=viewer, ids=[ref.id for ref in refs])
    return {
        Ref(KIND, pk): Said(_("You can read %(minutes)s.") % {"minutes": title}, url)
        for pk, (title, url) in named.items()
    }


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_notes(person_id=person_id, by=by, at=at)
