"""The snapshot of the programme, read from every app's records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from accord.apps.readings.sockets import sources
from accord.apps.voice.models import Question
from accord.tables import Snapshot


# no event: it reads and changes nothing
def snapshot_of(day: date) -> Snapshot:
    """Read every plugged table as of a day, as they stood at one moment so that they fit together.

    A table nobody has ever written to is left out: what nobody was asked for is unknown, not none.
    """
    with _one_moment():
        tables = {source.table: source.of(day) for source in sources}
    return Snapshot.of(day, {name: rows for name, rows in tables.items() if len(rows)})


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all reads see the same moment while others go on writing; inside a transaction, see what that sees."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # first of all: questions are laid anew at night, and would look like none from an older moment
                name = connection.ops.quote_name(Question._meta.db_table)
                cursor.execute(f"LOCK TABLE {name} IN ACCESS SHARE MODE")
            yield
    else:  # Django's own transactions take SQLite's write lock at once
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
