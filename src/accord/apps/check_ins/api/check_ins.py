"""Check-ins as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema, Status
from pydantic import Field

from accord.apps.check_ins import permissions, reads, rules, writes
from accord.apps.check_ins.api.subjects import CheckInAbout, router
from accord.apps.check_ins.permissions import find
from accord.apps.ui.api import PROBLEMS, Body, Id, Listing, Page, Search, Version, one_of, text
from accord.apps.ui.permissions import door, viewer_of

Words = Annotated[str, text(rules.MOST_TEXT, blank=True)]
OneLine = Annotated[str, text(rules.MOST_LINE)]
OptionalOneLine = Annotated[str, text(rules.MOST_LINE, blank=True)]
Sure = Annotated[float, Field(gt=0, lt=1)]
StatusCode = Annotated[str, one_of(rules.Status)]


class CheckInOut(Schema):
    """A check-in; ``status`` is that of the latest correction, ``signed_status`` what was signed."""

    id: int
    series_id: int
    about: CheckInAbout | None
    planned_on: date
    due_on: date
    state: str
    status: str
    signed_status: str
    confidence_share: float | None
    next_title: str
    next_date: date | None
    answerer_id: int
    answerer: str
    answer_side: str
    acknowledger_id: int
    acknowledger: str
    acknowledge_side: str
    progress: str
    problem: str
    chance: str
    signed_at: datetime | None
    acknowledged_at: datetime | None
    reply: str
    wants_talk: bool
    reason: str
    is_late: bool
    version: int


class CheckInLineOut(Schema):
    """One thing that happened or comes next."""

    group: str
    sentence: str
    url: str


class CheckInDraftOut(Schema):
    """What is prepared for the one who signs."""

    lines: list[CheckInLineOut]
    progress: str
    problem: str
    chance: str
    suggested: str
    because: str
    next_title: str
    next_date: date | None
    since: datetime


class CheckInSignatureIn(Body):
    """What is signed; at least one of the three texts says something."""

    progress: Words = ""
    problem: Words = ""
    chance: Words = ""
    status: StatusCode
    confidence_share: Sure | None = None
    version: Version | None = None


class CheckInAcknowledgementIn(Body):
    """One line back, a wish to talk; both may be left out."""

    reply: OptionalOneLine = ""
    wants_talk: bool = False
    version: Version | None = None


class CheckInCorrectionIn(Body):
    """What is different from what was signed."""

    text: OneLine
    status: StatusCode
    confidence_share: Sure | None = None


class CheckInHandOverIn(Body):
    """To whom, and why."""

    person_id: Id
    reason: OneLine


class CheckInReasonIn(Body):
    """Why."""

    reason: OneLine
    version: Version | None = None


class CheckInHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str


class CheckInsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    part: Annotated[str, one_of(("sign", "acknowledge"))] | None = None
    state: Annotated[str, one_of(rules.State)] | None = None
    status: StatusCode | None = None
    talk: Annotated[str, one_of(("yes",))] | None = None


def shown(request: HttpRequest, check_in_id: int) -> Any:
    """Describe one check-in as JSON."""
    viewer = viewer_of(request)
    return reads.check_in_page(viewer=viewer, check_in_id=check_in_id, as_of=timezone.localdate()).line


@router.get("/check-ins", response={200: Listing[CheckInOut], **PROBLEMS})
@door(permissions.SEE)
def check_ins(request: HttpRequest, page: Query[CheckInsQuery]) -> Any:
    """List the check-ins the viewer may see, newest first."""
    viewer = viewer_of(request)
    query = page.asked(reads.check_ins_spec(viewer=viewer), sort="-day")
    rows, count = reads.check_in_slice(
        viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=timezone.localdate()
    )
    return {"items": rows, "count": count}


@router.get("/check-ins/{check_in_id}", response={200: CheckInOut, **PROBLEMS})
@door(permissions.SEE)
def check_in(request: HttpRequest, check_in_id: Id) -> Any:
    """Show one check-in."""
    return shown(request, check_in_id)


@router.get("/check-ins/{check_in_id}/draft", response={200: CheckInDraftOut, **PROBLEMS})
@door(permissions.SIGN)
def draft(request: HttpRequest, check_in_id: Id) -> Any:
    """Show what is prepared, to the one who signs."""
    viewer = viewer_of(request)
    found = find(viewer, check_in_id)
    permissions.check_sign(viewer, found)
    return reads.draft(viewer=viewer, check_in=found, at=timezone.now())


@router.put("/check-ins/{check_in_id}/signature", response={200: CheckInOut, **PROBLEMS})
@door(permissions.SIGN)
def sign(request: HttpRequest, check_in_id: Id, data: CheckInSignatureIn) -> Any:
    """Sign a check-in; what is signed stays."""
    viewer = viewer_of(request)
    writes.sign(
        check_in=find(viewer, check_in_id), **data.model_dump(exclude={"version"}), seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, check_in_id)


@router.put("/check-ins/{check_in_id}/acknowledgement", response={200: CheckInOut, **PROBLEMS})
@door(permissions.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, check_in_id: Id, data: CheckInAcknowledgementIn) -> Any:
    """Say for the other side that it was read."""
    viewer = viewer_of(request)
    writes.acknowledge(
        check_in=find(viewer, check_in_id), **data.model_dump(exclude={"version"}), seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, check_in_id)


@router.post("/check-ins/{check_in_id}/corrections", response={201: CheckInOut, **PROBLEMS})
@door(permissions.SIGN)
def correct(request: HttpRequest, check_in_id: Id, data: CheckInCorrectionIn) -> Any:
    """Say afterwards what a signed check-in got wrong."""
    viewer = viewer_of(request)
    writes.correct(check_in=find(viewer, check_in_id), **data.model_dump(), by=viewer, at=timezone.now())
    return Status(201, shown(request, check_in_id))


@router.post("/check-ins/{check_in_id}/hand-over", response={200: CheckInOut, **PROBLEMS})
@door(permissions.HAND_OVER)
def hand_over(request: HttpRequest, check_in_id: Id, data: CheckInHandOverIn) -> Any:
    """Give what is still to be done to somebody else of the same side."""
    viewer = viewer_of(request)
    writes.hand_over(check_in=find(viewer, check_in_id), **data.model_dump(), by=viewer, at=timezone.now())
    return shown(request, check_in_id)


@router.put("/check-ins/{check_in_id}/cancellation", response={200: CheckInOut, **PROBLEMS})
@door(permissions.CANCEL)
def cancel(request: HttpRequest, check_in_id: Id, data: CheckInReasonIn) -> Any:
    """Cancel one check-in."""
    viewer = viewer_of(request)
    writes.cancel(
        check_in=find(viewer, check_in_id), reason=data.reason, seen_version=data.version, by=viewer, at=timezone.now()
    )
    return shown(request, check_in_id)


@router.get("/check-ins/{check_in_id}/history", response={200: list[CheckInHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, check_in_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a check-in, newest first."""
    most = page.offset + page.limit
    return reads.check_in_history(viewer=viewer_of(request), check_in_id=check_in_id, limit=most)[page.offset :]
