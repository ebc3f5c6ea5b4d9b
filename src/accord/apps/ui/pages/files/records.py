"""A list as JSON: what it is called, when it was made, and one object per row; one row at a time."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from accord.apps.ui.pages.files.cells import local, plain, without_nul
from accord.apps.ui.rules import quoted

AT_ONCE = 200


def json_pieces(rows: Iterable[Sequence[object]], columns: Sequence[str], name: str) -> Iterator[str]:
    """Give ``{"list": …, "made_at": …, "data": [{column: value}]}`` in pieces of some rows."""
    made = local(timezone.now()).isoformat(timespec="seconds")
    yield f'{{"list": {json.dumps(name)}, "made_at": "{made}", "data": ['
    keys = [without_nul(column) for column in columns]
    lead, piece = "\n", ""
    for number, row in enumerate(rows, start=1):
        record = dict(zip(keys, map(_value, row), strict=True))
        piece += lead + json.dumps(record, ensure_ascii=False)
        lead = ",\n"
        if number % AT_ONCE == 0:
            yield piece
            piece = ""
    yield piece + "\n]}\n"


def _value(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_value(item) for item in value]
    return quoted(plain(value))


def _number(value: Decimal) -> object:
    """Give a number where it stays exact, else its digits as text."""
    if not value.is_finite():
        return None
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else f"{value:f}"
