"""A list as CSV: UTF-8 with a mark, so that spreadsheets read it as it is; one line at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from accord.apps.ui.pages.files.cells import csv_cell

MARK = "\ufeff"
AT_ONCE = 200  # lines sent together; one by one a long list takes three times as long


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Give back one line."""
        return text


def csv_lines(rows: Iterable[Sequence[object]], columns: Sequence[object]) -> Iterator[str]:
    """Give the file in pieces of some lines."""
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow([csv_cell(column) for column in columns])
    piece: list[str] = []
    for row in rows:
        piece.append(writer.writerow([csv_cell(cell) for cell in row]))
        if len(piece) == AT_ONCE:
            yield "".join(piece)
            piece.clear()
    if piece:
        yield "".join(piece)
