"""Sockets of imports: what can be brought in (targets, made of parts by the owning apps) and what reads files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.fields import Choice, Field, FieldType, Figure, Span
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.problems import Kind
from accord.apps.batches.rules.reach import Reach
from accord.apps.batches.rules.rows import RowCheck
from accord.apps.batches.rules.tables import Table
from accord.apps.ui.rules import Ref, Refused, Viewer
from accord.apps.ui.sockets import Socket
from accord.apps.ui.writes import Gathered

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

__all__ = [
    "Choice", "Choices", "Facts", "Field", "FieldType", "Figure", "Grid", "Kept", "Kind", "Load", "LoadRow", "Part",
    "Reach", "Reader", "RowCheck", "RowKey", "Span", "Target", "Written", "fields_of", "parts", "parts_of", "reader_for",
    "readers", "target", "targets",
]  # fmt: skip


# --- what is read --------------------------------------------------------------------------------------------------


class Grid(Protocol):
    """A file, board or feed opened as records of cells, before any of them is called a header.

    ``records`` can be asked for more than once and gives (place in the source, cells) in order, every cell as text.
    ``notes`` names what was set aside or seems odd, as (kind, values); nothing is lost silently.
    """

    @property
    def facts(self) -> Facts: ...
    @property
    def notes(self) -> Sequence[tuple[str, Mapping[str, Any]]]: ...
    def records(self) -> Iterator[tuple[int, list[str]]]: ...


@dataclass(frozen=True)
class Reader:
    """Opens files of one family.

    ``suits`` tells from a file's name and its first bytes whether it is of the family. ``open`` raises Refused with a
    sentence for a file it cannot read. ``endings`` are what such files are called (``.csv``), for the file dialogue.
    """

    name: str
    label: str | StrPromise
    endings: tuple[str, ...]
    suits: Callable[[str, bytes], bool]
    open: Callable[[Path, Choices], Grid]
    order: int = 50


# --- what is written -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowKey:
    """By what a row is found again: its key, its name and group for records that never had a key, its key in a list."""

    number: int
    key: str
    values: Mapping[str, Any]
    list_key: str = ""


@dataclass(frozen=True)
class LoadRow:
    """A row to write: new (``record_id`` None) or a change to a record. ``values`` are by field name; dates are ISO
    days, months or years; ``words`` are what choices were called in the file; ``extra`` is by code. ``changes`` names
    what differs from the record. ``key`` is "" where the record keeps the key it has.
    """

    number: int
    key: str
    record_id: int | None
    values: Mapping[str, Any]
    words: Mapping[str, str]
    extra: Mapping[str, Any]
    changes: frozenset[str]


@dataclass
class Load:
    """Everything one commit writes. ``ids`` is where parts leave the ids of what they write, for the parts after them:
    kind → (row number or folded name) → id. ``inserts`` is where parts gather new records beforehand.

    ``unchanged`` are the rows of which nothing is written, because their records say the same or know it newer: what a
    source said on ``as_of`` they say too. ``list_id`` is the source list of which the file is a state. ``before`` gives
    the ids that new records had when the same batch was written before, and that they get again: kind → (row number,
    or the ``name`` in the memo of what was written) → id.
    """

    batch: Ref
    source: str
    as_of: date
    by: Viewer
    at: datetime
    rows: Sequence[LoadRow]
    ids: dict[str, dict[Any, int]] = field(default_factory=dict)
    inserts: Gathered = field(default_factory=Gathered)
    unchanged: Sequence[LoadRow] = ()
    list_id: int | None = None
    before: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """One record a part wrote; ``memo`` is what the part needs to take it back.

    ``anyway`` (when it is taken back): even if people have changed it since, because somebody decided so.
    """

    ref: Ref
    created: bool
    row: int | None = None
    memo: Mapping[str, Any] = field(default_factory=dict)
    anyway: bool = False


@dataclass(frozen=True)
class Kept:
    """One record that was not taken back, and why."""

    ref: Ref
    reason: str


def nothing_now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Say that a part has nothing to compare."""
    return {}


