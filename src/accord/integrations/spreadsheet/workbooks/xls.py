"""Reads old binary workbooks (XLS). They cannot be read as a stream, so their size is limited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.rules.tables import storable
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.workbooks.books import Filling, Row, Sheet, Spans, trimmed
from accord.integrations.spreadsheet.workbooks.packages import damaged, encrypted
from accord.integrations.spreadsheet.workbooks.shown import day_text, moment_text, plain_number, shower

MOST_BYTES = 30_000_000


@dataclass
class XlsBook:
    """An open XLS workbook."""

    path: Path
    sheets: Sequence[Sheet]
    kind: str = "xls"

    @cached_property
    def _book(self) -> Any:
        return _opened(self.path)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Give the rows of a sheet, in order."""
        with _panics_refused():
            found = self._book.get_sheet_by_name(sheet.name)
            filling = Filling(_merged_down(found))
            rows = found.iter_rows()
            left = [""] * (found.start or (0, 0))[1]
        number = 0
        while True:
            with _panics_refused():
                cells = next(rows, None)
            if cells is None:
                return
            number += 1
            yield number, trimmed(filling.fill(number, left + [_text(value) for value in cells]))

    def merged(self, sheet: Sheet) -> int:
        """Count the cells that are merged downwards."""
        with _panics_refused():
            return Filling(_merged_down(self._book.get_sheet_by_name(sheet.name))).count()


def open_xls(path: Path) -> XlsBook:
    """Open an XLS workbook. Raises Refused when it is too large, damaged or protected by a password."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if path.stat().st_size > MOST_BYTES:
        raise Refused(
            _("An XLS workbook is read up to %(most)s MB. Save it as XLSX or CSV and bring that.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    book = XlsBook(path, [])
    with _panics_refused():
        book.sheets = [
            Sheet(one.name, one.name, one.visible != SheetVisibleEnum.Visible, _filled(book._book, one.name))
            for one in book._book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    return book


def _opened(path: Path) -> Any:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        with _panics_refused():
            return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise encrypted() from None


def _filled(book: Any, name: str) -> int:
    return sum(1 for row in book.get_sheet_by_name(name).iter_rows() for value in row if value != "")


def _merged_down(sheet: Any) -> Spans:
    spans: Spans = {}
    for (first, left), (last, right) in sheet.merged_cell_ranges or ():
        if left == right and first < last:
            spans.setdefault(left, {})[first + 1] = last + 1
    return spans


def _text(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return plain_number(str(value))
        case datetime():
            return moment_text(value)
        case date():
            return day_text(value)
        case time():
            return f"{value:%H:%M}" + (f":{value:%S}" if value.second else "")
        case timedelta():
            return shower("[h]:mm")(str(value.total_seconds() / 86_400))
    return storable(str(value))


@contextmanager
def _panics_refused() -> Iterator[None]:
    """Turn whatever the library raises over a damaged workbook into one sentence; even what it calls a panic."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except (Refused, PasswordError):
        raise
    except (CalamineError, OSError, ValueError, MemoryError) as why:
        raise damaged() from why
    except BaseException as why:
        if type(why).__name__ == "PanicException":
            raise damaged() from None
        raise
