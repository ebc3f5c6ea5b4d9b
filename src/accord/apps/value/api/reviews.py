"""Value reviews as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.ui.api import PROBLEMS, WHOLE, Body, Day, Id, Listing, Page, Search, Text, Version, one_of
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads.deciding import reviews as reads
from accord.apps.value.reads.deciding.reviews import ReviewLine
from accord.apps.value.rules import Way
from accord.apps.value.rules.deciding import LEAST_MONTHS, MOST_MONTHS

router = Router(tags=["value"])


class ValueReviewOut(Schema):
    """A value review that is planned, or was held with what came of it."""

    id: int
    initiative_id: int
    initiative: str
    due: date
    held: date | None
    way: str
    reason: str
    owner_id: int | None
    owner: str
    held_by: str
    state: str
    is_removed: bool
    version: int


class ValueReviewIn(Body):
    """When an initiative is reviewed, and by whom."""

    due_date: Day
    owner_id: Id | None = None


class ValueReviewChange(Body):
    """What changes; what is left out stays."""

    version: Version
    due_date: Day | None = None
    owner_id: Id | None = None


class ReviewOutcomeIn(Body):
    """What came of a review; ``does_cancel`` sets the initiative to cancelled, if it is to stop."""

    way: Annotated[str, one_of(Way)]
    reason: Text
    held_date: Day | None = None
    does_cancel: bool = False
    version: Version | None = None


class ReviewRhythmIn(Body):
    """How many months lie between two reviews."""

    months: Annotated[int, Field(ge=LEAST_MONTHS, le=MOST_MONTHS), WHOLE]


class ReviewRhythmOut(Schema):
    """How many months lie between two reviews."""

    months: int


class ValueReviewsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    state: Annotated[str, one_of(reads.STATES)] | None = None
    way: Annotated[str, one_of(Way)] | None = None
    part: Annotated[str, one_of(("mine",))] | None = None
    department: Id | None = None


@router.get("/value-reviews", response={200: Listing[ValueReviewOut], **PROBLEMS})
@door(permissions.SEE)
def reviews(request: HttpRequest, page: Query[ValueReviewsQuery]) -> Any:
    """List the value reviews the viewer may see, planned ones first."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.reviews_spec(viewer=viewer, as_of=today))
    rows, count = reads.review_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=today)
    return {"items": rows, "count": count}


@router.post("/initiatives/{initiative_id}/value-reviews", response={201: ValueReviewOut, **PROBLEMS})
@door(permissions.REVIEW)
def plan_review(request: HttpRequest, initiative_id: Id, data: ValueReviewIn) -> Any:
    """Plan the next value review of an initiative."""
    made = writes.plan_review(
        initiative_id=initiative_id, **data.model_dump(), by=viewer_of(request), at=timezone.now()
    )
    return Status(201, _shown(request, made.pk))


@router.put("/initiatives/{initiative_id}/value-review-rhythm", response={200: ReviewRhythmOut, **PROBLEMS})
@door(permissions.REVIEW)
def set_review_rhythm(request: HttpRequest, initiative_id: Id, data: ReviewRhythmIn) -> Any:
    """Say how many months lie between two value reviews."""
    case = writes.set_review_rhythm(
        initiative_id=initiative_id, months=data.months, by=viewer_of(request), at=timezone.now()
    )
    return {"months": case.review_months}


@router.patch("/value-reviews/{review_id}", response={200: ValueReviewOut, **PROBLEMS})
@door(permissions.REVIEW)
def edit_review(request: HttpRequest, review_id: Id, data: ValueReviewChange) -> Any:
    """Move a review to another day or person."""
    given = {name: getattr(data, name) for name in data.model_fields_set - {"version"}}
    values = {name: value for name, value in given.items() if value is not None or name == "owner_id"}
    writes.edit_review(
        review_id=review_id, values=values, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _shown(request, review_id)


@router.put("/value-reviews/{review_id}/outcome", response={200: ValueReviewOut, **PROBLEMS})
@door(permissions.SEE)
def hold_review(request: HttpRequest, review_id: Id, data: ReviewOutcomeIn) -> Any:
    """Record what came of a review; unless it stops, the next one is planned."""
    writes.hold_review(
        review_id=review_id, **data.model_dump(exclude={"version"}), seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return _shown(request, review_id)


@router.delete("/value-reviews/{review_id}", response={200: ValueReviewOut, **PROBLEMS})
@door(permissions.REVIEW)
def remove_review(request: HttpRequest, review_id: Id) -> Any:
    """Take a review off the plan."""
    writes.remove_review(review_id=review_id, by=viewer_of(request), at=timezone.now())
    return _shown(request, review_id)


@router.put("/value-reviews/{review_id}/restoral", response={200: ValueReviewOut, **PROBLEMS})
@door(permissions.REVIEW)
def restore_review(request: HttpRequest, review_id: Id) -> Any:
    """Put a review back on the plan."""
    writes.restore_review(review_id=review_id, by=viewer_of(request), at=timezone.now())
    return _shown(request, review_id)


def _shown(request: HttpRequest, review_id: int) -> ReviewLine:
    return reads.review_line(viewer=viewer_of(request), review_id=review_id, as_of=timezone.localdate())[2]
