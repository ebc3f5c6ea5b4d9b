"""Gaps as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.gaps import permissions, reads, writes
from accord.apps.gaps.rules import GapState
from accord.apps.promises.rules import Kind
from accord.apps.ui.api import PROBLEMS, WHOLE, Body, Day, Id, Listing, Moment, OptionalLine, Page, one_of, text
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.practices import PRACTICES, SubjectKind

router = Router(tags=["gaps"])

Reason = Annotated[str, text(2_000)]
Minutes = Annotated[int, Field(ge=1, le=240), WHOLE]


class GapOut(Schema):
    """A gap as a line of a list."""

    id: int
    practice: str
    practice_title: str
    subject: str
    subject_kind: str
    subject_id: int
    sentence: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    threshold: float
    n: int
    since: datetime
    closed_at: datetime | None
    reopened: int
    state: str
    business_owner: str
    it_owner: str
    money_amount: Decimal | None
    currency: str
    weight: float
    next_step: str
    version: int


class StepOut(Schema):
    """A step promised about a gap."""

    id: int
    what: str
    owner: str
    due_date: date
    state: str


class GapPageOut(Schema):
    """One gap with what it rests on and what may be done."""

    gap: GapOut
    move: str
    reasons: list[str]
    short: int
    fine: int
    unknown: int
    promises: list[StepOut]
    can: list[str]
    measure_again_date: date | None
    accepted_until: date | None
    reason: str


class GapsQuery(Page):
    """Which gaps; without a state the open ones."""

    practice: Annotated[str, one_of(PRACTICES)] | None = None
    about: Annotated[str, one_of(SubjectKind)] | None = None
    state: Annotated[str, one_of(GapState)] | None = None


class AgendaIn(Body):
    """A meeting, or when a new one begins."""

    meeting_id: Id | None = None
    starts_at: Moment | None = None
    title: OptionalLine = ""
    minutes: Minutes = 15


class StepIn(Body):
    """A step with its owner and date: a promise, perhaps to somebody, of a kind, with how sure the owner is."""

    what: Annotated[str, text(500)]
    owner_id: Id
    due_date: Day
    measure_again: Day | None = None
    made_to_id: Id | None = None
    kind: Annotated[str, one_of(Kind)] = Kind.DELIVERY.value
    confidence_share: Annotated[float, Field(gt=0, lt=1)] | None = None


class AcceptIn(Body):
    """Why a gap is accepted, until when."""

    reason: Reason
    until: Day


class WrongIn(Body):
    """What is wrong with a gap."""

    reason: Reason


class AgainIn(Body):
    """When to look at the number again."""

    on: Day


def shown(request: HttpRequest, gap_id: int) -> dict[str, Any]:
    """Describe one gap as JSON."""
    page = reads.gap_page(viewer=viewer_of(request), gap_id=gap_id)
    return {
        "gap": page.line,
        "move": page.move,
        "reasons": page.reasons,
        "short": page.evidence.short,
        "fine": page.evidence.fine,
        "unknown": page.evidence.unknown,
        "promises": page.promises,
        "can": sorted(page.can),
        "measure_again_date": page.gap.measure_again_date,
        "accepted_until": page.gap.accepted_until,
        "reason": page.gap.reason,
    }


@router.get("/gaps", response={200: Listing[GapOut], **PROBLEMS})
@door(permissions.SEE)
def gaps(request: HttpRequest, page: Query[GapsQuery]) -> Any:
    """List gaps, the heaviest first."""
    viewer = viewer_of(request)
    chosen = {
        name: (getattr(page, name),) for name in ("practice", "about", "state") if getattr(page, name) is not None
    }
    query = ListQuery(spec=reads.gaps_spec(viewer=viewer), chosen=chosen, sort="rank")
    rows, count = reads.gap_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.get("/gaps/{gap_id}", response={200: GapPageOut, **PROBLEMS})
@door(permissions.SEE)
def gap(request: HttpRequest, gap_id: Id) -> Any:
    """Show one gap."""
    return shown(request, gap_id)


@router.post("/gaps/{gap_id}/agenda", response={201: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def put_on_agenda(request: HttpRequest, gap_id: Id, data: AgendaIn) -> Any:
    """Put a gap on the agenda of a meeting, or of a new one."""
    viewer = viewer_of(request)
    writes.put_on_agenda(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now(), **data.model_dump())
    return Status(201, shown(request, gap_id))


@router.post("/gaps/{gap_id}/steps", response={201: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def promise_step(request: HttpRequest, gap_id: Id, data: StepIn) -> Any:
    """Write down a step against a gap."""
    viewer = viewer_of(request)
    writes.promise_step(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now(), **data.model_dump())
    return Status(201, shown(request, gap_id))


@router.post("/gaps/{gap_id}/acceptance", response={200: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def accept(request: HttpRequest, gap_id: Id, data: AcceptIn) -> Any:
    """Accept a gap for now."""
    viewer = viewer_of(request)
    writes.accept(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now(), **data.model_dump())
    return shown(request, gap_id)


@router.post("/gaps/{gap_id}/objection", response={200: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def mark_wrong(request: HttpRequest, gap_id: Id, data: WrongIn) -> Any:
    """Mark a gap as wrong."""
    viewer = viewer_of(request)
    writes.mark_wrong(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now(), **data.model_dump())
    return shown(request, gap_id)


@router.put("/gaps/{gap_id}/measuring", response={200: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def set_measure_again(request: HttpRequest, gap_id: Id, data: AgainIn) -> Any:
    """Set the day on which the number is looked at again."""
    viewer = viewer_of(request)
    writes.set_measure_again(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now(), **data.model_dump())
    return shown(request, gap_id)


@router.post("/gaps/{gap_id}/signature", response={200: GapPageOut, **PROBLEMS})
@door(permissions.DIFFER)
def sign_differ(request: HttpRequest, gap_id: Id) -> Any:
    """Sign that the sides differ."""
    viewer = viewer_of(request)
    writes.sign_differ(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now())
    return shown(request, gap_id)


@router.delete("/gaps/{gap_id}/signature", response={200: GapPageOut, **PROBLEMS})
@door(permissions.DIFFER)
def withdraw_differ(request: HttpRequest, gap_id: Id) -> Any:
    """Take a signature back."""
    viewer = viewer_of(request)
    writes.withdraw_differ(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now())
    return shown(request, gap_id)


@router.post("/gaps/{gap_id}/reopening", response={200: GapPageOut, **PROBLEMS})
@door(permissions.ACT)
def reopen(request: HttpRequest, gap_id: Id) -> Any:
    """Take a gap up again."""
    viewer = viewer_of(request)
    writes.reopen(gap=permissions.find(viewer, gap_id), by=viewer, at=timezone.now())
    return shown(request, gap_id)
