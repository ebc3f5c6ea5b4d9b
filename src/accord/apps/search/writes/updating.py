"""Keeping the index in step with the records: what changed is marked, then read again by a job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import islice

from django.db import transaction

from accord.apps.search.models import Indexed, Stale
from accord.apps.search.reads.matching import matches
from accord.apps.search.rules import Term, tokens
from accord.apps.search.sockets import Text, TextSource, source, texts
from accord.apps.search.writes.rows import alone, indexed, note_stale, put_in, take_out
from accord.apps.ui.rules import Ref, Viewer

PIECE = 500  # records in one short transaction
Note = Callable[[int, int], None]


_set_aside: ContextVar[bool] = ContextVar("search_set_aside", default=False)


# no event: the index is no record
@contextmanager
def set_aside() -> Iterator[None]:
    """Mark nothing meanwhile: for what writes very much at once and rebuilds the index at its end."""
    token = _set_aside.set(True)
    try:
        yield
    finally:
        _set_aside.reset(token)


# no event: derived from events that are on the trail
def mark(*, refs: Collection[Ref], by: Viewer | None, at: datetime) -> int:
    """Note which texts these records change; returns how many are to be read again."""
    concerned = set() if _set_aside.get() else set(texts_of(refs))
    if concerned:
        note_stale(concerned)
    return len(concerned)


# no event: it asks, and changes nothing
def texts_of(refs: Collection[Ref]) -> Iterator[Ref]:
    """Give the texts that hold words of these records: their own, and those they are part of."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        by_kind[ref.kind].add(ref.id)
    for one in texts:
        yield from (Ref(one.kind, number) for number in by_kind.get(one.kind, ()))
        for kind, lead in one.touched.items():
            if kind in by_kind:
                yield from (Ref(one.kind, number) for number in lead(by_kind[kind]))


# no event: the index is no record
def update(*, by: Viewer | None, at: datetime, note: Note = lambda done, left: None) -> int:
    """Read again what is stale, in short transactions, until nothing is; returns how many texts were read."""
    done = 0
    while count := _update_piece():
        done += count
        note(done, Stale.objects.count())
    return done


def _update_piece() -> int:
    with transaction.atomic():
        alone()
        rows = list(Stale.objects.order_by("pk")[:PIECE])
        Stale.objects.filter(pk__in=[row.pk for row in rows]).delete()
        by_kind: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            by_kind[row.kind].add(row.record_id)
        for kind, ids in sorted(by_kind.items()):
            _read_again(kind, ids)
    return len(rows)


def _read_again(kind: str, ids: set[int]) -> None:
    """Read these records of one kind and bring the index up to date."""
    one = source(kind)
    _bring(kind, ids, one.read(ids) if one else ())


def _bring(kind: str, ids: Collection[int], said: Iterable[Text]) -> int:
    """Make the index say of these records of one kind what is said now; returns how many differed."""
    now = {text.id: indexed(kind, text) for text in said}
    kept = {row.record_id: row for row in Indexed.objects.filter(kind=kind, record_id__in=ids)}
    same = {number for number, row in now.items() if number in kept and _is_same(row, kept[number])}
    renamed = [row.title for number, row in kept.items() if number not in now or now[number].title != row.title]
    one = source(kind)
    if one and one.is_name and renamed:
        note_stale(_quoting(renamed) - {Ref(kind, number) for number in ids})
    take_out([row.pk for number, row in kept.items() if number not in same])
    put_in([row for number, row in now.items() if number not in same])
    return len(now.keys() | kept.keys()) - len(same)


def _is_same(one: Indexed, other: Indexed) -> bool:
    return (one.title, one.body, one.day) == (other.title, other.body, other.day)


def _quoting(names: Sequence[str]) -> set[Ref]:
    """Find the texts in which a name stands."""
    return {ref for name in names for _pk, ref in matches(asked=phrase(name))}


# no event: it asks, and changes nothing
def phrase(name: str) -> list[Term]:
    """Ask for a name exactly as it stands."""
    cut = tuple(tokens(name))
    return [Term(cut, is_beginning=False)] if cut else []


# no event: the index is no record
def empty(*, by: Viewer | None, at: datetime) -> int:
    """Throw the whole index away; returns how many texts were in it. Nothing is found until it is rebuilt."""
    ids = list(Indexed.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), PIECE):
        with transaction.atomic():
            alone()
            take_out(ids[start : start + PIECE])
    return len(ids)


# no event: the index is no record
def rebuild(*, by: Viewer | None, at: datetime, note: Note = lambda done, left: None) -> int:
    """Compare the whole index with the records and mend what differs; returns how many texts differed.

    Each piece is read and written in one short transaction, so that nothing newer is overwritten.
    """
    mended = 0
    for one in texts:
        gone = set(Indexed.objects.filter(kind=one.kind).values_list("record_id", flat=True))
        said = iter(one.read(None))
        while piece := _compare_piece(one, said, note, mended):
            ids, differed = piece
            gone -= ids
            mended += differed
        note_stale({Ref(one.kind, number) for number in gone})
    known = {one.kind for one in texts}
    strange = Indexed.objects.exclude(kind__in=known).values_list("kind", "record_id")
    note_stale({Ref(kind, number) for kind, number in strange})
    return mended + update(by=by, at=at, note=note)


def _compare_piece(one: TextSource, said: Iterator[Text], note: Note, mended: int) -> tuple[set[int], int] | None:
    """Take the next piece of what is said now into the index; None at the end."""
    with transaction.atomic():
        alone()
        piece = list(islice(said, PIECE))
        ids = {text.id for text in piece}
        differed = _bring(one.kind, ids, piece)
    note(mended + differed, 0)
    return (ids, differed) if piece else None
