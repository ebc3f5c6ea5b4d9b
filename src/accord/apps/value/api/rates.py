"""Dated rates between currencies as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.ui.api import PROBLEMS, Body, Currency, Day, Id, Listing, Page, text
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads import rates as reads

router = Router(tags=["value"])


class RateOut(Schema):
    """What one unit of a currency was worth in another on a day."""

    id: int
    currency: str
    against: str
    date: date
    rate: Decimal
    source: str
    entered_at: datetime
    entered_by: str


class RateIn(Body):
    """What one unit of a currency was worth in another on a day, with at most eight decimals."""

    currency: Currency
    against: Currency
    on: Day
    rate: Annotated[float, Field(ge=1e-8, le=999_999_999, allow_inf_nan=False)]
    source: Annotated[str, text(300)]


class RateMadeOut(Schema):
    """A rate as it was entered."""

    id: int
    currency: str
    against: str
    date: date
    rate: Decimal
    source: str


@router.get("/value/rates", response={200: Listing[RateOut], **PROBLEMS})
@door(permissions.SEE)
def rates(request: HttpRequest, page: Query[Page]) -> Any:
    """List the rates finance entered, the newest day first."""
    rows, count = reads.rate_slice(viewer=viewer_of(request), offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/value/rates", response={201: RateMadeOut, **PROBLEMS})
@door(permissions.FINANCE)
def add_rate(request: HttpRequest, data: RateIn) -> Any:
    """Enter a rate."""
    rate = round(Decimal(str(data.rate)), 8)
    values = data.model_dump(exclude={"rate"})
    return Status(201, writes.add_rate(**values, rate=rate, by=viewer_of(request), at=timezone.now()))


@router.delete("/value/rates/{rate_id}", response={204: None, **PROBLEMS})
@door(permissions.FINANCE)
def remove_rate(request: HttpRequest, rate_id: Id) -> Any:
    """Remove a rate; it can be put back."""
    writes.remove_rate(rate_id=rate_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)


@router.post("/value/rates/{rate_id}/return", response={200: RateMadeOut, **PROBLEMS})
@door(permissions.FINANCE)
def restore_rate(request: HttpRequest, rate_id: Id) -> Any:
    """Put a removed rate back."""
    return writes.restore_rate(rate_id=rate_id, by=viewer_of(request), at=timezone.now())
