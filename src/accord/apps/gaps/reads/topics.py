"""Gaps as topics of a meeting: which could be talked about, and their evidence."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.reads.lines import KIND, GapLine, gap_lines
from accord.apps.gaps.rules import OVER, GapState
from accord.apps.meetings.reads.topics.table import table_of
from accord.apps.meetings.rules.ranking import Topic, ranked
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day, money_words
from accord.practices import SubjectKind

MINUTES = 15
OFFERED = 20
LOADED = 40  # of those that weigh most with these people: some are arranged already
LEAST = 0.35  # what a gap weighs that is new, without money and hardly beyond its threshold
MOST_WEIGHT = 8.0  # of a gap: money, age and confidence, each counting 2 at most


def candidates(*, viewer: Viewer, meeting_id: int | None = None) -> list[TopicCandidate]:
    """List open gaps that are not arranged yet, the heaviest that people of the meeting can settle first.

    Which they are is chosen from their weights alone, so that the number of queries stays the same however many there are.
    """
    here = table_of(meeting_id).here
    rows = (
        visible_to(viewer).filter(state=GapState.OPEN).values_list("pk", "weight", "business_owner_id", "it_owner_id")
    )
    all_of_them = [Topic((KIND, pk), KIND, topic_weight(weight), MINUTES, _owners(*two)) for pk, weight, *two in rows]
    best = {topic.key[1]: topic for topic in ranked(all_of_them, here)[:LOADED]}
    gaps = {
        gap.pk: gap
        for gap in visible_to(viewer)
        .filter(pk__in=best)
        .select_related("reading", "opening", "business_owner", "it_owner")
    }
    ordered = [gaps[pk] for pk in best if pk in gaps]
    lines = zip(ordered, gap_lines(viewer=viewer, gaps=ordered), strict=True)
    return [_candidate(gap, line, best[gap.pk]) for gap, line in lines if not line.next_step][:OFFERED]


def topic_weight(weight: float) -> float:
    """Turn money at risk × age × confidence (1 to 8, see ``gaps.rules.weight``) into 0.35 to 1, each factor alike."""
    return LEAST + (1 - LEAST) * min(max(math.log(max(weight, 1.0)) / math.log(MOST_WEIGHT), 0.0), 1.0)


def _owners(business: int | None, it: int | None) -> frozenset[int]:
    return frozenset(pk for pk in (business, it) if pk)


def _candidate(gap: Gap, line: GapLine, topic: Topic) -> TopicCandidate:
    about = Ref("initiatives.initiative", gap.subject_id) if gap.subject_kind == SubjectKind.INITIATIVE else None
    return TopicCandidate(
        Ref(KIND, gap.pk),
        line.sentence,
        line.url,
        MINUTES,
        tuple(sorted(topic.people)),
        topic.weight,
        _why(line),
        about,
    )


def _why(line: GapLine) -> str:
    since = _("out of step since %(day)s") % {"day": exact_day(timezone.localdate(line.since))}
    if not line.money_amount:
        return since
    money = _("%(money)s at risk") % {"money": money_words(line.money_amount, line.currency)}
    return f"{money}, {since}"


def topic_evidence(*, viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, TopicEvidence]:
    """Say what is known now about the gaps the viewer may see."""
    ids = [ref.id for ref in refs if ref.kind == KIND]
    rows = list(
        visible_to(viewer).filter(pk__in=ids).select_related("reading", "opening", "business_owner", "it_owner")
    )
    found = {}
    for gap, line in zip(rows, gap_lines(viewer=viewer, gaps=rows), strict=True):
        detail = " ".join(line.reasons[1:]) if line.is_fact else _size(line)
        found[Ref(KIND, gap.pk)] = TopicEvidence(line.sentence, detail, line.url, is_closed=gap.state in OVER)
    return found


def _size(line: GapLine) -> str:
    return _("%(value)s now, %(threshold)s is asked for; it rests on %(n)s.") % {
        "value": line.value_words, "threshold": line.threshold_words, "n": line.n_words,
    }  # fmt: skip
