"""Opening a file with whatever reader knows its kind, and finding the table in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.fields import Field
from accord.apps.batches.rules.proposals import looks_turned
from accord.apps.batches.rules.tables import SAMPLE, Shape, Table, shape_of, table_of
from accord.apps.ui.rules import Refused

MOST_COLUMNS = 1_000
MOST_ROWS = 500_000


@dataclass(frozen=True)
class Opened:
    """A file as it is read: what its reader found out, and the table in it."""

    facts: Facts
    table: Table


# no viewer: it reads a file that somebody holds in their hands, and nothing that is stored
def opened(*, path: Path, name: str, fields: Sequence[Field], choices: Choices) -> Opened:
    """Open a file as a table. Raises Refused with a sentence for what holds none."""
    return table_in(grid=sockets.reader_for(path, name).open(path, choices), fields=fields, choices=choices)


# no viewer: see opened
def table_in(*, grid: sockets.Grid, fields: Sequence[Field], choices: Choices) -> Opened:
    """Find the table among the records of an open file. Raises Refused."""
    facts = grid.facts
    sample = [cells for _place, cells in islice(grid.records(), SAMPLE)]
    shape = shape_of(sample, choices=choices, known_header=facts.header_row)
    if shape is None:
        raise Refused(_("This file holds nothing but blanks."))
    table = table_of(grid.records, _turned_if(shape, sample, facts, fields, choices), grid.notes)
    if len(table.headers) > MOST_COLUMNS:
        raise Refused(_("This file has more than %(most)s columns.") % {"most": f"{MOST_COLUMNS:,}"})
    if next(table.rows(), None) is None:
        raise Refused(_("This file has headers and no rows under them."))
    return Opened(facts, table)


def _turned_if(
    shape: Shape, sample: Sequence[Sequence[str]], facts: Facts, fields: Sequence[Field], choices: Choices
) -> Shape:
    """Turn the table when nobody said how it stands and its first column looks like the headers."""
    if choices.turned is not None or not facts.can_turn or not shape.header_row:
        return shape
    below = [cells[0] if cells else "" for cells in sample[shape.header_row :]]
    headers = sample[shape.header_row - 1]
    return Shape(shape.header_row, 1, turned=True) if looks_turned(headers, below, fields) else shape
