"""Check-ins as topics: the latest of a series that say caution or off track, or ask for a talk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.check_ins import reads as check_ins
from accord.apps.check_ins.reads import CheckInLine, TroubledLine
from accord.apps.check_ins.rules import TROUBLED, Status
from accord.apps.meetings.reads.topics.table import offered, table_of
from accord.apps.meetings.rules.ranking import Topic
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

KIND = check_ins.KIND
MINUTES = 10
WEIGHTS = {Status.OFF_TRACK: 0.85, Status.CAUTION: 0.6, Status.ON_TRACK: 0.5}  # on track: somebody asks for a talk


def candidates(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List the check-ins in trouble: a fixed number of queries."""
    table = table_of(meeting_id)
    return offered(_rows(check_ins.troubled(viewer=viewer, as_of=table.day)), table.here)


def _rows(lines: Iterable[TroubledLine]) -> Iterator[tuple[Topic, Callable[[], TopicCandidate]]]:
    for line in lines:
        weight = WEIGHTS[Status(line.status)]
        yield Topic((KIND, line.id), KIND, weight, MINUTES, frozenset(line.people_ids)), partial(_said, line, weight)


def _said(line: TroubledLine, weight: float) -> TopicCandidate:
    why = _("%(why)s, on %(day)s") % {"why": line.why, "day": exact_day(line.signed_on)}
    return TopicCandidate(
        Ref(KIND, line.id), line.sentence, line.url, MINUTES, line.people_ids, weight, why, line.about
    )


def evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say what check-ins said: a fixed number of queries."""
    lines = check_ins.told(viewer=viewer, ids=[ref.id for ref in refs], as_of=timezone.localdate())
    return {Ref(KIND, pk): _now(line) for pk, line in lines.items()}


def _now(line: CheckInLine) -> TopicEvidence:
    said = _("%(status)s on %(day)s.") % {"status": line.status_label, "day": exact_day(line.planned_on)}
    is_over = line.status not in TROUBLED and not line.wants_talk
    return TopicEvidence(said, line.problem or line.progress, line.url, is_closed=is_over)
