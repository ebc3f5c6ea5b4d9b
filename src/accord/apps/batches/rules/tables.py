"""From records of cells to headers and rows. Nothing is lost: what is no row is named in the notes, as (kind, values)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from accord.apps.batches.rules.headers import corner_note, distinct, joined, without_footnotes
from accord.apps.batches.rules.shapes import Shape, header_place, shape_of, usual_width

__all__ = [
    "SAMPLE", "Note", "Record", "Records", "Shape", "Table", "add_note", "distinct", "is_blank", "shape_of", "storable",
    "table_of", "turned_records",
]  # fmt: skip

SAMPLE = 200
MOST_ENDING = 60  # lines at the end that may be notes about the table
MOST_SAID = 12  # texts of a note that are kept, each shortened
LONGEST_SAID = 400
Record = tuple[int, list[str]]  # where it begins in the file, and its cells
Records = Callable[[], Iterator[Record]]
Note = tuple[str, Mapping[str, Any]]
_RULING = re.compile(r":?[-=_─━]{3,}:?[-+ =]*")
_NOTE = re.compile(
    r"\W{0,3}(sources?|notes?|n\.?b\.?|footnotes?|disclaimer|generated|exported|printed|copyright|©|last updated|quelle|hinweis"
    r"|stand|remarque|legend|key to|end of (report|file|data))\b.*|\*{1,3}\s?\S.*|\[\w{1,2}\]\s.*|\(\d\)\s.*|[¹²³†‡§].*|(grand )?totals?:?|gesamt(summe)?:?|summe:?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Table:
    """Headers and rows of a file. ``rows`` reads them anew each time; ``notes`` is complete once they were read.

    ``head`` is the last record of the header as it stands: where it comes again among the rows it is no row.
    """

    headers: Sequence[str]
    shape: Shape
    read: Records
    notes: list[Note] = field(default_factory=list)
    head: Sequence[str] = ()
    keep_end: bool = True

    def rows(self) -> Iterator[Record]:
        """Give (place in the file, cells) of each row; what is set aside at the end or between is named in the notes."""
        ending = _Ending(sum(1 for cell in self.head if cell.strip()) or len(self.headers), self.keep_end)
        again = before = 0
        started = False
        head, width = list(self.head), len(self.headers)
        for place, cells in islice(self.read(), self.shape.above_rows, None):
            if cells == head:
                again += 1
                continue
            if not started and (is_blank(cells) or _is_ruling(cells)):
                before += 1
                continue
            started = True
            if not ending.takes(place, cells):
                yield from ending.given_back()
                yield place, _cut(cells, width)
        self._note("blank_below_header", before if started else 0)
        self._note("header_again", again)
        self._note("blank_at_end", ending.blanks if started else before)
        if ending.said:
            add_note(self.notes, "after_end", {"count": len(ending.said), "texts": shortened(ending.said)})

    def _note(self, kind: str, count: int) -> None:
        if count:
            add_note(self.notes, kind, {"count": count})


class _Ending:
    """Holds back what may be the end of a table, blank lines and notes, until a row shows that it was not."""

    def __init__(self, width: int, keep: bool) -> None:
        self._width = width
        self._keep = keep
        self._held: list[tuple[int, list[str] | int]] = []  # of a blank record only its width is kept
        self.blanks = 0
        self.said: list[str] = []

    def takes(self, place: int, cells: list[str]) -> bool:
        """Hold a record back if it may belong to the end."""
        if is_blank(cells):
            self._held.append((place, len(cells)))
            self.blanks += 1
            return True
        if self._keep or len(self.said) >= MOST_ENDING or not self._is_note(cells):
            return False
        self._held.append((place, cells))
        self.said.append("  ".join(cell.strip() for cell in cells if cell.strip()))
        return True

    def given_back(self) -> Iterator[Record]:
        """Give what was held back as the rows they are."""
        for place, cells in self._held:
            yield place, [""] * cells if isinstance(cells, int) else cells
        self._held.clear()
        self.said.clear()
        self.blanks = 0

    def _is_note(self, cells: list[str]) -> bool:
        filled = [cell for cell in cells if cell.strip()]
        opening = bool(_NOTE.fullmatch(filled[0].strip())) and not (filled[0].startswith("*") and len(filled[0]) < 20)
        apart = bool(self._held)
        if self._width < 3:
            return self._width == 2 and len(filled) == 1 and apart and opening
        return (len(filled) == 1 and bool(cells[0].strip()) and apart) or (opening and len(filled) < self._width / 2)


def table_of(read: Records, shape: Shape, notes: Sequence[Note] = (), *, keep_end: bool = True) -> Table:
    """Make the table that a file has in this shape. ``read`` gives its records as they run, turned if the shape is."""
    own = list(notes)
    first = list(islice(read(), shape.above_rows + SAMPLE))
    if not shape.header_row:
        width = max((_reach(cells) for _place, cells in first), default=0)
        add_note(own, "no_header", {})
        return Table(distinct([""] * width), shape, read, own, keep_end=keep_end)
    above = [cells for _place, cells in first[: shape.header_row - 1] if not is_blank(cells)]
    if above:
        add_note(own, "above_header", {"count": len(above), "texts": shortened(_words(cells) for cells in above)})
    header = [cells for _place, cells in first[shape.header_row - 1 : shape.above_rows]]
    body = [cells for _place, cells in first[shape.above_rows :] if not is_blank(cells)]
    if shape.header_rows > 1:
        add_note(own, "header_lines", {"count": shape.header_rows})
    if note := corner_note(header):
        add_note(own, "corner", {"texts": shortened([note])})
    return Table(distinct(_names(header, body, own)), shape, read, own, header[-1] if header else (), keep_end)


def _names(header: Sequence[list[str]], body: Sequence[Sequence[str]], notes: list[Note]) -> list[str]:
    """Name the columns of a table, those too that its header forgot."""
    names = joined(header) if len(header) > 1 or corner_note(header) else list(header[0] if header else ())
    while names and not names[-1].strip() and not any(_reach(cells) >= len(names) for cells in body):
        names.pop()
    bare = without_footnotes(names)
    if marked := [new for old, new in zip(names, bare, strict=True) if old.strip() != new]:
        add_note(notes, "footnotes", {"count": len(marked), "texts": shortened(marked)})
    wider = [_reach(cells) for cells in body if _reach(cells) > len(bare)]
    if len(wider) < 3 or len(wider) < len(body) / 2:
        return bare
    if all(_reach(cells) <= len(bare) + 1 for cells in body) and _counts_rows(body):
        return ["", *bare]
    return [*bare, *[""] * (max(wider) - len(bare))]


def _counts_rows(body: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first cells number the rows: a column that statistics programs write without a header."""
    said = [cells[0].strip() for cells in body]
    if not all(text.isdecimal() and len(text) < 10 for text in said):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(said))


