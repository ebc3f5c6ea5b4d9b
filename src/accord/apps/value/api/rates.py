"""Dated rates between currencies as JSON."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from accord.apps.ui.api import PROBLEMS, Body, Currency, Day, Id, Listing, Page, text
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads import rates as reads

router = Router(tags=["value"])


Told = Annotated[Decimal, PlainSerializer(lambda rate: format(rate, "f"), return_type=str)]  # 0.00000001, not 1E-8


class RateOut(Schema):
    """What one unit of a currency was worth in another on a day."""

    id: int
    currency: str
    against: str
    date: date
    rate: Told
    source: str
    entered_at: datetime
    entered_by: str


RATE = r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,8})?"


def _rate(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(RATE, value):
        sentence = 'Give the rate as text with at most eight decimals, as "1.08230000".'
        raise PydanticCustomError("accord", "{sentence}", {"sentence": sentence})
    return Decimal(value)


ExactRate = Annotated[
    Decimal,
    BeforeValidator(_rate),
    WithJsonSchema({"type": "string", "pattern": f"^{RATE}$", "description": "A rate as text, eight decimals"}),
]


class RateIn(Body):
    """What one unit of a currency was worth in another on a day."""

    currency: Currency
    against: Currency
    on: Day
    rate: ExactRate
    source: Annotated[str, text(300)]


class RateMadeOut(Schema):
    """A rate as it was entered."""

    id: int
    currency: str
    against: str
    date: date
    rate: Told
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
    return Status(201, writes.add_rate(**data.model_dump(), by=viewer_of(request), at=timezone.now()))


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
