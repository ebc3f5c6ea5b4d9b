"""The index: texts as they are found, and what has to be read again. No record: it is left out of the archive.

Beside these tables lies what only one kind of database knows (see the first migration): ``search_words``, an FTS5 table, on
SQLite; the column ``words`` of ``search_indexed``, a tsvector, on PostgreSQL. No row says when it was written.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

MOST_TITLE = 300
MOST_BODY = 20_000


class Indexed(models.Model):
    """One record as it is found. Who may see it is asked of its own app at every search."""

    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=MOST_TITLE)
    body = models.TextField(blank=True, default="")
    day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "record_id"], name="indexed_once")]

    def __str__(self) -> str:
        return self.title


class Stale(models.Model):
    """A record whose text has to be read again."""

    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "record_id"], name="stale_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record_id}"
