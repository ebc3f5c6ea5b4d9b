"""Everything the page of one gap shows, and the page of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.expectations.reads.picture import GapPicture, gap_picture
from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import SEE, can_act, find, signing_side, visible_to
from accord.apps.gaps.reads.lines import KIND, GapLine, gap_lines
from accord.apps.gaps.reads.places import Place, place_of
from accord.apps.gaps.rules import GapState, may_be
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.meetings.models import AgendaItem
from accord.apps.meetings.rules import ItemState
from accord.apps.meetings.rules import State as MeetingState
from accord.apps.people.models import Department
from accord.apps.people.rules import subtree
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to as visible_promises
from accord.apps.promises.rules import STATE_LABELS
from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow
from accord.apps.readings.reads.words import reason_words
from accord.apps.trail.reads import HistoryLine, history
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Ref, Viewer
from accord.practices import PRACTICES, Practice
from accord.practices.money.expectations import FORECASTS

EVIDENCE_SHOWN = 12
READINGS_SHOWN = 60
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class EvidenceLine:
    """One record behind a gap: passes, falls short, or not known; the note says why."""

    title: str
    url: str
    passes: bool | None
    note: str


@dataclass(frozen=True)
class Evidence:
    """The rows behind a gap that the viewer may see, those that fall short first, and how many there are of each."""

    lines: tuple[EvidenceLine, ...]
    short: int
    fine: int
    unknown: int
    hidden: int

    @property
    def total_seen(self) -> int:
        """How many rows the viewer may see."""
        return self.short + self.fine + self.unknown - self.hidden


@dataclass(frozen=True)
class HistoryPoint:
    """One reading of the subject along time."""

    day: date
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class PromiseLine:
    """A step that was promised about a gap."""

    id: int
    what: str
    owner: str
    due_date: date
    state: str
    state_label: str


@dataclass(frozen=True)
class GapPage:
    """One gap with all that is known of it and what the viewer may do."""

    gap: Gap
    line: GapLine
    practice: Practice
    reasons: tuple[str, ...]
    points: tuple[HistoryPoint, ...]
    evidence: Evidence
    promises: tuple[PromiseLine, ...]
    history: tuple[HistoryLine, ...]
    can: frozenset[str]
    side: str
    has_signed: bool
    measured_at: datetime | None
    both_views: GapPicture | None
    place: Place | None

    @property
    def move(self) -> str:
        """What is suggested."""
        return _(self.practice.move)


def gap_page(*, viewer: Viewer, gap_id: int) -> GapPage:
    """Show one gap. Raises NotFound."""
    gap = find(viewer, gap_id)
    side = signing_side(viewer, gap)
    acting = can_act(viewer, gap)
    line = gap_lines(viewer=viewer, gaps=[gap])[0]
    return GapPage(
        gap=gap,
        line=line,
        practice=PRACTICES[gap.practice],
        reasons=tuple(reason_words(reason) for reason in gap.reading.reasons),
        points=_points(gap),
        evidence=_evidence(viewer, gap),
        promises=_promises(viewer, gap),
        history=tuple(history(viewer=viewer, subject=Ref(KIND, gap.pk))),
        can=_can(gap, side) if acting else _can(gap, side) & {"differ"},
        side=side,
        has_signed=bool(side and getattr(gap, f"{side}_differs_at")),
        measured_at=Measurement.objects.filter(pk=gap.reading.last_measurement_id)
        .values_list("finished_at", flat=True)
        .first(),
        both_views=_both_views(viewer, gap),
        place=place_of(viewer=viewer, gap=gap),
    )


def _both_views(viewer: Viewer, gap: Gap) -> GapPicture | None:
    """Draw what both sides said of an initiative, where the gap is about that."""
    if gap.subject_kind != "initiative" or PRACTICES[gap.practice].family != FORECASTS:
        return None
    return gap_picture(viewer=viewer, initiative_id=gap.subject_id, measure=gap.practice)


def _can(gap: Gap, side: str) -> frozenset[str]:
    actions = ("agenda", "promise", "accept", "dispute", "reopen", *(("differ",) if side else ()))
    return frozenset(action for action in actions if may_be(action, gap.state))


def _points(gap: Gap) -> tuple[HistoryPoint, ...]:
    rows = ReadingRow.objects.filter(
        practice=gap.practice, subject_kind=gap.subject_kind, subject_id=gap.subject_id
    ).order_by("-pk")[:READINGS_SHOWN]
    found: list[HistoryPoint] = []
    for row in rows.select_related("last_measurement"):
        found.append(HistoryPoint(row.last_measurement.as_of, row.value, row.low, row.high))
        if row.last_measurement.as_of != row.as_of:
            found.append(HistoryPoint(row.as_of, row.value, row.low, row.high))
    return tuple(sorted(found, key=lambda point: point.day))


def _evidence(viewer: Viewer, gap: Gap) -> Evidence:
    """Count the rows behind a gap in the database and show the first that the viewer may see: four queries."""
    rows = _rows(gap)
    seen = rows.filter(record_id__in=visible_initiatives(viewer).order_by().values("pk"))
    counts = dict(rows.order_by().values_list("passes").annotate(n=Count("pk")))
    title = Initiative.objects.filter(pk=OuterRef("record_id")).values("title")[:1]
    urgency = Case(When(passes=False, then=0), When(passes=None, then=1), default=2)
    first = seen.annotate(title=Subquery(title), urgency=urgency).order_by("urgency", "title", "record_id")
    return Evidence(
        lines=tuple(
            EvidenceLine(
                name or "", reverse("initiatives:initiative", args=[pk]), passes, reason_words(note) if note else ""
            )
            for name, pk, passes, note in first.values_list("title", "record_id", "passes", "note")[:EVIDENCE_SHOWN]
        ),
        short=counts.get(False, 0),
        fine=counts.get(True, 0),
        unknown=counts.get(None, 0),
        hidden=sum(counts.values()) - seen.count(),
    )


def _rows(gap: Gap) -> QuerySet[EvidenceRow]:
    rows = EvidenceRow.objects.filter(practice=gap.practice, kind="initiatives.initiative")
    if gap.subject_kind == "initiative":
        return rows.filter(record_id=gap.subject_id)
    if gap.subject_kind == "department":
        parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
        inside = Initiative.objects.filter(department__in=subtree(parents, {gap.subject_id}))
        return rows.filter(record_id__in=inside.order_by().values("pk"))
    return rows


def _promises(viewer: Viewer, gap: Gap) -> tuple[PromiseLine, ...]:
    """List the steps promised about a gap that the viewer may open, the next first."""
    rows = visible_promises(viewer).filter(about_kind=KIND, about_id=gap.pk).select_related("owner", "department")
    return tuple(
        PromiseLine(row.pk, row.what, row.by_whom, row.due_date, row.state, _(STATE_LABELS[row.state]))
        for row in rows.order_by("due_date", "pk").distinct()
    )


@dataclass(frozen=True)
class NotKnown:
    """A practice the organisation knows too little about, and what is missing."""

    practice: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class OutOfStep:
    """What stands above the list: when it was measured, how strict, what is not known, how many gaps are where."""

    measured_at: datetime | None
    as_of: date | None
    pairs: int
    expected_false: float
    open: int
    closed_lately: int
    disputed: int
    arranged: int
    not_known: tuple[NotKnown, ...]
    sees_all: bool

    @property
    def headline(self) -> str:
        """Say in one sentence what is going on."""
        if self.measured_at is None:
            return _("Nothing has been measured yet.")
        if not self.sees_all:
            return self._own_headline
        if not self.open:
            return _("Nothing is out of step by what can be measured.")
        return ngettext("One thing is out of step.", "%(n)s things are out of step.", self.open) % {"n": self.open}

    @property
    def _own_headline(self) -> str:
        """Say it to somebody who sees only some gaps: what is not theirs is left open."""
        if not self.open:
            return _("Nothing that is yours is out of step.")
        one, more = _("One thing that is yours is out of step."), _("%(n)s things that are yours are out of step.")
        return one if self.open == 1 else more % {"n": self.open}


def out_of_step(*, viewer: Viewer, at: datetime) -> OutOfStep:
    """Sum up what is out of step for a viewer: three queries."""
    last = Measurement.objects.exclude(finished_at=None).order_by("-pk").first()
    about = {"topic_kind": KIND, "topic_id": OuterRef("pk")}
    items = AgendaItem.objects.filter(**about, state=ItemState.OPEN, meeting__state=MeetingState.PLANNED)
    steps = Promise.objects.filter(about_kind=KIND, about_id=OuterRef("pk"), state="open")
    counts = visible_to(viewer).aggregate(
        arranged=Count("pk", filter=Q(Exists(items) | Exists(steps), state=GapState.OPEN), distinct=True),
        open=Count("pk", filter=Q(state=GapState.OPEN), distinct=True),
        disputed=Count("pk", filter=Q(state=GapState.DISPUTED), distinct=True),
        closed_lately=Count("pk", filter=Q(state=GapState.CLOSED, closed_at__gte=at - LATELY), distinct=True),
    )
    unknown = ReadingRow.objects.filter(
        is_latest=True, subject_kind="organisation", status__in=["insufficient", "suppressed"]
    ).order_by("practice")
    return OutOfStep(
        measured_at=last.finished_at if last else None,
        as_of=last.as_of if last else None,
        pairs=last.pairs if last else 0,
        expected_false=last.expected_false if last else 0.0,
        open=counts["open"],
        closed_lately=counts["closed_lately"],
        disputed=counts["disputed"],
        arranged=counts["arranged"],
        not_known=tuple(
            NotKnown(row.practice, _(PRACTICES[row.practice].title), tuple(reason_words(r) for r in row.reasons))
            for row in unknown
        ),
        sees_all=may(viewer, SEE),
    )
