"""Lists as files that a spreadsheet opens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.http import StreamingHttpResponse

_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Give back one line."""
        return text


def csv_cell(value: object) -> str:
    """Write a value for a spreadsheet: dates ISO, None empty, text that would be taken for a formula quoted."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def csv_response(rows: Iterable[Sequence[object]], columns: Sequence[object], filename: str) -> StreamingHttpResponse:
    """Send rows as a CSV file that spreadsheets open as they are: UTF-8 with mark, formula-safe, streamed."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff" + writer.writerow([csv_cell(column) for column in columns])
        for row in rows:
            yield writer.writerow([csv_cell(cell) for cell in row])

    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", filename).strip("-.") or "list.csv"
    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
