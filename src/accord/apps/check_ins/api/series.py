"""Series of check-ins as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema, Status
from pydantic import Field

from accord.apps.check_ins import permissions, reads, rules, writes
from accord.apps.check_ins.api.subjects import CheckInAbout, CheckInAboutIn, router
from accord.apps.check_ins.permissions import find_series
from accord.apps.ui.api import PROBLEMS, WHOLE, Body, Id, Listing, Page, Search, Version, one_of
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

Weeks = Annotated[int, Field(ge=1, le=4), WHOLE]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday"), WHOLE]
Hour = Annotated[int, Field(ge=0, le=23, description="In the time zone of the home"), WHOLE]
Days = Annotated[int, Field(ge=0, le=27), WHOLE]


class CheckInSeriesOut(Schema):
    """A series; ``about`` is null when it may not be seen."""

    id: int
    about: CheckInAbout | None
    every: int
    weekday: int
    hour: int
    answerer_id: int
    answerer: str
    acknowledger_id: int
    acknowledger: str
    remind_after: int
    grace: int
    next_on: date
    is_ended: bool
    version: int


class CheckInSeriesIn(Body):
    """A new series: every 1, 2 or 4 weeks; one side answers, the other acknowledges."""

    about: CheckInAboutIn
    answerer_id: Id
    acknowledger_id: Id
    every: Weeks = 1
    weekday: Weekday = 0
    hour: Hour = 9
    remind_after: Days = rules.DAYS_TO_REMINDER
    grace: Days = rules.DAYS_OF_GRACE


class CheckInSeriesChange(Body):
    """What changes; what is left out stays."""

    version: Version
    answerer_id: Id | None = None
    acknowledger_id: Id | None = None
    every: Weeks | None = None
    weekday: Weekday | None = None
    hour: Hour | None = None
    remind_after: Days | None = None
    grace: Days | None = None


class CheckInSeriesQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    running: Annotated[str, one_of(("yes", "no"))] | None = None
    part: Annotated[str, one_of(("answer", "acknowledge"))] | None = None


def shown_series(request: HttpRequest, series_id: int) -> Any:
    """Describe one series as JSON."""
    return reads.series_page(viewer=viewer_of(request), series_id=series_id, as_of=timezone.localdate()).line


@router.get("/check-in-series", response={200: Listing[CheckInSeriesOut], **PROBLEMS})
@door(permissions.SEE)
def series(request: HttpRequest, page: Query[CheckInSeriesQuery]) -> Any:
    """List the series the viewer may see, by the day of the next check-in."""
    viewer = viewer_of(request)
    query = page.asked(reads.series_spec(viewer=viewer), sort="next")
    rows, count = reads.series_slice(
        viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=timezone.localdate()
    )
    return {"items": rows, "count": count}


@router.post("/check-in-series", response={201: CheckInSeriesOut, **PROBLEMS})
@door(permissions.SET_UP)
def start_series(request: HttpRequest, data: CheckInSeriesIn) -> Any:
    """Set up check-ins about an initiative or a goal."""
    values = data.model_dump(exclude={"about"})
    made = writes.start_series(
        about=Ref(data.about.kind, data.about.id), **values, by=viewer_of(request), at=timezone.now()
    )
    return Status(201, shown_series(request, made.pk))


@router.get("/check-in-series/{series_id}", response={200: CheckInSeriesOut, **PROBLEMS})
@door(permissions.SEE)
def one_series(request: HttpRequest, series_id: Id) -> Any:
    """Show one series."""
    return shown_series(request, series_id)


@router.patch("/check-in-series/{series_id}", response={200: CheckInSeriesOut, **PROBLEMS})
@door(permissions.SET_UP)
def edit_series(request: HttpRequest, series_id: Id, data: CheckInSeriesChange) -> Any:
    """Change rhythm, people or ladder; what is open already stays as it was asked."""
    viewer = viewer_of(request)
    given = data.model_dump(exclude_unset=True, exclude={"version"})
    values = {name: value for name, value in given.items() if value is not None}
    writes.edit_series(
        series=find_series(viewer, series_id), values=values, seen_version=data.version, by=viewer, at=timezone.now()
    )
    return shown_series(request, series_id)


@router.put("/check-in-series/{series_id}/ending", response={200: CheckInSeriesOut, **PROBLEMS})
@door(permissions.SET_UP)
def end_series(request: HttpRequest, series_id: Id) -> Any:
    """End a series."""
    viewer = viewer_of(request)
    writes.end_series(series=find_series(viewer, series_id), by=viewer, at=timezone.now())
    return shown_series(request, series_id)


@router.put("/check-in-series/{series_id}/resuming", response={200: CheckInSeriesOut, **PROBLEMS})
@door(permissions.SET_UP)
def resume_series(request: HttpRequest, series_id: Id) -> Any:
    """Take up an ended series again."""
    viewer = viewer_of(request)
    writes.resume_series(series=find_series(viewer, series_id), by=viewer, at=timezone.now())
    return shown_series(request, series_id)
