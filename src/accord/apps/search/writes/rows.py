"""Rows of the index and the words beside them, put in and taken out together. Inside a transaction, one writer at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import connection

from accord.apps.search.models import MOST_BODY, MOST_TITLE, Indexed, Stale
from accord.apps.search.rules import clean, folded, tsvector
from accord.apps.search.sockets import Text
from accord.apps.ui.rules import Ref

LOCK = 7_237_001  # any number of our own, for PostgreSQL's advisory locks


# no event: the index is no record
def alone() -> None:
    """Wait until nobody else writes the index. Must run inside a transaction; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


# no event: the index is no record
def indexed(kind: str, text: Text) -> Indexed:
    """Make the row of a text; nothing is stored."""
    body = "\n".join(part for part in map(clean, text.parts) if part)
    return Indexed(
        kind=kind, record_id=text.id, title=clean(text.title)[:MOST_TITLE], body=body[:MOST_BODY], day=text.day
    )


# no event: it asks, and changes nothing
def rows_of(refs: Collection[Ref]) -> list[int]:
    """Give the ids of the rows of these records."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    return [
        pk
        for kind, ids in sorted(by_kind.items())
        for start in range(0, len(ids), 500)
        for pk in Indexed.objects.filter(kind=kind, record_id__in=ids[start : start + 500]).values_list("pk", flat=True)
    ]


# no event: the index is no record
def take_out(ids: Collection[int]) -> None:
    """Remove rows by their ids in the index, with their words."""
    listed = list(ids)
    for start in range(0, len(listed), 500):
        piece = listed[start : start + 500]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in piece])
        Indexed.objects.filter(pk__in=piece).delete()


# no event: the index is no record
def put_in(rows: Sequence[Indexed]) -> None:
    """Add rows that are not there, with their words."""
    words = [(folded(row.title), folded(row.body)) for row in rows]
    if connection.vendor == "sqlite":
        Indexed.objects.bulk_create(rows, batch_size=500)
        values = [(row.pk, " ".join(title), " ".join(body)) for row, (title, body) in zip(rows, words, strict=True)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT OR REPLACE INTO search_words (rowid, title, body) VALUES (%s, %s, %s)", values)
        return
    sql = "INSERT INTO search_indexed (kind, record_id, title, body, day, words) VALUES (%s, %s, %s, %s, %s, %s::tsvector)"
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                (row.kind, row.record_id, row.title, row.body, row.day, tsvector(*cut))
                for row, cut in zip(rows, words, strict=True)
            ],
        )


# no event: the index is no record
def note_stale(refs: Collection[Ref]) -> None:
    """Note what is to be read again; what is noted already stays so."""
    rows = [Stale(kind=ref.kind, record_id=ref.id) for ref in sorted(refs)]
    Stale.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


# no event: the index is no record
def pack() -> None:
    """Write SQLite's word lists anew, so that no removed word stays in them; PostgreSQL drops them when it cleans up."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