def nothing_kept(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take nothing back."""
    return []


Named = Iterable[tuple[Kind, str, Mapping[str, Any]]]
Settle = Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Mapping[str, Any], Named]]


Sift = Callable[[Sequence[RowKey]], Mapping[int, Named]]


def nothing_sifted(keys: Sequence[RowKey]) -> Mapping[int, Named]:
    """Take every row as it is."""
    return {}


def office_only(viewer: Viewer) -> Reach:
    """Leave the files of a target to the office."""
    return Reach.NONE


def as_it_stands(table: Table) -> Table:
    """Take a table as it stands."""
    return table


def as_proposed(columns: Sequence[Column], plan: Plan) -> Plan:
    """Take the mapping that was proposed."""
    return plan


def as_they_are(values: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Mapping[str, Any], Named]:
    """Take every value."""
    return values, ()


@dataclass(frozen=True)
class Part:
    """What one app adds to a target.

    ``now`` gives present values by record id (of the target's main record) for comparison: field name → value, and
    ``extra``. ``prepare`` reads and computes everything beforehand, gathers new records into the load's inserts, and
    returns the function that writes the rest inside the commit's transaction, after the inserts, and lists it all. ``take_back`` undoes what it wrote, except what people changed since. ``checks``
    find problems between the values of a row. ``sift`` looks at a piece of rows once persons are found and names what
    cannot be taken, by row number: the value is taken out and its text kept, or the row refused
    (``Kind.MISSING``, ``Kind.LEFT_OUT``).
    ``settle`` says which of a row's values can change a record as it stands now, and names what cannot.
    """

    name: str
    target: str
    order: int
    fields: tuple[Field, ...]
    prepare: Callable[[Load], Callable[[], Iterable[Written]]]
    take_back: Callable[[Sequence[Written], Viewer, datetime, Ref], list[Kept]] = nothing_kept
    now: Callable[[Collection[int]], Mapping[int, Mapping[str, Any]]] = nothing_now
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    sift: Sift = nothing_sifted
    settle: Settle = as_they_are


@dataclass(frozen=True)
class Target:
    """What a file can become. ``match`` finds the record of each row that is here already: row number → id.

    ``leave(ids, on, by, at, batch)`` marks records that a source list no longer names since a day; ``stay(ids, by, at,
    batch)`` takes the mark away, because it names them again or the file was taken back. ``computed`` are the headings of
    the list's own export that no file can bring: they are left out. ``reach`` says who brings such files besides the
    programme office and administrators. ``arrange`` turns a table that stands in another way into rows of this target;
    ``guess`` corrects what was proposed for the columns from what stands in them, and gives the plan back.
    """

    kind: str
    label: str | StrPromise
    record_kind: str
    match: Callable[[Sequence[RowKey]], Mapping[int, int]]
    list_url_name: str
    name_field: str = "title"
    group_field: str = "department"
    leave: Callable[[Sequence[int], date, Viewer, datetime, Ref], None] | None = None
    stay: Callable[[Sequence[int], Viewer, datetime, Ref], None] | None = None
    computed: Sequence[str | StrPromise] = ()
    reach: Callable[[Viewer], Reach] = office_only
    arrange: Callable[[Table], Table] = as_it_stands
    guess: Callable[[Sequence[Column], Plan], Plan] = as_proposed


targets: Socket[Target] = Socket("import targets")
parts: Socket[Part] = Socket("import parts")
readers: Socket[Reader] = Socket("file readers")


FIRST_BYTES = 4096


def reader_for(path: Path, name: str) -> Reader:
    """Find who reads a file, by its name and first bytes. Raises Refused when nobody does."""
    with path.open("rb") as file:
        start = file.read(FIRST_BYTES)
    for reader in sorted(readers, key=lambda item: item.order):
        if reader.suits(name, start):
            return reader
    raise Refused(_("Nothing here can read this kind of file. Save it as CSV (UTF-8) and bring that."))


def target(kind: str) -> Target | None:
    """Find a target."""
    return next((item for item in targets if item.kind == kind), None)


def parts_of(kind: str) -> list[Part]:
    """List a target's parts in the order in which they write."""
    return sorted((part for part in parts if part.target == kind), key=lambda part: (part.order, part.name))


def fields_of(kind: str) -> list[Field]:
    """List every field of a target."""
    return [item for part in parts_of(kind) for item in part.fields]
