"""The index asked for words, in the language of each kind of database; both answer alike, in the same order.

Not for showing: what is found here has yet to be asked for whether the viewer may see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from accord.apps.search.models import Indexed, Stale
from accord.apps.search.rules import Term, fts5, tsquery
from accord.apps.search.sockets import texts
from accord.apps.ui.rules import Ref

Asked = Sequence[Term | Sequence[str]]

# All words in the title first, kind by kind; within, and for all others, the newest; what has no day comes last.
_SQLITE = """
SELECT id, kind, record_id FROM (
  SELECT t.id, t.kind, t.record_id, t.day,
    t.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s) AS in_title
  FROM search_words JOIN search_indexed t ON t.id = search_words.rowid WHERE search_words MATCH %s{kinds}) AS found
ORDER BY NOT in_title, CASE WHEN in_title THEN {ranks} ELSE 0 END, day IS NULL, day DESC, record_id DESC, kind
LIMIT %s OFFSET %s
"""
_POSTGRESQL = """
SELECT id, kind, record_id FROM (
  SELECT t.id, t.kind, t.record_id, t.day, t.words @@ %s::tsquery AS in_title
  FROM search_indexed t WHERE t.words @@ %s::tsquery{kinds}) AS found
ORDER BY NOT in_title, CASE WHEN in_title THEN {ranks} ELSE 0 END, day IS NULL, day DESC, record_id DESC,
  kind COLLATE "C"
LIMIT %s OFFSET %s
"""
ALL = 2**31


# no viewer: the index alone; whoever shows what it gives asks first who may see it
def matches(*, asked: Asked, kinds: Sequence[str] = (), most: int = ALL, start: int = 0) -> list[tuple[int, Ref]]:
    """List (id in the index, reference) of what holds all the words, best first: one query."""
    if not asked:
        return []
    language, sql = (fts5, _SQLITE) if connection.vendor == "sqlite" else (tsquery, _POSTGRESQL)
    narrowed = f" AND t.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
    ranked = [(one.kind, one.order) for one in texts]
    ranks = f"CASE kind {'WHEN %s THEN %s ' * len(ranked)}ELSE 999 END" if ranked else "0"
    values: list[str | int] = [language(asked, in_title=True), language(asked, in_title=False), *kinds]
    values += [value for pair in ranked for value in pair]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(kinds=narrowed, ranks=ranks), [*values, most, start])
        return [(pk, Ref(kind, record)) for pk, kind, record in cursor.fetchall()]


# no viewer: for whoever looks after the home
def indexed_count() -> int:
    """Count what is in the index."""
    return Indexed.objects.count()


# no viewer: for whoever looks after the home
def waiting_count() -> int:
    """Count what is to be read again."""
    return Stale.objects.count()
