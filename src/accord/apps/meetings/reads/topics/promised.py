"""Promises as topics: those late, and those due before people meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings.reads.topics.table import offered, table_of
from accord.apps.meetings.rules.ranking import Topic, promise_weight
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.telling import late_by
from accord.apps.promises.rules import STATE_LABELS, State, is_late
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

KIND = "promises.promise"
MINUTES = 5
FIELDS = (
    "pk",
    "what",
    "due_date",
    "owner_id",
    "owner__name",
    "department__name",
    "made_to_id",
    "about_kind",
    "about_id",
)


def candidates(viewer: Viewer, meeting_id: int | None) -> list[TopicCandidate]:
    """List open promises that are late or due by the day of the meeting: three queries.

    Planned ends that a list states and nobody owns are among them once the list has gone on naming them past their day.
    """
    table = table_of(meeting_id)
    rows = visible_to(viewer).filter(state=State.OPEN, due_date__lte=table.day).order_by("due_date", "pk")
    rows = rows.filter(Q(source="") | Q(owner__isnull=False) | late_by(table.day))
    return offered(_rows(rows.values(*FIELDS), table.day), table.here)


def _rows(rows: Any, day: date) -> Iterator[tuple[Topic, Callable[[], TopicCandidate]]]:
    for row in rows:
        late = (day - row["due_date"]).days
        weight = promise_weight(late, is_awaited=row["made_to_id"] is not None)
        people = frozenset(pk for pk in (row["owner_id"], row["made_to_id"]) if pk)
        yield Topic((KIND, row["pk"]), KIND, weight, MINUTES, people), partial(_said, row, weight, people, late > 0)


def _said(row: Mapping[str, Any], weight: float, people: frozenset[int], is_over: bool) -> TopicCandidate:
    words = {"day": exact_day(row["due_date"])}
    return TopicCandidate(
        Ref(KIND, row["pk"]),
        _("%(owner)s promised: %(what)s")
        % {"owner": row["owner__name"] or row["department__name"], "what": row["what"]},
        reverse("promises:promise", args=[row["pk"]]),
        MINUTES,
        tuple(sorted(people)),
        weight,
        (_("was due on %(day)s") if is_over else _("due on %(day)s")) % words,
        Ref(row["about_kind"], row["about_id"]) if row["about_id"] else None,
    )


def evidence(viewer: Viewer, refs: Collection[Ref]) -> dict[Ref, TopicEvidence]:
    """Say how promises stand now: one query."""
    found = {}
    today = timezone.localdate()
    for one in (
        visible_to(viewer).select_related("owner", "made_to", "department").filter(pk__in=[ref.id for ref in refs])
    ):
        late = is_late(one.state, one.due_date, today=today)
        day = {"day": exact_day(one.due_date), "n": (today - one.due_date).days}
        said = _("Late: it was due on %(day)s, %(n)s days ago.") % day if late else _("Due on %(day)s.") % day
        if one.state != State.OPEN:
            said = _(STATE_LABELS[one.state])
        first = one.first_due_date != one.due_date
        found[Ref(KIND, one.pk)] = TopicEvidence(
            said,
            " ".join([
                *([_("First promised for %(day)s.") % {"day": exact_day(one.first_due_date)}] if first else []),
                _("By %(owner)s, to %(to)s.") % {"owner": one.by_whom, "to": one.made_to.name}
                if one.made_to else _("By %(owner)s.") % {"owner": one.by_whom},
            ]),
            reverse("promises:promise", args=[one.pk]),
            is_closed=one.state != State.OPEN,
        )  # fmt: skip
    return found
