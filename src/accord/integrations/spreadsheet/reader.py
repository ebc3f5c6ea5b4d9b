"""Turns a text file into headers and rows: delimiter, quotes, cells of many lines, headers that are not unique."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.encodings import Encoding, encoding_of

MOST_BYTES = 200_000_000
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
MOST_CELL = 1_000_000
MOST_HEADER = 500
MOST_TURNED = 20_000_000
SAMPLE = 200
ABOVE = 30
DELIMITERS = ",;\t|"
Note = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class TextSheet:
    """A text file opened as rows; they are read anew each time they are asked for."""

    path: Path
    text: Encoding
    delimiter: str
    headers: Sequence[str]
    raw_headers: Sequence[str]
    header_record: int  # how many records stand before the first row
    notes: list[Note] = field(default_factory=list)

    @property
    def encoding(self) -> str:
        """The encoding as people call it."""
        return self.text.name

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give (line, cells) of each row; blank rows at the end are counted in the notes instead."""
        blanks: list[tuple[int, list[str]]] = []
        given = 0
        for line, cells in islice(_records(self.path, self.text, self.delimiter), self.header_record, None):
            if not any(cells) or not "".join(cells).strip():
                blanks.append((line, cells))
                continue
            for row in [*blanks, (line, cells)]:
                given += 1
                if given > MOST_ROWS:
                    raise Refused(_("This file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})
                yield row
            blanks.clear()
        if blanks:
            _note(self.notes, "blank_at_end", {"count": len(blanks)})

    def turned(self) -> TurnedSheet | None:
        """Give the same table with rows and columns exchanged, None when it is too large for that."""
        if self.path.stat().st_size > MOST_TURNED:
            return None
        return TurnedSheet(self)


class TurnedSheet:
    """A table whose records stood in columns, turned so that they stand in rows."""

    def __init__(self, sheet: TextSheet) -> None:
        table = [list(sheet.raw_headers), *(cells for _line, cells in sheet.rows())]
        width = max(len(cells) for cells in table)
        columns = [[cells[place] if place < len(cells) else "" for cells in table] for place in range(width)]
        self.headers: Sequence[str] = distinct(columns[0])
        self._rows = columns[1:]
        while self._rows and not "".join(self._rows[-1]).strip():
            self._rows.pop()
        self.encoding, self.delimiter = sheet.encoding, sheet.delimiter
        self.notes: list[Note] = [*sheet.notes, ("turned", {})]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give (column in the file, cells) of each record."""
        yield from enumerate(self._rows, start=2)

    def turned(self) -> None:
        """Turn only once."""


def open_sheet(path: Path) -> TextSheet:
    """Open a text file. Raises Refused, with a sentence, for what holds no table."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1_000_000})
    if not size:
        raise Refused(_("This file is empty."))
    text = encoding_of(path)
    delimiter = _delimiter(path, text)
    first = list(islice(_records(path, text, delimiter), SAMPLE))
    place = _header_place([cells for _line, cells in first])
    if place is None:
        raise Refused(_("This file holds nothing but blanks."))
    header = first[place][1]
    if len(header) > MOST_COLUMNS:
        raise Refused(_("This file has more than %(most)s columns.") % {"most": f"{MOST_COLUMNS:,}"})
    sheet = TextSheet(path, text, delimiter, distinct(header), header, place + 1)
    if above := sum(1 for _line, cells in first[:place] if "".join(cells).strip()):
        _note(sheet.notes, "above_header", {"count": above})
    if text.odd:
        _note(sheet.notes, "odd_bytes", {"count": text.odd})
    if next(sheet.rows(), None) is None:
        raise Refused(_("This file has headers and no rows under them."))
    return sheet


def _records(path: Path, text: Encoding, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give (line on which it begins, cells) of each record."""
    csv.field_size_limit(MOST_CELL)
    with path.open(encoding=text.codec, errors=text.errors, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            raise Refused(
                _("The table breaks at line %(line)s: a quotation mark is probably opened there and never closed.")
                % {"line": line}
            ) from None


def _delimiter(path: Path, text: Encoding) -> str:
    """Choose the delimiter that cuts the first records most evenly into more than one cell."""

    def score(delimiter: str) -> float:
        try:
            widths = [len(cells) for _line, cells in islice(_records(path, text, delimiter), SAMPLE) if any(cells)]
        except Refused:
            return 0.0
        if not widths:
            return 0.0
        width, count = Counter(widths).most_common(1)[0]
        return (count / len(widths)) * math.log(width) if width > 1 else 0.0

    return max(DELIMITERS, key=score)


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


def distinct(headers: Sequence[str]) -> list[str]:
    """Name every column and no two alike: blanks get their place, repetitions a number."""
    taken: Counter[str] = Counter()
    names = []
    for place, header in enumerate(headers, start=1):
        name = " ".join(header.replace("\ufeff", "").split())[:MOST_HEADER] or _("Column %(place)s") % {"place": place}
        taken[name.casefold()] += 1
        while taken[name.casefold()] > 1:
            name = f"{name} ({taken[name.casefold()]})"
            taken[name.casefold()] += 1
        names.append(name)
    return names


def _note(notes: list[Note], kind: str, values: Mapping[str, Any]) -> None:
    if (kind, values) not in notes:
        notes.append((kind, values))
