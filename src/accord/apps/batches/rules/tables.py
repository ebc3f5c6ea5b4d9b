"""From records of cells to headers and rows: where the headers are, which way records run, what is no row.

Nothing is lost: what is no row is named in the notes, as (kind, values).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from accord.apps.batches.rules.choices import Choices

SAMPLE = 200
ABOVE = 30
MOST_HEADER = 500
Record = tuple[int, list[str]]  # where it begins in the file, and its cells
Records = Callable[[], Iterator[Record]]
Note = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Shape:
    """Where headers and rows are: see ``Choices``."""

    header_row: int
    header_rows: int = 1
    turned: bool = False


@dataclass(frozen=True)
class Table:
    """Headers and rows of a file. ``rows`` reads them anew each time; ``notes`` is complete once they were read."""

    headers: Sequence[str]
    shape: Shape
    read: Records
    notes: list[Note] = field(default_factory=list)

    def rows(self) -> Iterator[Record]:
        """Give (place in the file, cells) of each row; blank rows at the end are counted in the notes instead."""
        after = self.shape.header_row - 1 + self.shape.header_rows if self.shape.header_row else 0
        blanks: list[Record] = []
        for place, cells in islice(self.read(), after, None):
            if is_blank(cells):
                blanks.append((place, cells))
                continue
            yield from blanks
            yield place, cells
            blanks.clear()
        if blanks:
            add_note(self.notes, "blank_at_end", {"count": len(blanks)})


def table_of(read: Records, shape: Shape, notes: Sequence[Note] = ()) -> Table:
    """Make the table that a file has in this shape."""
    own = list(notes)
    if shape.turned:
        turned = list(_turned(read))
        add_note(own, "turned", {})
        return _table(lambda: iter(turned), shape, own)
    return _table(read, shape, own)


def _table(read: Records, shape: Shape, notes: list[Note]) -> Table:
    first = list(islice(read(), shape.header_row - 1 + shape.header_rows if shape.header_row else SAMPLE))
    if not shape.header_row:
        width = max((len(cells) for _place, cells in first), default=0)
        return Table(distinct([""] * width), shape, read, notes)
    above = first[: shape.header_row - 1]
    if count := sum(1 for _place, cells in above if not is_blank(cells)):
        add_note(notes, "above_header", {"count": count})
    return Table(distinct(first[shape.header_row - 1][1]), shape, read, notes)


def shape_of(sample: Sequence[Sequence[str]], *, choices: Choices, known_header: int | None = None) -> Shape | None:
    """Find the shape from the first records; a person's choices come first. None: nothing but blanks."""
    at = choices.header_row if choices.header_row is not None else known_header
    if at is None:
        place = _header_place(sample)
        if place is None:
            return None
        at = place + 1
    return Shape(at, choices.header_rows or 1, bool(choices.turned))


def _header_place(records: Sequence[Sequence[str]]) -> int | None:
    """Find the header: the first record that is no banner, that is, no lone cell above a table of three columns or more."""
    filled = [sum(1 for text in cells if text.strip()) for cells in records]
    first = next((place for place, count in enumerate(filled) if count), None)
    if first is None:
        return None
    usual = Counter(count for count in filled if count > 1).most_common(1)
    wide = usual[0][0] >= 3 if usual else False
    if filled[first] > 1 or not wide:
        return first
    return next((place for place, count in enumerate(filled[:ABOVE]) if count > 1), first)


def _turned(read: Records) -> Iterator[Record]:
    """Exchange rows and columns; a record's place is then its column."""
    table = [cells for _place, cells in read()]
    while table and is_blank(table[-1]):
        table.pop()
    width = max((len(cells) for cells in table), default=0)
    for place in range(width):
        yield place + 1, [cells[place] if place < len(cells) else "" for cells in table]


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a record holds nothing but blanks."""
    return not any(cells) or not "".join(cells).strip()


def distinct(headers: Sequence[str], blank: Callable[[int], str] = "Column {}".format) -> list[str]:
    """Name every column and no two alike: blanks get their place, repetitions a number."""
    taken: Counter[str] = Counter()
    names = []
    for place, header in enumerate(headers, start=1):
        name = " ".join(header.replace("\ufeff", "").split())[:MOST_HEADER] or blank(place)
        taken[name.casefold()] += 1
        while taken[name.casefold()] > 1:
            name = f"{name} ({taken[name.casefold()]})"
            taken[name.casefold()] += 1
        names.append(name)
    return names


def add_note(notes: list[Note], kind: str, values: Mapping[str, Any]) -> None:
    """Add a note once."""
    if (kind, values) not in notes:
        notes.append((kind, values))
