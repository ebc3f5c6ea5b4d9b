"""The first lines of a file as they stand in it, each marked with what it was taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from accord.apps.batches.rules.shapes import Shape, header_place

MOST_LINES, ROWS, COLUMNS, LONGEST = 36, 8, 8, 90
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
    """The first records of a file. ``columns`` is how many there are in all; ``head_columns`` are those with the headers."""

    lines: tuple[Line, ...] = ()
    columns: int = 0
    head_columns: int = 0

    def to_json(self) -> dict[str, Any]:
        """Write it down for the batch."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Picture:
        """Read it back; nothing stored gives an empty picture."""
        lines = tuple(
            Line(line["number"], line["place"], line["part"], tuple(line["cells"])) for line in data.get("lines", ())
        )
        return cls(lines, data.get("columns", 0), data.get("head_columns", 0))


def picture_of(sample: Sequence[tuple[int, Sequence[str]]], shape: Shape) -> Picture:
    """Draw the first records, in the direction in which they stand in the file."""
    texts = [cells for _place, cells in sample]
    columns = max((len(cells) for cells in texts), default=0)
    if shape.turned:
        top = header_place(texts) or 0
        parts = [ABOVE if at < top else ROW for at in range(len(texts))]
        head_columns = shape.above_rows
    else:
        parts = [_part(at + 1, shape) for at in range(len(texts))]
        head_columns = 0
    most = min(MOST_LINES, MOST_LINES if shape.turned else shape.above_rows + ROWS)
    lines = [
        Line(at + 1, place, parts[at] if any(cell.strip() for cell in cells) else BLANK, _cells(cells))
        for at, (place, cells) in enumerate(sample[:most])
    ]
    while lines and lines[-1].part == BLANK:
        lines.pop()
    return Picture(tuple(lines), columns, head_columns)


def _part(number: int, shape: Shape) -> str:
    if not shape.header_row or number > shape.above_rows:
        return ROW
    return HEADER if number >= shape.header_row else ABOVE


def _cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_short(cell) for cell in cells[:COLUMNS])


def _short(text: str) -> str:
    words = " ".join(text[: LONGEST * 4].split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
