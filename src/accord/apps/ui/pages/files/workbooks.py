"""A list as a workbook (XLSX): cells have types, no text is ever a formula or a link; rows go to disk as they come."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from accord.apps.ui.pages.files.cells import local, plain
from accord.apps.ui.rules import is_formula, quoted

MOST_TEXT = 32_767  # letters in a cell, by the specification of the format
MOST_ROWS = 1_048_576
MOST_DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # before it the format counts a day that never was
WIDEST = 60
LOOKED_AT = 100  # rows that say how wide a column is
_UNWANTED = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(rows: Iterable[Sequence[object]], columns: Sequence[str], name: str) -> IO[bytes]:
    """Write a workbook and give it as an open file at its beginning; it vanishes when closed.

    Text that is longer than a cell may be is cut, and a second sheet names each such cell. What does not fit on one
    sheet goes on on the next.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        _Writing(book, columns, name).write(rows)
    file.seek(0)
    return file


class _Writing:
    """One workbook while it is written."""

    def __init__(self, book: Any, columns: Sequence[str], name: str) -> None:
        self.book, self.columns, self.name = book, columns, _UNWANTED.sub(" ", name)[:26].strip() or _("List")
        self.bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.text = book.add_format({"quote_prefix": True})
        self.cut: list[tuple[str, str]] = []
        self.widths = [min(WIDEST, max(10, len(column) + 2)) for column in columns]
        self.sheets: list[Any] = []

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        """Write the heading, every row, and what had to be cut."""
        at = self._sheet()
        for number, row in enumerate(rows):
            if at == MOST_ROWS:
                at = self._sheet()
            for place, value in enumerate(row):
                self._cell(at, place, value, look=number < LOOKED_AT)
            at += 1
        for sheet in self.sheets:
            for place, width in enumerate(self.widths):
                sheet.set_column(place, place, width)
            sheet.autofilter(0, 0, at - 1 if sheet is self.sheets[-1] else MOST_ROWS - 1, max(0, len(self.columns) - 1))
        if self.cut:
            self._say_cut()

    def _sheet(self) -> int:
        number = len(self.sheets) + 1
        sheet = self.book.add_worksheet(self.name if number == 1 else f"{self.name} {number}")
        sheet.freeze_panes(1, 0)
        self.sheets.append(sheet)
        for place, column in enumerate(self.columns):
            sheet.write_string(0, place, _written(column), self.bold)
        return 1

    def _cell(self, at: int, place: int, value: object, *, look: bool) -> None:
        sheet = self.sheets[-1]
        if value is None or value == "":
            return
        if isinstance(value, datetime) and value.date() >= FIRST_DAY:
            sheet.write_datetime(at, place, local(value), self.moment)
            return
        if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
            sheet.write_datetime(at, place, value, self.day)
            return
        if _is_number(value):
            sheet.write_number(at, place, value)
            return
        text = _written(plain(value))
        if not text:
            return
        if len(text) > MOST_TEXT:
            self.cut.append((f"{self.sheets[-1].get_name()} {at + 1}", self.columns[place]))
            text = text[: MOST_TEXT - 1] + "…"
        if look:
            self.widths[place] = max(self.widths[place], min(WIDEST, len(text) + 2))
        sheet.write_string(at, place, text, self.text if is_formula(text) else None)

    def _say_cut(self) -> None:
        sheet = self.book.add_worksheet(_("Cut texts")[:31])
        sheet.set_column(0, 1, 40)
        said = _("These texts are longer than a cell of a workbook may be and end early. CSV and JSON hold them whole.")
        sheet.write_string(0, 0, said)
        for at, (row, column) in enumerate(self.cut, start=2):
            sheet.write_string(at, 0, _written(row))
            sheet.write_string(at, 1, _written(column)[:MOST_TEXT])


def _written(text: str) -> str:
    """Write control characters as blanks: no spreadsheet shows them, and some take the file for broken."""
    return _CONTROL.sub(" ", quoted(text))


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return False
    if not math.isfinite(value):
        return False
    return len(str(abs(value)).replace(".", "").lstrip("0")) <= MOST_DIGITS or isinstance(value, float)
