"""Turns a text file into records of cells: delimiter, quotes, cells of many lines."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import SAMPLE, Note, add_note
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.encodings import Encoding, encoding_of

MOST_BYTES = 200_000_000
MOST_CELL = 1_000_000
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class TextGrid:
    """A text file opened as records; they are read anew each time they are asked for."""

    path: Path
    text: Encoding
    delimiter: str
    facts: Facts
    notes: list[Note] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Give (line, cells) of each record."""
        return _records(self.path, self.text, self.delimiter)


def suits(name: str, start: bytes) -> bool:
    """Take whatever nobody else reads: what is no text is refused with a sentence when it is opened."""
    return True


def open_grid(path: Path, choices: Choices) -> TextGrid:
    """Open a text file. Raises Refused, with a sentence, for what is no text or too large."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1_000_000})
    if not size:
        raise Refused(_("This file is empty."))
    text = encoding_of(path)
    delimiter = choices.delimiter or _delimiter(path, text)
    grid = TextGrid(path, text, delimiter, Facts("csv", encoding=text.name, delimiter=delimiter))
    if text.odd:
        add_note(grid.notes, "odd_bytes", {"count": text.odd})
    return grid


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
