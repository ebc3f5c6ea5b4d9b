"""Laying rows anew in random order, so that nothing about how they are stored tells which came first.

PostgreSQL: the table is emptied and filled in one transaction. TRUNCATE gives it, its index and its overflow table new files, so
there are no dead rows; all rows have the same xmin, and their places (ctid) are random. SQLite: rows lie under their random numbers,
their places inside a page follow the order of writing; what is deleted is overwritten with zeros, and the journal is emptied.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import OperationalError, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SHORTLY = 250  # milliseconds
RANDOM = {"sqlite": "randomblob(16)", "postgresql": "gen_random_uuid()"}


# no event: what rows say stays the same
def shuffle(*models_: type[models.Model]) -> None:
    """Write all rows of tables anew in random order. Must run inside a transaction; nothing may refer to these tables."""
    connection = transaction.get_connection()
    with connection.cursor() as cursor:
        before = None
        if connection.vendor == "sqlite":
            before = cursor.execute("PRAGMA secure_delete").fetchone()[0]
            cursor.execute("PRAGMA secure_delete = ON").fetchall()
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no check may be pending on a table that is emptied
        for model in models_:
            _lay_anew(cursor, connection, model._meta.db_table)
        if before is not None:
            cursor.execute(f"PRAGMA secure_delete = {int(before)}").fetchall()
        elif connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _lay_anew(cursor: Any, connection: BaseDatabaseWrapper, table: str) -> None:
    """Copy the rows aside in random order, empty the table, and bring them back in another random order."""
    quote, is_sqlite = connection.ops.quote_name, connection.vendor == "sqlite"
    name, aside = quote(table), quote(f"{table}_aside")
    order = RANDOM[connection.vendor]
    copied = f"SELECT * FROM {name} ORDER BY {order}"  # noqa: S608 - names of our own tables
    emptied = f"DELETE FROM {name}" if is_sqlite else f"TRUNCATE TABLE {name}"  # noqa: S608
    returned = f"INSERT INTO {name} SELECT * FROM {aside} ORDER BY {order}"  # noqa: S608
    for statement in (f"CREATE TEMPORARY TABLE {aside} AS {copied}", emptied, returned, f"DROP TABLE {aside}"):
        cursor.execute(statement)


# no event: what rows say stays the same
def empty_journal() -> None:
    """Empty SQLite's journal, which keeps the order of what was written, once the transaction is stored.

    Where somebody is reading just then it is left for the next time. PostgreSQL's own journal cannot be emptied (see the docs).
    """
    transaction.on_commit(_empty_journal)


def _empty_journal() -> None:
    connection = transaction.get_connection()
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {SHORTLY}").fetchall()  # a long reader must not hold everybody up
        with suppress(OperationalError):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {int(patience)}").fetchall()
