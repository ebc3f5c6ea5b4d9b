"""What was parked as topics: lines of the parking lot, and items set aside, offered where the same people meet again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.models.running import Note
from accord.apps.meetings.permissions import visible_to
from accord.apps.meetings.reads.topics.table import OFFERED
from accord.apps.meetings.rules import Outcome, State
from accord.apps.meetings.rules.ranking import left_over_weight
from accord.apps.meetings.rules.running import NoteKind
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

NOTE = "meetings.note"
ITEM = "meetings.item"
MINUTES = 10


def candidates(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List lines parked in earlier meetings of the same series, or of the same chair: three queries."""
    earlier = _earlier(viewer, meeting_id)
    later = AgendaItem.objects.filter(topic_kind=NOTE, topic_id=OuterRef("pk"))
    notes = Note.objects.filter(kind=NoteKind.PARKED, meeting__in=earlier).exclude(Exists(later)).exclude(text="")
    return [_of_note(note) for note in notes.select_related("meeting").order_by("-written_at", "-pk")[:OFFERED]]


def parked_items(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List items parked in earlier meetings of the same series, or of the same chair: four queries."""
    earlier = _earlier(viewer, meeting_id)
    later = AgendaItem.objects.filter(topic_kind=ITEM, topic_id=OuterRef("pk"))
    items = AgendaItem.objects.filter(outcome_kind=Outcome.PARKED, topic_id=None, meeting__in=earlier)
    rows = items.exclude(Exists(later)).select_related("meeting").order_by("-meeting__starts_at", "pk")[:OFFERED]
    return [_of_item(item) for item in rows]


def _earlier(viewer: Viewer, meeting_id: int | None) -> Any:
    own = (
        Meeting.objects.filter(pk=meeting_id).values("starts_at", "chair_id", "series_id").first()
        if meeting_id
        else None
    )
    over = visible_to(viewer).exclude(state=State.PLANNED)
    if own is None:
        return over.order_by().values("pk")
    same = Q(series=own["series_id"]) if own["series_id"] else Q(chair=own["chair_id"])
    return over.filter(same, starts_at__lt=own["starts_at"]).order_by().values("pk")


def _of_note(note: Note) -> TopicCandidate:
    return TopicCandidate(
        Ref(NOTE, note.pk), note.text.splitlines()[0][:280], _address(note), MINUTES, (),
        left_over_weight(0), _parked_on(note.meeting),
    )  # fmt: skip


def _of_item(item: AgendaItem) -> TopicCandidate:
    return TopicCandidate(
        Ref(ITEM, item.pk), item.title, reverse("meetings:meeting", args=[item.meeting_id]) + f"#item-{item.pk}",
        item.minutes, (), left_over_weight(item.times_carried), _parked_on(item.meeting),
    )  # fmt: skip


def _parked_on(meeting: Meeting) -> str:
    return _("parked on %(day)s") % {"day": exact_day(timezone.localdate(meeting.starts_at))}


def _address(note: Note) -> str:
    return reverse("meetings:minutes", args=[note.meeting_id])


def evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say where lines were parked: one query."""
    return {
        Ref(NOTE, note.pk): TopicEvidence(_where(note.meeting), "", _address(note))
        for note in visible_notes(viewer, refs)
    }


def visible_notes(viewer: Viewer, refs: Collection[Ref]) -> Iterator[Note]:
    """Find notes of meetings the viewer may see: one query."""
    ids = [ref.id for ref in refs]
    yield from Note.objects.filter(pk__in=ids, meeting__in=visible_to(viewer).order_by().values("pk")).select_related(
        "meeting"
    )


def item_evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say where items were parked, and why: one query."""
    shown = AgendaItem.objects.filter(
        pk__in=[ref.id for ref in refs], meeting__in=visible_to(viewer).order_by().values("pk")
    ).select_related("meeting")
    return {
        Ref(ITEM, one.pk): TopicEvidence(
            _where(one.meeting), one.outcome, reverse("meetings:meeting", args=[one.meeting_id]) + f"#item-{one.pk}"
        )
        for one in shown
    }


def _where(meeting: Meeting) -> str:
    day = exact_day(timezone.localdate(meeting.starts_at))
    return _("Parked in “%(meeting)s” on %(day)s.") % {"meeting": meeting.title, "day": day}
