"""Everything the page of one goal shows, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.goals.permissions import can_agree, can_edit, visible_to
from accord.apps.goals.rules import (
    DIRECTION_LABELS,
    HORIZON_LABELS,
    OWNING_LABELS,
    OWNING_SIDES,
    GoalState,
    OwningSide,
    progress,
)
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine, lines
from accord.apps.ui.rules import NotFound, Viewer

PAST = 50


@dataclass(frozen=True)
class SideLine:
    """One side of a goal: its owner, when it agreed, whether the viewer may agree or withdraw for it."""

    side: str
    label: str
    owner: str
    owner_id: int | None
    agreed_at: datetime | None
    is_mine: bool


@dataclass(frozen=True)
class ActualLine:
    """What a measure was on a day."""

    id: int
    on: date
    value: float
    source: str
    version: int


@dataclass(frozen=True)
class MeasureLine:
    """One measure with its series; ``progress`` as a share from baseline to target, None if not known."""

    id: int
    name: str
    unit: str
    direction: str
    direction_label: str
    baseline_value: float | None
    baseline_date: date | None
    target_value: float | None
    target_date: date | None
    source: str
    actuals: tuple[ActualLine, ...]
    progress: float | None
    version: int

    @property
    def latest(self) -> ActualLine | None:
        """The last value."""
        return self.actuals[-1] if self.actuals else None


@dataclass(frozen=True)
class GoalPage:
    """One goal with its sides, measures, goals around it and history."""

    goal: Goal
    horizon_label: str
    sides: tuple[SideLine, ...]
    measures: tuple[MeasureLine, ...]
    above: tuple[int, str] | None
    below: tuple[tuple[int, str], ...]
    can_edit: bool
    history: tuple[HistoryLine, ...]

    @property
    def standing(self) -> str:
        """Say in one sentence how far the two sides are."""
        if self.goal.state == GoalState.CLOSED:
            return _("This goal is closed.")
        missing = [side.label for side in self.sides if side.owner_id is None]
        if missing:
            return _("Nobody owns this goal for %(sides)s yet.") % {"sides": _(" and ").join(missing)}
        waiting = [side.label for side in self.sides if side.agreed_at is None]
        if len(waiting) == len(self.sides):
            return _("Both sides have yet to agree.")
        if waiting:
            return _("%(side)s has yet to agree.") % {"side": waiting[0]}
        return _("Both sides own this goal and agreed to it.")

    @property
    def my_side(self) -> SideLine | None:
        """The side the viewer has yet to agree for."""
        return next((side for side in self.sides if side.is_mine and side.agreed_at is None), None)


def goal_page(*, viewer: Viewer, goal_id: int) -> GoalPage:
    """Show one goal. Raises NotFound."""
    goal = (
        visible_to(viewer)
        .select_related("department", "parent", "business_owner", "it_owner")
        .prefetch_related("measures__actuals")
        .filter(pk=goal_id)
        .first()
    )
    if goal is None:
        raise NotFound(_("There is no such goal."))
    measures = tuple(_measure(measure) for measure in goal.measures.all())
    return GoalPage(
        goal=goal,
        horizon_label=_(HORIZON_LABELS[goal.horizon]),
        sides=tuple(_side(viewer, goal, side) for side in OWNING_SIDES),
        measures=measures,
        above=(goal.parent.pk, goal.parent.title) if goal.parent else None,
        below=tuple(visible_to(viewer).filter(parent=goal, state=GoalState.ACTIVE).values_list("pk", "title")),
        can_edit=can_edit(viewer, goal),
        history=tuple(lines(viewer=viewer, entries=_entries(goal, [measure.id for measure in measures]))),
    )


def _entries(goal: Goal, measure_ids: list[int]) -> list[Entry]:
    about = Q(subject_kind="goals.goal", subject_id=goal.pk) | Q(
        subject_kind="goals.measure", subject_id__in=measure_ids
    )
    return list(Entry.objects.filter(about).order_by("-pk")[:PAST])


def _side(viewer: Viewer, goal: Goal, side: OwningSide) -> SideLine:
    owner = goal.business_owner if side == OwningSide.BUSINESS else goal.it_owner
    agreed = goal.business_agreed_at if side == OwningSide.BUSINESS else goal.it_agreed_at
    return SideLine(
        side=side.value,
        label=_(OWNING_LABELS[side]),
        owner=owner.name if owner else "",
        owner_id=owner.pk if owner else None,
        agreed_at=agreed,
        is_mine=goal.state == GoalState.ACTIVE and can_agree(viewer, goal, side),
    )


def _measure(measure: Measure) -> MeasureLine:
    actuals = tuple(
        ActualLine(actual.pk, actual.date, actual.value, actual.source, actual.version)
        for actual in sorted(measure.actuals.all(), key=lambda item: item.date)
    )
    latest = actuals[-1].value if actuals else None
    return MeasureLine(
        id=measure.pk,
        name=measure.name,
        unit=measure.unit,
        direction=measure.direction,
        direction_label=_(DIRECTION_LABELS[measure.direction]),
        baseline_value=measure.baseline_value,
        baseline_date=measure.baseline_date,
        target_value=measure.target_value,
        target_date=measure.target_date,
        source=measure.source,
        actuals=actuals,
        progress=progress(measure.baseline_value, measure.target_value, latest),
        version=measure.version,
    )


def find_measure(*, viewer: Viewer, goal_id: int, measure_id: int) -> Measure:
    """Get a measure of a goal the viewer may see. Raises NotFound."""
    seen = visible_to(viewer).order_by().values("pk")
    found = Measure.objects.select_related("goal").filter(pk=measure_id, goal_id=goal_id, goal__in=seen).first()
    if found is None:
        raise NotFound(_("There is no such measure."))
    return found


def find_actual(*, viewer: Viewer, goal_id: int, measure_id: int, actual_id: int) -> Actual:
    """Get one value of a measure. Raises NotFound."""
    measure = find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    found = Actual.objects.select_related("measure__goal").filter(pk=actual_id, measure=measure).first()
    if found is None:
        raise NotFound(_("There is no such value."))
    return found
