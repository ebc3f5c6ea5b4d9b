"""How the cells of a text file are told apart: delimiter, quotation marks, line ends; found by trying them on its start."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.kinds import NUMBER, kind_of_cell
from accord.apps.batches.rules.tables import SAMPLE

MOST_CELL = 1_000_000
START = 200_000  # characters tried
COMMON = (",", ";", "\t", "|")
RARE = ("^", "~", "\x1f", "\x01", "§")
UNCLOSED = 0.8  # what a way of cutting is worth that leaves a quotation mark open
CRLF, NEL = "\r\n", "\x85"
END = "\x1e\x1dend\x1d\x1e"  # stands after the last line: a record that holds more than it was never closed
_BARE_BREAK = re.compile(r"\r(?!\n)|(?<!\r)\n")
_STAND_IN = {"\n": "\ue00a", "\r": "\ue00d"}
_BACK = str.maketrans({"\ue00a": "\n", "\ue00d": "\r"})


class NeverClosed(Exception):
    """A quotation mark is opened at ``line`` and never closed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. ``ends`` is "" where every line break ends a line, CRLF or NEL where only that one does."""

    delimiter: str
    quote: str = '"'
    escape: bool = False
    blank_after: bool = False
    ends: str = ""
    strict: bool = False  # whether text behind a closing mark counts as never closed

    def records(self, file: io.TextIOBase | Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """Give (line on which it begins, cells) of each record. Raises NeverClosed."""
        csv.field_size_limit(MOST_CELL)
        reader = csv.reader(
            _lines(file, self.ends), delimiter=self.delimiter, quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE, doublequote=True,
            escapechar="\\" if self.escape else None, skipinitialspace=self.blank_after or self.delimiter == " ",
            strict=self.strict,
        )  # fmt: skip
        line, inside = 1, 0
        try:
            for record in reader:
                cells = record
                if cells and cells[-1].endswith(END):
                    if cells != [END]:
                        raise NeverClosed(line)
                    return
                if self.ends == CRLF:
                    inside += sum(cell.count(sign) for cell in cells for sign in _STAND_IN.values())
                    cells = [cell.translate(_BACK) for cell in cells]
                yield line, cells
                line = reader.line_num + inside + 1
        except csv.Error:
            raise NeverClosed(line) from None


def _lines(file: Iterable[str], ends: str) -> Iterator[str]:
    if ends == CRLF:
        yield from _crlf_lines(file)
    elif ends == NEL:
        yield from _nel_lines(file)
    else:
        yield from file
    yield END


def _crlf_lines(file: Iterable[str]) -> Iterator[str]:
    """Give lines that end with CRLF; other breaks inside them are put aside until the cells are cut."""
    held = ""
    for line in file:
        held += line
        if line.endswith(CRLF):
            yield _BARE_BREAK.sub(lambda found: _STAND_IN[found[0]], held[:-2]) + CRLF
            held = ""
    if held:
        yield _BARE_BREAK.sub(lambda found: _STAND_IN[found[0]], held)


def _nel_lines(file: Iterable[str]) -> Iterator[str]:
    """Give lines that end with NEL, the line end of mainframes."""
    held = ""
    for text in file:
        *whole, held = (held + text).split(NEL)
        for line in whole:
            yield f"{line}\n"
    if held:
        yield held


def dialect_of(start: str, choices: Choices, *, whole: bool) -> Dialect:
    """Choose the dialect that cuts the start of a file most evenly into cells; a person's choices come first."""
    if found := re.match(r"\ufeff?sep=(.)\r?\n", start):
        return _best([Dialect(choices.delimiter or found[1])], start, choices, whole)[1]
    common = [Dialect(choices.delimiter)] if choices.delimiter else [Dialect(one) for one in COMMON]
    score, best = _best(common, start, choices, whole)
    if score <= 0.3 and not choices.delimiter:
        rare_score, rare = _best([Dialect(one) for one in RARE], start, choices, whole)
        if rare_score > 0.5:
            return rare
        blank = _best([Dialect(" ")], start, choices, whole)[1]
        if _is_blank_cut(start, blank, whole):
            return blank
    return best


def _best(candidates: list[Dialect], start: str, choices: Choices, whole: bool) -> tuple[float, Dialect]:
    quotes = {'"': ['"'], "'": ["'"], "none": [""]}.get(choices.quote, ['"', "", "'"])
    tried = [replace(one, quote=quote) for one in candidates for quote in quotes]
    if '\\"' in start:
        tried += [replace(one, escape=True) for one in tried if one.quote]
    tried += [replace(one, blank_after=True) for one in tried if f'{one.delimiter} "' in start and one.quote == '"']
    if CRLF in start and _BARE_BREAK.search(start):
        tried += [replace(one, ends=CRLF) for one in tried]
    elif NEL in start and "\n" not in start and "\r" not in start:
        tried = [replace(one, ends=NEL) for one in tried]
    scores = [(_score(one, start, whole), -place, one) for place, one in enumerate(tried)]
    score, _place, best = max(scores, key=lambda item: item[:2])
    return score, best


def sampled(dialect: Dialect, start: str, *, whole: bool) -> tuple[list[list[str]], bool]:
    """Cut the start of a file: its records, and whether all quotation marks are closed. One cut off at the end is left out."""
    found = []
    try:
        for _line, cells in islice(dialect.records(io.StringIO(start, newline="")), SAMPLE + 1):
            found.append(cells)
    except NeverClosed:
        return found[:SAMPLE], not whole and bool(found)
    return found[:SAMPLE] if whole or len(found) > SAMPLE else found[:-1] or found, True


def _score(dialect: Dialect, start: str, whole: bool) -> float:
    """Score how evenly records are cut into more than one cell; marks left around cells, and unclosed ones, count against."""
    records, closed = sampled(dialect, start, whole=whole)
    widths = [len(cells) for cells in records if any(cell.strip() for cell in cells)]
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0
    even = max(count * math.log(width) for width, count in counts.items()) / len(widths)
    filled = [cell.strip() for cells in records for cell in cells if cell.strip()]
    marked = sum(1 for cell in filled if cell[0] in "\"'" or cell[-1] in "\"'")
    escaped = sum("\\" in cell for cell in filled)
    return even * (1 - 0.9 * marked / len(filled)) * (1 if closed else UNCLOSED) - 0.001 * escaped / len(filled)


def _is_blank_cut(start: str, dialect: Dialect, whole: bool) -> bool:
    """Tell whether blanks cut a file into cells: every record alike, and a column of numbers among them, so no prose."""
    records = [cells for cells in sampled(dialect, start, whole=whole)[0] if any(cells)]
    widths = Counter(len(cells) for cells in records)
    if len(records) < 3 or len(widths) != 1 or next(iter(widths)) < 2:
        return False
    return any(all(kind_of_cell(cells[at]) == NUMBER for cells in records[1:]) for at in range(len(records[0])))
