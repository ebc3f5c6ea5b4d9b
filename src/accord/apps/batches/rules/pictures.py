"""The first lines of a file as they stand in it, each marked with what it was taken for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from accord.apps.batches.rules.shapes import Shape

MOST_LINES, ROWS, COLUMNS, LONGEST = 36, 8, 8, 90  # lines in all, rows among them, cells of a line, signs of a cell
ABOVE, HEADER, ROW, BLANK = "above", "header", "row", "blank"


@dataclass(frozen=True)
class Line:
    """One record: its number among the records, its place in the file, what it was taken for, its first cells, shortened."""

    number: int
    place: int
    part: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """The first records of a file. ``columns`` is how many there are in all; ``head_columns`` are those with the headers;
    ``rows`` is how many of the lines are rows.
    """

    lines: tuple[Line, ...] = ()
    columns: int = 0
    head_columns: int = 0
    rows: int = 0

    def to_json(self) -> dict[str, Any]:
        """Write it down for the batch."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Picture:
        """Read it back; nothing stored gives an empty picture."""
        lines = tuple(
            Line(line["number"], line["place"], line["part"], tuple(line["cells"])) for line in data.get("lines", ())
        )
        return cls(lines, data.get("columns", 0), data.get("head_columns", 0), data.get("rows", 0))


def shown(sample: Sequence[tuple[int, Sequence[str]]], shape: Shape) -> Sequence[tuple[int, Sequence[str]]]:
    """Give the records that a picture shows."""
    return sample[:MOST_LINES] if shape.turned else sample[: min(MOST_LINES, shape.above_rows + ROWS)]


def picture_of(sample: Sequence[tuple[int, Sequence[str]]], shape: Shape, taken: Collection[int]) -> Picture:
    """Draw the first records, in the direction in which they stand in the file. ``taken`` are the places of those that hold
    what the table does: its rows or, when it is turned, its lines.
    """
    columns = max((len(cells) for _place, cells in sample), default=0)
    lines = [
        Line(number, place, _part(number, place, cells, shape, taken), tuple(_short(cell) for cell in cells[:COLUMNS]))
        for number, (place, cells) in enumerate(shown(sample, shape), start=1)
    ]
    while lines and lines[-1].part == BLANK:
        lines.pop()
    rows = 0 if shape.turned else sum(1 for line in lines if line.number > shape.above_rows and line.place in taken)
    return Picture(tuple(lines), columns, shape.above_rows if shape.turned else 0, rows)


def _part(number: int, place: int, cells: Sequence[str], shape: Shape, taken: Collection[int]) -> str:
    if not any(cell.strip() for cell in cells):
        return BLANK
    if not shape.turned and shape.header_row and number <= shape.above_rows:
        return HEADER if number >= shape.header_row else ABOVE
    return ROW if place in taken else ABOVE


def _short(text: str) -> str:
    words = " ".join(text[: LONGEST * 4].split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
