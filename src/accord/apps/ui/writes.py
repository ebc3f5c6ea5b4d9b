"""Writing many rows at once, so that nobody waits for a large import."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Record = TypeVar("Record", bound=models.Model)
MOST_VALUES = 30_000  # bound values in one statement; SQLite takes 32,766
MOST_ROWS = 500


# no event: it stores what a write has made; that write tells the trail
def insert_many(*, records: list[Record]) -> list[Record]:
    """Insert new records of one model with few, large statements and give them their ids.

    The same as ``bulk_create`` for plain models, in a fraction of the time under the lock.
    """
    if not records:
        return records
    connection = transaction.get_connection()
    meta = type(records[0])._meta
    fields = [field for field in meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    names = [field.attname for field in fields]
    ready = [_ready(field, connection) for field in fields]
    size = min(MOST_ROWS, MOST_VALUES // len(fields))
    for start in range(0, len(records), size):
        piece = records[start : start + size]
        values = [
            prepare(getattr(record, name)) for record in piece for name, prepare in zip(names, ready, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_statement(connection, meta, fields, len(piece)), values)
            ids = [row[0] for row in cursor.fetchall()]
        for record, pk in zip(piece, ids, strict=True):
            record.pk = pk
            record._state.adding, record._state.db = False, connection.alias
    return records


def _statement(connection: BaseDatabaseWrapper, meta: Any, fields: Sequence[Any], rows: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    return (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) "  # noqa: S608 - names of our own models
        f"VALUES {', '.join([places] * rows)} RETURNING {quote(meta.pk.column)}"
    )


def _ready(field: Any, connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """Find how a field's values are handed to the database."""
    match field:
        case models.JSONField():
            return _json
        case models.DateTimeField():
            return connection.ops.adapt_datetimefield_value
        case models.DateField():
            return connection.ops.adapt_datefield_value
        case models.CharField() | models.TextField():
            return _text
        case models.IntegerField() | models.BooleanField() | models.ForeignKey():
            return _as_it_is
    return lambda value: field.get_db_prep_save(value, connection)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _as_it_is(value: Any) -> Any:
    return value
