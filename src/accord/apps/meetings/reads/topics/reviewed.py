"""Goals as topics: those due for review by the day people meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.goals.permissions import visible_to
from accord.apps.goals.rules import GoalState
from accord.apps.meetings.reads.topics.table import offered, table_of
from accord.apps.meetings.rules.ranking import Topic, review_weight
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

KIND = "goals.goal"
MINUTES = 10


def candidates(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List goals whose review is due by the day of the meeting: three queries."""
    table = table_of(meeting_id)
    rows = visible_to(viewer).filter(state=GoalState.ACTIVE, review_date__lte=table.day).order_by("review_date", "pk")
    fields = ("pk", "title", "review_date", "business_owner_id", "it_owner_id")
    return offered(_rows(rows.values(*fields), table.day), table.here)


def _rows(rows: Any, day: date) -> Iterator[tuple[Topic, Callable[[], TopicCandidate]]]:
    for row in rows:
        weight = review_weight((day - row["review_date"]).days)
        people = frozenset(pk for pk in (row["business_owner_id"], row["it_owner_id"]) if pk)
        yield Topic((KIND, row["pk"]), KIND, weight, MINUTES, people), partial(_said, row, weight, people)


def _said(row: Mapping[str, Any], weight: float, people: frozenset[int]) -> TopicCandidate:
    ref = Ref(KIND, row["pk"])
    return TopicCandidate(
        ref,
        _("Review the goal “%(goal)s”") % {"goal": row["title"]},
        reverse("goals:goal", args=[row["pk"]]),
        MINUTES,
        tuple(sorted(people)),
        weight,
        _("its review was due on %(day)s") % {"day": exact_day(row["review_date"])},
        ref,
    )


def evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say when goals are due for review, and whether both owners agreed: one query."""
    today = timezone.localdate()
    found = {}
    for goal in visible_to(viewer).filter(pk__in=[ref.id for ref in refs]):
        due = goal.review_date is not None and goal.review_date <= today
        day = exact_day(goal.review_date) if goal.review_date else ""
        said = _("Its review was due on %(day)s.") if due else _("Its next review is on %(day)s.")
        found[Ref(KIND, goal.pk)] = TopicEvidence(
            said % {"day": day} if day else _("No day is set to review it."),
            _("Both owners agreed to it.") if goal.is_joint else _("Its owners have not both agreed to it."),
            reverse("goals:goal", args=[goal.pk]),
            is_closed=goal.state != GoalState.ACTIVE or not due,
        )
    return found
