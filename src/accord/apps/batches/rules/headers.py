"""From the records of a header to one name for each column: groups joined, footnotes taken off, no two alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

MOST_HEADER = 500
BETWEEN = " · "
_CORNER = 200  # a text longer than this above the first column is a note about the table, not the column's name
_SHORT = 150
_UNIT = re.compile(
    r"\([^()]{1,20}\)|[£$€¥%][a-z]{0,3}|[a-z]{0,3}[£$€¥%]|(dd|mm|yyyy)([/.-](dd|mm|yyyy|yy))+", re.IGNORECASE
)
_RAISED = re.compile(r"(?<=\S)[¹²³⁰⁴-⁹]+$")
_FOOTNOTE = re.compile(r"(?<=[a-z]{3})[1-9]$")


def is_unit(text: str) -> bool:
    """Tell whether a header cell names only a unit, such as ``(£m)`` or ``dd/mm/yyyy``."""
    return bool(_UNIT.fullmatch(text.strip()))


def corner_note(records: Sequence[Sequence[str]]) -> str:
    """Find the text that stands in the corner of a header and speaks about the whole table; "" when there is none."""
    corner = [cells[0].strip() for cells in records if cells and cells[0].strip()]
    rest = [cell for cells in records for cell in cells[1:] if cell.strip()]
    is_note = any(len(text) > _CORNER for text in corner) and all(len(cell) <= _SHORT for cell in rest)
    return "\n".join(corner) if rest and is_note else ""


def joined(records: Sequence[Sequence[str]]) -> list[str]:
    """Join the records of a header, groups above names: ``Grade · SCS``; a group reaches to the next blank column."""
    width = max((len(cells) for cells in records), default=0)
    corner = corner_note(records)
    rows = [[_cell(cells, place) for place in range(width)] for cells in records]
    if corner:
        for row in rows:
            row[0] = ""
    groups, names = rows[:-1], rows[-1]
    carried = [""] * len(groups)
    found = []
    for place in range(width):
        column = [row[place] for row in rows]
        if not any(column):
            carried = [""] * len(groups)
        for level, row in enumerate(groups):
            if row[place]:
                carried[level:] = [row[place], *[""] * (len(groups) - level - 1)]
        found.append(_name([*(carried if names[place] or any(column) else ()), names[place]]))
    return found


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _name(levels: Sequence[str]) -> str:
    """Join what stands above each other, each text once; units follow with a blank."""
    name = ""
    last = ""
    for text in levels:
        if text and text != last:
            name = f"{name}{' ' if is_unit(text) else BETWEEN}{text}" if name else text
            last = text
    return name


def without_footnotes(headers: Sequence[str]) -> list[str]:
    """Take footnote marks off: raised digits, and one digit stuck to a word (``purpose1``) where it numbers nothing."""
    raised = [_RAISED.sub("", header.strip()) for header in headers]
    stems = Counter(header[:-1].casefold() for header in raised if header[-1:].isdigit())
    taken = {header.casefold() for header in raised}

    def bare(header: str) -> str:
        stem = header[:-1]
        alone = " " in header and stems[stem.casefold()] == 1 and stem.casefold() not in taken
        return stem if alone and _FOOTNOTE.search(header) else header

    return [bare(header) for header in raised]


def distinct(headers: Sequence[str], blank: Callable[[int], str] = "Column {}".format) -> list[str]:
    """Name every column and no two alike: blanks get their place, repetitions a number."""
    taken: set[str] = set()
    names = []
    for place, header in enumerate(headers, start=1):
        first = " ".join(header.replace("\ufeff", "").split())[:MOST_HEADER].strip() or blank(place)
        name, times = first, 1
        while name.casefold() in taken:
            times += 1
            name = f"{first} ({times})"
        taken.add(name.casefold())
        names.append(name)
    return names
