"""Opening a file with whatever reader knows its kind, and finding the table in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.columns import Column, Gatherer
from accord.apps.batches.rules.fields import Field
from accord.apps.batches.rules.pictures import Picture, picture_of, shown
from accord.apps.batches.rules.proposals import LIKELY, looks_turned, propose
from accord.apps.batches.rules.shapes import header_place, stands_turned
from accord.apps.batches.rules.tables import (
    SAMPLE,
    Note,
    Record,
    Records,
    Shape,
    Table,
    add_note,
    is_blank,
    shape_of,
    shortened,
    table_of,
    turned_records,
)
from accord.apps.ui.rules import Refused

MOST_COLUMNS = 1_000
MOST_ROWS = 500_000


@dataclass(frozen=True)
class Opened:
    """A file as it is read: what its reader found out, the table in it, and its first lines as they stand."""

    facts: Facts
    table: Table
    picture: Picture = field(default_factory=Picture)

    def to_json(self) -> dict[str, Any]:
        """Write down what was found, for the batch."""
        facts = {name: value for name, value in asdict(self.facts).items() if value not in ("", None)}
        return {**facts, "shape": asdict(self.table.shape), "picture": self.picture.to_json()}


# no viewer: it reads a file that somebody holds in their hands, and nothing that is stored
def opened(*, path: Path, name: str, fields: Sequence[Field], choices: Choices) -> Opened:
    """Open a file as a table. Raises Refused with a sentence for what holds none."""
    return table_in(grid=sockets.reader_for(path, name).open(path, choices), fields=fields, choices=choices)


# no viewer: see opened
def fitting_target(*, path: Path, name: str, among: Sequence[sockets.Target] | None = None) -> str:
    """Choose what a file most likely becomes, of those it may (None: of all): the target whose fields its columns name best; where they name hardly any,
    the one that takes most. Raises Refused.
    """
    fields = {one.kind: sockets.fields_of(one.kind) for one in (sockets.targets if among is None else among)}
    if len(fields) < 2:
        return next(iter(fields), "")
    grid = sockets.reader_for(path, name).open(path, Choices())
    table = table_in(grid=grid, fields=[one for some in fields.values() for one in some], choices=Choices()).table
    gatherer = Gatherer(table.headers)
    for _place, cells in islice(table.rows(), SAMPLE):
        gatherer.add(cells)
    columns = gatherer.columns()
    return max(fields, key=lambda kind: _fit(columns, fields[kind]))


def _fit(columns: Sequence[Column], fields: Sequence[Field]) -> tuple[float, int]:
    """Score how well columns name the fields of a target: 0 where a required one is guessed at best, or nearly all are missing."""
    sure = {column.to: column.confidence for column in propose(columns, fields).columns}
    named = [sure[one.name] for one in fields if one.name in sure]
    if len(named) < 2 or any(one.required and sure.get(one.name, 0) < LIKELY for one in fields):
        return 0.0, len(fields)
    return round(sum(named) / len(fields) ** 0.5, 3), len(fields)


# no viewer: see opened
def table_in(*, grid: sockets.Grid, fields: Sequence[Field], choices: Choices) -> Opened:
    """Find the table among the records of an open file. Raises Refused."""
    facts = grid.facts
    sample = list(islice(grid.records(), SAMPLE))
    if _is_turned([cells for _place, cells in sample], facts, fields, choices):
        read, notes, taken = _turned(grid)
        turned, keep_end = True, True
    else:
        read, notes, taken, turned = grid.records, list(grid.notes), set(), False
        keep_end = choices.keep_end if choices.keep_end is not None else facts.header_row is not None
    first = [cells for _place, cells in islice(read(), SAMPLE)] if turned else [cells for _place, cells in sample]
    shape = shape_of(first, choices=choices, known_header=facts.header_row, turned=turned)
    if shape is None:
        raise Refused(_("This file holds nothing but blanks."))
    if shape.header_row > 1:
        _check_header(read, shape)
    table = table_of(read, shape, notes, keep_end=bool(keep_end))
    if len(table.headers) > MOST_COLUMNS:
        raise Refused(_("This file has more than %(most)s columns.") % {"most": f"{MOST_COLUMNS:,}"})
    first_rows = _first_rows(table, sample)
    if not first_rows:
        raise Refused(_("This file has headers and no rows under them."))
    return Opened(facts, table, picture_of(sample, shape, taken or first_rows))


def _first_rows(table: Table, sample: Sequence[Record]) -> set[int]:
    """Give the places of the rows among the first records, and of one at least."""
    last = max((place for place, _cells in shown(sample, table.shape)), default=0)
    places: set[int] = set()
    for place, _cells in table.rows():
        places.add(place)
        if table.shape.turned or place >= last:
            break
    return places


def _is_turned(sample: Sequence[Sequence[str]], facts: Facts, fields: Sequence[Field], choices: Choices) -> bool:
    """Turn the table when somebody says so; or when its first column looks like the headers, by name or by what stands there."""
    if choices.turned is not None or not facts.can_turn or facts.header_row is not None:
        return bool(choices.turned) and facts.can_turn
    if choices.header_row is not None:
        return False
    place = header_place(sample)
    if place is None:
        return False
    below = [cells[0] if cells else "" for cells in sample[place + 1 :]]
    return looks_turned(sample[place], below, fields) or stands_turned(sample)


def _turned(grid: sockets.Grid) -> tuple[Records, list[Note], set[int]]:
    """Exchange rows and columns; also gives the places of the lines that hold records. Raises Refused for a table too long to stand that way."""
    records: list[Record] = []
    for record in grid.records():
        if not is_blank(record[1]):
            records.append(record)
        if len(records) > MOST_COLUMNS:
            raise Refused(
                _("This table has more than %(most)s lines, so its records cannot stand in columns.")
                % {"most": f"{MOST_COLUMNS:,}"}
            )
    columns, said, taken = turned_records(records)
    notes = list(grid.notes)
    add_note(notes, "turned", {})
    if said:
        add_note(notes, "after_end", {"count": len(said), "texts": shortened(said)})
    return lambda: iter(columns), notes, taken


def _check_header(read: Records, shape: Shape) -> None:
    """Refuse headers that are said to stand where there is nothing."""
    named = islice(read(), shape.header_row - 1, shape.above_rows)
    if all(is_blank(cells) for _place, cells in named):
        raise Refused(_("Line %(line)s holds no headers.") % {"line": shape.header_row})
