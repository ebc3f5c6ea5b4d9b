"""Goals as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.goals import permissions, reads, writes
from accord.apps.goals.rules import Direction, GoalState, Horizon, OwningSide
from accord.apps.ui.api import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Listing,
    Page,
    Search,
    Version,
    one_of,
    text,
)
from accord.apps.ui.permissions import door, viewer_of

router = Router(tags=["goals"])

HorizonCode = Annotated[str, one_of(Horizon)]
DirectionCode = Annotated[str, one_of(Direction)]
SideCode = Annotated[str, one_of(OwningSide)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Title = Annotated[str, text(200)]
Why = Annotated[str, text(5_000, blank=True)]
Unit = Annotated[str, text(40, blank=True)]
Source = Annotated[str, text(300, blank=True)]


class GoalOut(Schema):
    """A goal as a line of a list."""

    id: int
    title: str
    horizon: str
    department: str
    business_owner: str
    it_owner: str
    business_agreed: bool
    it_agreed: bool
    review_date: date | None
    state: str
    parent_id: int | None
    progress: float | None
    version: int


class GoalSideOut(Schema):
    """One side of a goal."""

    side: str
    owner: str
    owner_id: int | None
    agreed_at: datetime | None


class ActualOut(Schema):
    """What a measure was on a day."""

    id: int
    on: date
    value: float
    source: str
    version: int


class MeasureOut(Schema):
    """One measure with its series."""

    id: int
    name: str
    unit: str
    direction: str
    baseline_value: float | None
    baseline_date: date | None
    target_value: float | None
    target_date: date | None
    source: str
    progress: float | None
    actuals: list[ActualOut]
    version: int


class GoalPageOut(Schema):
    """One goal with its sides and measures."""

    id: int
    title: str
    why: str
    horizon: str
    parent_id: int | None
    department_id: int | None
    review_date: date | None
    state: str
    standing: str
    sides: list[GoalSideOut]
    measures: list[MeasureOut]
    version: int


class GoalsQuery(Page):
    """Which goals."""

    q: Search = ""
    horizon: HorizonCode | None = None
    state: Annotated[str, one_of(GoalState)] | None = None


class GoalIn(Body):
    """A new goal."""

    title: Title
    why: Why = ""
    horizon: HorizonCode = Horizon.NEAR
    parent_id: Id | None = None
    department_id: Id | None = None
    business_owner_id: Id | None = None
    it_owner_id: Id | None = None
    review_date: Day | None = None


class GoalChange(Body):
    """What to change of a goal; what is left out stays."""

    title: Title | None = None
    why: Why | None = None
    horizon: HorizonCode | None = None
    parent_id: Id | None = None
    department_id: Id | None = None
    business_owner_id: Id | None = None
    it_owner_id: Id | None = None
    review_date: Day | None = None
    version: Version | None = None


class ReviewIn(Body):
    """When to look at a goal again."""

    next_review: Day | None = None


class ClosingIn(Body):
    """What became of a goal."""

    reason: Annotated[str, text(5_000)]


class MeasureIn(Body):
    """A new measure."""

    name: Title
    unit: Unit = ""
    direction: DirectionCode = Direction.UP
    baseline_value: Number | None = None
    baseline_date: Day | None = None
    target_value: Number | None = None
    target_date: Day | None = None
    source: Source = ""


class MeasureChange(Body):
    """What to change of a measure; what is left out stays."""

    name: Title | None = None
    unit: Unit | None = None
    direction: DirectionCode | None = None
    baseline_value: Number | None = None
    baseline_date: Day | None = None
    target_value: Number | None = None
    target_date: Day | None = None
    source: Source | None = None
    version: Version | None = None


class ActualIn(Body):
    """A value on a day."""

    on: Day
    value: Number
    source: Source = ""


class CorrectionIn(Body):
    """A corrected value."""

    value: Number
    source: Source | None = None


TEXTS = {"title", "why", "horizon", "name", "unit", "direction", "source"}


def given(data: Body) -> dict[str, Any]:
    """Give what was sent, without the version; a text or code sent as null is left as it is."""
    sent = data.model_dump(exclude_unset=True, exclude={"version"})
    return {name: value for name, value in sent.items() if value is not None or name not in TEXTS}


def shown(request: HttpRequest, goal_id: int) -> dict[str, Any]:
    """Describe one goal as JSON."""
    page = reads.goal_page(viewer=viewer_of(request), goal_id=goal_id)
    names = ("title", "why", "horizon", "parent_id", "department_id", "review_date", "state", "version")
    return {
        "id": page.goal.pk,
        **{name: getattr(page.goal, name) for name in names},
        "standing": page.standing,
        "sides": page.sides,
        "measures": page.measures,
    }


@router.get("/goals", response={200: Listing[GoalOut], **PROBLEMS})
@door(permissions.SEE)
def goals(request: HttpRequest, page: Query[GoalsQuery]) -> Any:
    """List goals by title."""
    viewer = viewer_of(request)
    query = page.asked(reads.goals_spec(viewer=viewer), sort="title")
    rows, count = reads.goal_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/goals", response={201: GoalPageOut, **PROBLEMS})
@door(permissions.ADD)
def add_goal(request: HttpRequest, data: GoalIn) -> Any:
    """Add a goal."""
    added = writes.add_goal(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, shown(request, added.pk))


@router.get("/goals/{goal_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.SEE)
def goal(request: HttpRequest, goal_id: Id) -> Any:
    """Show one goal."""
    return shown(request, goal_id)


@router.patch("/goals/{goal_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def edit_goal(request: HttpRequest, goal_id: Id, data: GoalChange) -> Any:
    """Change a goal."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    writes.edit_goal(goal=found, values=given(data), seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.post("/goals/{goal_id}/agreements/{side}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.AGREE)
