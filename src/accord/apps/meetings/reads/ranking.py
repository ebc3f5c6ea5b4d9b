"""What could be talked about at a meeting, ranked: from every source once, without what stands on an agenda already."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.rules import ItemState, State
from accord.apps.meetings.rules.ranking import Topic, presence, ranked
from accord.apps.meetings.sockets import TopicCandidate, topics
from accord.apps.ui.rules import Ref, Viewer


def candidates(*, viewer: Viewer, meeting: Meeting, here: Collection[int]) -> list[TopicCandidate]:
    """List topics for a meeting, the most pressing that the people here can settle first.

    Left out is what stands open on another planned agenda, and what this one has or had: settled or taken off, it does
    not come back by itself. A fixed number of queries, however many there are.
    """
    best: dict[Ref, TopicCandidate] = {}
    for source in topics:
        for one in source.candidates(viewer, meeting.pk):
            if one.ref not in best or best[one.ref].weight < one.weight:
                best[one.ref] = one
    busy = _busy(meeting, {ref.kind for ref in best})
    free = {(ref.kind, ref.id): one for ref, one in best.items() if ref not in busy}
    return [free[topic.key] for topic in ranked(map(topic_of, free.values()), here)]


def topic_of(one: TopicCandidate) -> Topic:
    """Describe a candidate as the ranking sees it."""
    return Topic((one.ref.kind, one.ref.id), one.ref.kind, one.weight, one.minutes, frozenset(one.people_ids))


def _busy(meeting: Meeting, kinds: Iterable[str]) -> set[Ref]:
    of_kind = AgendaItem.objects.filter(topic_kind__in=set(kinds)).order_by()
    own = of_kind.filter(meeting=meeting)
    elsewhere = of_kind.filter(state=ItemState.OPEN, meeting__state=State.PLANNED)
    taken = own.union(elsewhere).values_list("topic_kind", "topic_id")
    return {Ref(kind, pk) for kind, pk in taken if pk is not None}


def why_words(one: TopicCandidate, here: Collection[int]) -> str:
    """Say why a topic stands where it stands: what makes it matter, and who of its people is at the table."""
    return "; ".join(words for words in (one.why, presence_words(one.people_ids, here)) if words)


def presence_words(people: Collection[int], here: Collection[int]) -> str:
    """Say who of those it takes is invited."""
    if not people:
        return ""
    share = presence(people, here)
    if share == 1:
        return _("both it takes are invited") if len(set(people)) == 2 else _("who it takes is invited")
    return _("not all it takes are invited") if share == 0.5 else _("nobody it takes is invited")