def turned_records(records: Sequence[Record]) -> tuple[list[Record], list[str], set[int]]:
    """Exchange rows and columns, a record's place then being its column.

    Also gives the texts of lines that belong to no record, such as a title above, and the places of those that do.
    """
    table = [cells for _place, cells in records]
    usual = usual_width([sum(1 for cell in cells if cell.strip()) for cells in table])
    top = header_place(table) or 0
    said = [_words(cells) for cells in table[:top] if not is_blank(cells)]
    kept = [record for record in records[top:] if not is_blank(record[1])]
    while len(kept) > 2 and usual >= 3 and _reach(kept[-1][1]) == 1 and _NOTE.fullmatch(kept[-1][1][0].strip()):
        said.append(_words(kept.pop()[1]))
    width = max((len(cells) for _place, cells in kept), default=0)
    columns = [(at + 1, [cells[at] if at < len(cells) else "" for _place, cells in kept]) for at in range(width)]
    return columns, said, {place for place, _cells in kept}


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a record holds nothing but blanks."""
    return not any(cells) or not "".join(cells).strip()


def storable(text: str) -> str:
    """Make a text that databases can hold: NUL and halves of characters become the mark for an unreadable one."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def shortened(texts: Iterable[str]) -> list[str]:
    """Keep the first texts of a note, none too long."""
    return [text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…" for text in islice(texts, MOST_SAID)]


def add_note(notes: list[Note], kind: str, values: Mapping[str, Any]) -> None:
    """Add a note once."""
    if (kind, values) not in notes:
        notes.append((kind, values))


def _is_ruling(cells: Sequence[str]) -> bool:
    """Tell whether a record is the line that some programs draw below headers."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and all(_RULING.fullmatch(cell) for cell in said)


def _cut(cells: list[str], width: int) -> list[str]:
    """Leave out blank cells beyond the last column; filled ones stay."""
    return cells[: max(width, _reach(cells))] if len(cells) > width else cells


def _words(cells: Sequence[str]) -> str:
    return "  ".join(cell.strip() for cell in cells if cell.strip())


def _reach(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is filled."""
    return max((at + 1 for at, cell in enumerate(cells) if cell.strip()), default=0)