def agree(request: HttpRequest, goal_id: Id, side: SideCode) -> Any:
    """Agree to a goal for one side."""
    viewer = viewer_of(request)
    writes.agree(goal=permissions.find(viewer, goal_id), side=side, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.delete("/goals/{goal_id}/agreements/{side}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.AGREE)
def withdraw_agreement(request: HttpRequest, goal_id: Id, side: SideCode) -> Any:
    """Withdraw the agreement of one side."""
    viewer = viewer_of(request)
    writes.withdraw_agreement(goal=permissions.find(viewer, goal_id), side=side, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.post("/goals/{goal_id}/reviews", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def review_goal(request: HttpRequest, goal_id: Id, data: ReviewIn) -> Any:
    """Record that a goal was looked at again."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    writes.review_goal(goal=found, next_review=data.next_review, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.post("/goals/{goal_id}/closing", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def close_goal(request: HttpRequest, goal_id: Id, data: ClosingIn) -> Any:
    """Close a goal."""
    viewer = viewer_of(request)
    writes.close_goal(goal=permissions.find(viewer, goal_id), reason=data.reason, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.delete("/goals/{goal_id}/closing", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def reopen_goal(request: HttpRequest, goal_id: Id) -> Any:
    """Reopen a closed goal."""
    viewer = viewer_of(request)
    writes.reopen_goal(goal=permissions.find(viewer, goal_id), by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.post("/goals/{goal_id}/measures", response={201: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def add_measure(request: HttpRequest, goal_id: Id, data: MeasureIn) -> Any:
    """Add a measure to a goal."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    writes.add_measure(goal=found, values=data.model_dump(), by=viewer, at=timezone.now())
    return Status(201, shown(request, goal_id))


@router.patch("/goals/{goal_id}/measures/{measure_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def edit_measure(request: HttpRequest, goal_id: Id, measure_id: Id, data: MeasureChange) -> Any:
    """Change a measure."""
    viewer = viewer_of(request)
    found = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    writes.edit_measure(measure=found, values=given(data), seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.delete("/goals/{goal_id}/measures/{measure_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def remove_measure(request: HttpRequest, goal_id: Id, measure_id: Id) -> Any:
    """Remove a measure with its values."""
    viewer = viewer_of(request)
    found = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    writes.remove_measure(measure=found, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.post("/goals/{goal_id}/measures/{measure_id}/values", response={201: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def record_actual(request: HttpRequest, goal_id: Id, measure_id: Id, data: ActualIn) -> Any:
    """Record what a measure was on a day."""
    viewer = viewer_of(request)
    found = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    writes.record_actual(measure=found, on=data.on, value=data.value, source=data.source, by=viewer, at=timezone.now())
    return Status(201, shown(request, goal_id))


@router.patch("/goals/{goal_id}/measures/{measure_id}/values/{actual_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def correct_actual(request: HttpRequest, goal_id: Id, measure_id: Id, actual_id: Id, data: CorrectionIn) -> Any:
    """Correct a value."""
    viewer = viewer_of(request)
    found = reads.find_actual(viewer=viewer, goal_id=goal_id, measure_id=measure_id, actual_id=actual_id)
    writes.correct_actual(actual=found, value=data.value, source=data.source, by=viewer, at=timezone.now())
    return shown(request, goal_id)


@router.delete("/goals/{goal_id}/measures/{measure_id}/values/{actual_id}", response={200: GoalPageOut, **PROBLEMS})
@door(permissions.EDIT)
def remove_actual(request: HttpRequest, goal_id: Id, measure_id: Id, actual_id: Id) -> Any:
    """Remove a value."""
    viewer = viewer_of(request)
    found = reads.find_actual(viewer=viewer, goal_id=goal_id, measure_id=measure_id, actual_id=actual_id)
    writes.remove_actual(actual=found, by=viewer, at=timezone.now())
    return shown(request, goal_id)
