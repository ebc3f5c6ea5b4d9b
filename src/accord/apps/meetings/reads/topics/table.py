"""Who sits at the table and when, as the sources of topics ask: two queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accord.apps.meetings.models import Meeting
from accord.apps.meetings.rules.ranking import Topic, ranked
from accord.apps.meetings.sockets import TopicCandidate

OFFERED = 40  # of each kind: an agenda takes a handful, a person reads no more


@dataclass(frozen=True)
class Table:
    """A meeting to be prepared: its day and who is invited; without a meeting today and nobody in particular."""

    meeting_id: int | None
    day: date
    here: frozenset[int] = frozenset()


# no viewer: sources ask it for the meeting whose agenda they are asked about, and show nothing of it
def table_of(meeting_id: int | None) -> Table:
    """Describe the table of a meeting."""
    found = Meeting.objects.filter(pk=meeting_id).values_list("starts_at", "chair_id").first() if meeting_id else None
    if found is None:
        return Table(None, timezone.localdate())
    invited = Meeting.attendees.through.objects.filter(meeting=meeting_id).values_list("person", flat=True)
    return Table(meeting_id, timezone.localdate(found[0]), frozenset({found[1], *invited}))


def offered(
    rows: Iterable[tuple[Topic, Callable[[], TopicCandidate]]], here: frozenset[int], most: int = OFFERED
) -> list[TopicCandidate]:
    """Word only the most pressing of many: each row is what the ranking needs and how to say it."""
    by_key = {topic.key: (topic, say) for topic, say in rows}
    best = ranked((topic for topic, _say in by_key.values()), here)[:most]
    return [by_key[topic.key][1]() for topic in best]
