"""The list of initiatives, one of them, and its stages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from accord.apps.initiatives import permissions, reads, writes
from accord.apps.initiatives.api.routes import router
from accord.apps.initiatives.api.schemas import (
    DateIn,
    ExtraIn,
    HistoryOut,
    InitiativeChange,
    InitiativeIn,
    InitiativeOut,
    InitiativePageOut,
    InitiativesQuery,
    MoveIn,
    VisibilityIn,
)
from accord.apps.ui.api import PROBLEMS, Body, Id, Listing, Page
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of

FILTERS = ("stage", "department", "visibility", "goal", "missing", "rating", "listed")


def shown(request: HttpRequest, initiative_id: int) -> dict[str, Any]:
    """Describe one initiative as JSON."""
    page = reads.initiative_page(viewer=viewer_of(request), initiative_id=initiative_id, as_of=timezone.localdate())
    one = page.initiative
    names = ("title", "summary", "stage", "stage_date", "department_id", "sponsor_id", "lead_id", "visibility",
             "external_key", "extra", "planned_end_on", "ended_on", "cost_amount", "cost_currency", "benefit_amount",
             "benefit_currency", "rating", "left_list_on", "version")  # fmt: skip
    parts = ("stages", "outcome", "goals", "milestones", "money", "links")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in names},
        **{name: getattr(page, name) for name in parts},
        "statements": page.story.lines,
    }


@router.get("/initiatives", response={200: Listing[InitiativeOut], **PROBLEMS})
@door(permissions.SEE)
def initiatives(request: HttpRequest, page: Query[InitiativesQuery]) -> Any:
    """List the initiatives the viewer may see, by title."""
    viewer = viewer_of(request)
    chosen = {name: (str(getattr(page, name)),) for name in FILTERS if getattr(page, name) is not None}
    spec = reads.initiatives_spec(viewer=viewer)
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort="title")
    rows, count = reads.initiative_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/initiatives", response={201: InitiativePageOut, **PROBLEMS})
@door(permissions.ADD)
def add_initiative(request: HttpRequest, data: InitiativeIn) -> Any:
    """Add an initiative."""
    added = writes.add_initiative(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, shown(request, added.pk))


@router.get("/initiatives/{initiative_id}", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.SEE)
def initiative(request: HttpRequest, initiative_id: Id) -> Any:
    """Show one initiative with all that hangs on it."""
    return shown(request, initiative_id)


@router.patch("/initiatives/{initiative_id}", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def edit_initiative(request: HttpRequest, initiative_id: Id, data: InitiativeChange) -> Any:
    """Change title, summary, department, sponsor, lead or key."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.edit_initiative(
        initiative=found, values=given(data), seen_version=data.version, by=viewer, at=timezone.now()
    )
    return shown(request, initiative_id)


@router.put("/initiatives/{initiative_id}/visibility", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def set_visibility(request: HttpRequest, initiative_id: Id, data: VisibilityIn) -> Any:
    """Say who may see an initiative."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.set_visibility(
        initiative=found, visibility=data.visibility, seen_version=data.version, by=viewer, at=timezone.now()
    )
    return shown(request, initiative_id)


@router.patch("/initiatives/{initiative_id}/extra", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def set_extra(request: HttpRequest, initiative_id: Id, data: ExtraIn) -> Any:
    """Set extra fields."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.set_extra(initiative=found, values=data.values, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, initiative_id)


@router.get("/initiatives/{initiative_id}/history", response={200: list[HistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, initiative_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to an initiative and to all that hangs on it, newest first."""
    viewer, most = viewer_of(request), page.offset + page.limit
    return reads.initiative_history(viewer=viewer, initiative_id=initiative_id, limit=most)[page.offset :]


@router.post("/initiatives/{initiative_id}/stages", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def move_stage(request: HttpRequest, initiative_id: Id, data: MoveIn) -> Any:
    """Move an initiative to its next stage."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.move_stage(initiative=found, to=data.to, on=data.on, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, initiative_id)


@router.delete("/initiatives/{initiative_id}/stages/last", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def take_back_stage(request: HttpRequest, initiative_id: Id) -> Any:
    """Take back the last move."""
    viewer = viewer_of(request)
    writes.take_back_stage(initiative=permissions.find(viewer, initiative_id), by=viewer, at=timezone.now())
    return shown(request, initiative_id)


@router.patch("/initiatives/{initiative_id}/stages/{change_id}", response={200: InitiativePageOut, **PROBLEMS})
@door(permissions.EDIT)
def correct_stage_date(request: HttpRequest, initiative_id: Id, change_id: Id, data: DateIn) -> Any:
    """Correct the day a stage began."""
    viewer = viewer_of(request)
    change = reads.stage_change(viewer=viewer, initiative_id=initiative_id, change_id=change_id)
    writes.correct_stage_date(change=change, on=data.on, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, initiative_id)


def given(data: Body) -> dict[str, Any]:
    """Give what the request names, without the version."""
    return data.model_dump(exclude_unset=True, exclude={"version"})
