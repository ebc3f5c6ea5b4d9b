"""Decisions as topics: questions that somebody has to decide and nobody has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.decisions import reads as decisions
from accord.apps.decisions.reads import DecisionLine
from accord.apps.meetings.reads.topics.table import Table, offered, table_of
from accord.apps.meetings.rules.ranking import Topic, decision_weight
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

KIND = "decisions.decision"
MINUTES = 10


def candidates(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List the questions that wait for a decision: a fixed number of queries."""
    table = table_of(meeting_id)
    return offered(_rows(decisions.waiting(viewer=viewer, as_of=table.day), table), table.here)


def _rows(lines: Collection[DecisionLine], table: Table) -> Iterator[tuple[Topic, Callable[[], TopicCandidate]]]:
    for line in lines:
        late = (table.day - line.decide_by).days if line.decide_by else 0
        weight = decision_weight(line.days_waiting, days_late=late)
        yield Topic((KIND, line.id), KIND, weight, MINUTES, frozenset({line.decider_id})), partial(_said, line, weight)


def _said(line: DecisionLine, weight: float) -> TopicCandidate:
    why = [_("waits since %(day)s") % {"day": exact_day(line.raised_on)}]
    if line.decide_by:
        why.append(_("asked for by %(day)s") % {"day": exact_day(line.decide_by)})
    if line.reopened:
        why.append(ngettext("reopened once", "reopened %(n)s times", line.reopened) % {"n": line.reopened})
    people = (line.decider_id,)
    return TopicCandidate(
        Ref(KIND, line.id), line.question, line.url, MINUTES, people, weight, ", ".join(why), line.about
    )


def evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say how decisions stand now: a fixed number of queries."""
    ids = [ref.id for ref in refs]
    lines = decisions.lines_by_id(viewer=viewer, ids=ids, as_of=timezone.localdate())
    return {
        Ref(KIND, pk): TopicEvidence(_now(line), line.reasons, line.url, not line.is_open) for pk, line in lines.items()
    }


def _now(line: DecisionLine) -> str:
    if line.is_decided:
        return _("Decided: %(option)s") % {"option": line.option}
    if not line.is_open:
        return line.state_label
    words = ngettext(
        "%(who)s decides; it waits for %(n)s day.", "%(who)s decides; it waits for %(n)s days.", line.days_waiting
    )
    return words % {"who": line.decider, "n": line.days_waiting}
