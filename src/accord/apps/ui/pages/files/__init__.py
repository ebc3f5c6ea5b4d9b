"""Lists as files: what a list shows, with its filters and order, as CSV, as a workbook or as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from accord.apps.ui.lists import FORMATS
from accord.apps.ui.pages.files.cells import csv_cell
from accord.apps.ui.pages.files.lines import csv_lines
from accord.apps.ui.pages.files.records import json_pieces
from accord.apps.ui.pages.files.workbooks import workbook

__all__ = ["csv_cell", "file_asked", "file_name", "list_file", "told_apart"]

Rows = Iterable[Sequence[object]]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_asked(request: HttpRequest) -> str:
    """Give the kind of file the address asks for (``?format=``): csv, xlsx or json; empty for the page."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else ""


def list_file(request: HttpRequest, rows: Rows, columns: Sequence[object], name: str) -> HttpResponseBase:
    """Send rows as the file the address asks for; ``name`` comes without ending.

    Values may be text, numbers, days, moments, yes and no, lists and None. Every kind is written row by row, is harmless
    when a spreadsheet opens it, and gives the same values when it is brought in again. Columns of one name are numbered.
    """
    return _FORMATS[file_asked(request) or "csv"](rows, told_apart(columns), name)


def told_apart(columns: Sequence[object]) -> list[str]:
    """Number columns that share a name: Side, Side 2."""
    taken: set[str] = set()
    found: list[str] = []
    for column in columns:
        words, name, number = str(column), str(column), 1
        while name in taken:
            number += 1
            name = f"{words} {number}"
        taken.add(name)
        found.append(name)
    return found


def file_name(name: str, ending: str) -> str:
    """Make a name that every system can store."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "list"
    return f"{safe[:100]}.{ending}"


def _csv(rows: Rows, columns: Sequence[str], name: str) -> HttpResponseBase:
    return _named(StreamingHttpResponse(csv_lines(rows, columns), content_type="text/csv; charset=utf-8"), name, "csv")


def _json(rows: Rows, columns: Sequence[str], name: str) -> HttpResponseBase:
    return _named(
        StreamingHttpResponse(json_pieces(rows, columns, name), content_type="application/json"), name, "json"
    )


def _xlsx(rows: Rows, columns: Sequence[str], name: str) -> HttpResponseBase:
    return _named(FileResponse(workbook(rows, columns, name), content_type=WORKBOOK), name, "xlsx")


def _named(response: HttpResponseBase, name: str, ending: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, ending)}"'
    return response


_FORMATS: dict[str, Callable[[Rows, Sequence[str], str], HttpResponseBase]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
