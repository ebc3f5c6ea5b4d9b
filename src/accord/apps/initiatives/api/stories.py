"""What lists said between their states, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from accord.apps.initiatives import permissions, reads
from accord.apps.initiatives.api.routes import router
from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of


class SourceListOut(Schema):
    """A list of which states have been brought in."""

    id: int
    name: str
    states: int
    first: date
    last: date


class MovedShareOut(Schema):
    """A share with its 95 % range (0 to 1)."""

    value: float
    low: float
    high: float


class MovedOut(Schema):
    """How many planned ends moved, of those named in two states in a row; the share is null below five."""

    label: str
    code: str
    both: int
    later: int
    same: int
    earlier: int
    far: int
    too_late: int
    median_days: float | None
    share: MovedShareOut | None


class CostsMovedOut(Schema):
    """How many costs changed; ``rebased`` by more than ten times, which is another scope or unit."""

    both: int
    up: int
    same: int
    down: int
    grew: int
    fell: int
    rebased: int
    ratio: float | None


class ListStepOut(Schema):
    """One state of a list and the next."""

    earlier: date
    later: date
    linked: int
    left: int
    came: int
    move: MovedOut


class ListStoryOut(Schema):
    """What a list said between all its states."""

    id: int
    name: str
    days: list[date]
    steps: list[ListStepOut]
    total: MovedOut
    ratings: list[MovedOut]
    money: CostsMovedOut


@router.get("/source-lists", response={200: list[SourceListOut], **PROBLEMS})
@door(permissions.SEE)
def source_lists(request: HttpRequest) -> Any:
    """List the lists of which states have been brought in, as far as the viewer sees what they said."""
    return reads.source_lists(viewer=viewer_of(request))


@router.get("/source-lists/{list_id}/story", response={200: ListStoryOut, **PROBLEMS})
@door(permissions.SEE)
def list_story(request: HttpRequest, list_id: Id) -> Any:
    """Tell what a list said from one of its states to the next."""
    return reads.list_story(viewer=viewer_of(request), list_id=list_id)
