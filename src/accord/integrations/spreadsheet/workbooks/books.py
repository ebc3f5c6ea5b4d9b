"""What every kind of workbook gives alike: its sheets, and the rows of each as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Row = tuple[int, list[str]]  # number of the row in the sheet, from 1, and its cells without the blank ones at the end
Spans = dict[int, dict[int, int]]  # column → first row → last row of cells merged downwards
MOST_ACROSS = 16_384  # columns that a sheet can have
MOST_DOWN = 1_048_576


@dataclass(frozen=True)
class Sheet:
    """One sheet of cells. ``filled`` counts its cells; ``bare_formulas`` those whose result was never stored."""

    name: str
    part: str
    is_hidden: bool = False
    filled: int = 0
    bare_formulas: int = 0


class Book(Protocol):
    """An open workbook."""

    kind: str

    @property
    def sheets(self) -> Sequence[Sheet]: ...
    def rows(self, sheet: Sheet) -> Iterator[Row]: ...
    def merged(self, sheet: Sheet) -> int: ...


@dataclass
class Filling:
    """Cells merged downwards: each row below shows the value of the first, as a reader of the sheet sees it.

    Cells merged sideways stay as they are: their text stands once.
    """

    spans: Spans = field(default_factory=dict)
    _held: dict[int, tuple[int, str]] = field(default_factory=dict)

    def fill(self, number: int, cells: list[str]) -> list[str]:
        """Complete one row, in the order of rows."""
        for column, spans in self.spans.items():
            text = cells[column] if column < len(cells) else ""
            if number in spans:
                self._held[column] = (spans[number], text)
            elif column in self._held and not text:
                last, above = self._held[column]
                if number <= last and above:
                    cells.extend([""] * (column + 1 - len(cells)))
                    cells[column] = above
        return cells

    def count(self) -> int:
        """Count the cells that are filled so."""
        return sum(last - first for spans in self.spans.values() for first, last in spans.items())


def trimmed(cells: list[str]) -> list[str]:
    """Take away the blank cells at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
