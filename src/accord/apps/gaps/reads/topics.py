"""Gaps as topics of a meeting: which could be talked about, and their evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.reads.lines import KIND, GapLine, gap_lines
from accord.apps.gaps.rules import OVER, GapState
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer

MINUTES = 15
OFFERED = 20


def candidates(*, viewer: Viewer) -> list[TopicCandidate]:
    """List open gaps that are not arranged yet, the heaviest first."""
    rows = list(
        visible_to(viewer)
        .filter(state=GapState.OPEN)
        .select_related("reading", "opening", "business_owner", "it_owner")
        .order_by("-weight", "pk")[: 3 * OFFERED]
    )
    found = []
    for gap, line in zip(rows, gap_lines(viewer=viewer, gaps=rows), strict=True):
        if not line.next_step:
            owners = tuple(pk for pk in (gap.business_owner_id, gap.it_owner_id) if pk)
            found.append(TopicCandidate(Ref(KIND, gap.pk), line.sentence, line.url, MINUTES, owners))
    return found[:OFFERED]


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
