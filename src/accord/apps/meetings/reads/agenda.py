"""Agenda items as lines: named for the viewer, with evidence of their topics, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.meetings.models import AgendaItem
from accord.apps.meetings.permissions import visible_items
from accord.apps.meetings.rules import ITEM_STATE_LABELS, OUTCOME_LABELS, ItemState
from accord.apps.meetings.rules.running import times_words
from accord.apps.meetings.sockets import TopicEvidence, topics
from accord.apps.ui.reads import thing, titles
from accord.apps.ui.rules import Ref, Viewer

Named = tuple[str, str]
MEETING, PROMISE, DECISION = "meetings.meeting", "promises.promise", "decisions.decision"


@dataclass(frozen=True)
class AgendaLine:
    """One agenda item as the viewer may see it; (title, address) pairs are None where there is nothing to see."""

    id: int
    position: int
    title: str
    topic: Ref | None
    topic_label: str
    topic_url: str
    starts_at: datetime
    minutes: int
    state: str
    outcome_kind: str
    outcome: str
    promise_id: int | None
    promise: Named | None
    decision_id: int | None
    decision: Named | None
    why: str
    evidence: TopicEvidence | None
    times_carried: int
    carried_from: Named | None
    carried_to: Named | None
    version: int

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(ITEM_STATE_LABELS[self.state])

    @property
    def outcome_label(self) -> str:
        """The kind of outcome in words."""
        return _(OUTCOME_LABELS[self.outcome_kind]) if self.outcome_kind else ""

    @property
    def is_open(self) -> bool:
        """Tell whether it has no outcome yet."""
        return self.state == ItemState.OPEN

    @property
    def is_decision(self) -> bool:
        """Tell whether it is about a decision that waits: it is that one which gets decided."""
        return self.topic is not None and self.topic.kind == DECISION

    @property
    def is_promise(self) -> bool:
        """Tell whether it is about a promise: another day moves that one."""
        return self.topic is not None and self.topic.kind == PROMISE

    @property
    def times_words(self) -> str:
        """Say for the how manieth time it stands on an agenda; empty the first time."""
        said = times_words(self.times_carried)
        return _(said[0]) % {"number": said[1]} if said else ""

    @property
    def counts(self) -> bool:
        """Tell whether its time box counts."""
        return self.position > 0 and self.state != ItemState.CARRIED


def hidden_title() -> str:
    """Name a topic that the reader may not see."""
    return _("A topic that is not open to you")


def item_title(item: AgendaItem, named: Mapping[Ref, Named]) -> str:
    """Name an item: its own title, else its topic's as far as the reader may see it."""
    return item.title or (named[item.topic][0] if item.topic and item.topic in named else hidden_title())


def item_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    """Map the ids of items the viewer may see to (title, address): one query and one per kind of topic."""
    items = list(visible_items(viewer).filter(pk__in=ids).order_by())
    named = titles(viewer=viewer, refs={item.topic for item in items if item.topic})
    return {
        item.pk: (item_title(item, named), reverse("meetings:meeting", args=[item.meeting_id]) + f"#item-{item.pk}")
        for item in items
    }


# no viewer: it takes one, by position, for the reads beside it
def agenda_lines(viewer: Viewer, items: Sequence[AgendaItem], starts_at: datetime) -> list[AgendaLine]:
    """Turn the items of one meeting into lines (carried_from loaded)."""
    after = dict(
        AgendaItem.objects.filter(carried_from__in=[item.pk for item in items])
        .order_by("pk")
        .values_list("carried_from_id", "meeting_id")
    )
    refs = {item.topic for item in items if item.topic}
    linked = {Ref(MEETING, item.carried_from.meeting_id) for item in items if item.carried_from}
    linked |= {Ref(MEETING, pk) for pk in after.values()}
    linked |= {Ref(PROMISE, item.promise_id) for item in items if item.promise_id}
    linked |= {Ref(DECISION, item.decision_id) for item in items if item.decision_id}
    named = titles(viewer=viewer, refs=refs | linked)
    evidence = _evidence(viewer, refs & set(named))
    lines, begins = [], starts_at
    for item in items:
        line = _line(item, begins, named, evidence, after.get(item.pk))
        lines.append(line)
        if line.counts:
            begins += timedelta(minutes=item.minutes)
    return lines


def _evidence(viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, TopicEvidence]:
    known: dict[Ref, TopicEvidence] = {}
    for source in topics:
        own = {ref for ref in refs if ref.kind == source.kind}
        if own:
            known.update(source.evidence(viewer, own))
    return known


def _line(
    item: AgendaItem,
    begins: datetime,
    named: Mapping[Ref, Named],
    evidence: Mapping[Ref, TopicEvidence],
    carried_to: int | None,
) -> AgendaLine:
    topic = item.topic if item.topic in named else None
    kind = thing(topic.kind) if topic else None
    before = Ref(MEETING, item.carried_from.meeting_id) if item.carried_from else None
    promise = Ref(PROMISE, item.promise_id) if item.promise_id else None
    decision = Ref(DECISION, item.decision_id) if item.decision_id else None
    return AgendaLine(
        id=item.pk,
        position=item.position,
        title=item_title(item, named),
        topic=topic,
        topic_label=str(kind.label) if kind else "",
        topic_url=named[topic][1] if topic else "",
        starts_at=begins,
        minutes=item.minutes,
        state=item.state,
        outcome_kind=item.outcome_kind,
        outcome=item.outcome,
        promise_id=item.promise_id if promise in named else None,
        promise=named.get(promise) if promise else None,
        decision_id=item.decision_id if decision in named else None,
        decision=named.get(decision) if decision else None,
        why=item.why if topic else "",
        evidence=evidence.get(topic) if topic else None,
        times_carried=item.times_carried,
        carried_from=named.get(before) if before else None,
        carried_to=named.get(Ref(MEETING, carried_to)) if carried_to else None,
        version=item.version,
    )
