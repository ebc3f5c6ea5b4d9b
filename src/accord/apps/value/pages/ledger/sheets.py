"""Sheets of a workbook for a controller: typed cells, texts that are never formulas, formulas with the value they have."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.utility import xl_rowcol_to_cell

from accord.apps.ui.rules import is_formula, quoted

MONEY = '#,##0.00;-#,##0.00;"–"'


class Formula:
    """A formula with the value it has, so that readers that do not compute show the same."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: Decimal | None) -> None:
        self.text, self.value = text, value


class Book(AbstractContextManager["Book"]):
    """A workbook being written to a file that vanishes when closed; ``in_order``: sheet by sheet, keeping little in memory."""

    def __init__(self, *, in_order: bool = False) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        self.book = xlsxwriter.Workbook(self.file, {"strings_to_urls": False, "constant_memory": in_order})
        add = self.book.add_format
        self.bold = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.total = add({"bold": True, "top": 1, "num_format": MONEY})
        self.total_text = add({"bold": True, "top": 1})
        self.money = add({"num_format": MONEY})
        self.rate = add({"num_format": "0.00000000"})
        self.day = add({"num_format": "yyyy-mm-dd", "align": "left"})
        self.month = add({"num_format": "yyyy-mm", "align": "left"})
        self.guarded = add({"quote_prefix": True})
        self.wrapped = add({"text_wrap": True, "valign": "top"})

    def __exit__(self, *problem: object) -> None:
        self.book.close()
        self.file.seek(0)

    def sheet(self, name: str, columns: Sequence[str], widths: Sequence[int] = ()) -> Sheet:
        """Add a sheet with a heading that stays in sight."""
        return Sheet(self, name[:31], columns, widths)


class Sheet:
    """One sheet; rows are written from the second on."""

    def __init__(self, book: Book, name: str, columns: Sequence[str], widths: Sequence[int]) -> None:
        self.book, self.name, self.at = book, name, 1
        self.page = book.book.add_worksheet(name)
        self.columns = list(columns)
        for place, column in enumerate(columns):
            self.page.write_string(0, place, quoted(column), book.bold)
            width = widths[place] if place < len(widths) else 14
            self.page.set_column(place, place, width)
        self.page.freeze_panes(1, 0)

    def add(self, *values: object, is_total: bool = False, is_month: bool = False) -> int:
        """Write a row and give its number as a spreadsheet counts it; ``is_month``: days are shown as months."""
        for place, value in enumerate(values):
            self._cell(place, value, is_total=is_total, is_month=is_month)
        self.at += 1
        return self.at

    def _cell(self, place: int, value: object, *, is_total: bool, is_month: bool) -> None:
        book = self.book
        money = book.total if is_total else book.money
        if value is None or value == "":
            return
        if isinstance(value, Formula):
            self.page.write_formula(
                self.at, place, value.text, money, "" if value.value is None else float(value.value)
            )
        elif isinstance(value, Decimal):
            self.page.write_number(self.at, place, float(value), money)
        elif isinstance(value, int):
            self.page.write_number(self.at, place, value)
        elif isinstance(value, datetime):
            self.page.write_datetime(self.at, place, timezone.localtime(value).replace(tzinfo=None), book.day)
        elif isinstance(value, date):
            self.page.write_datetime(self.at, place, value, book.month if is_month and value.day == 1 else book.day)
        else:
            self._text(place, str(value), is_total=is_total)

    def _text(self, place: int, text: str, *, is_total: bool) -> None:
        form = self.book.guarded if is_formula(text) else self.book.total_text if is_total else None
        self.page.write_string(self.at, place, quoted(text), form)

    def number(self, place: int, value: Decimal) -> None:
        """Write a rate into the row that was written last."""
        self.page.write_number(self.at - 1, place, float(value), self.book.rate)

    def column(self, place: int, first: int = 2, last: int | None = None) -> str:
        """Name the cells of a column from one row to another, as ``$C$2:$C$9``; seen from every sheet."""
        end = max(first, self.at if last is None else last)
        top, bottom = (xl_rowcol_to_cell(row - 1, place, row_abs=True, col_abs=True) for row in (first, end))
        return f"'{self.name}'!{top}:{bottom}"


def cell(place: int, row: int) -> str:
    """Name a cell, as ``C2``."""
    name: Any = xl_rowcol_to_cell(row - 1, place)
    return str(name)


def half_even(amount: str, rate: str) -> str:
    """Write the formula that multiplies and rounds to the cent, half to even, as the ledger does."""
    product = f"ROUND(ABS({amount})*{rate},8)"
    cents = f"{product}*100"  # MOD would do the same, but spreadsheets refuse it for very large amounts
    is_tie = f"ABS({cents}-2*INT({cents}/2)-0.5)<0.0000001"
    return f"SIGN({amount})*IF({is_tie},ROUNDDOWN({product},2),ROUND({product},2))"
