"""Lists as files: every kind opens, holds every value, runs no formula, and reads back as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.ui.pages import list_file
from accord.apps.ui.pages.files.workbooks import MOST_TEXT
from accord.apps.ui.rules import guarded, is_formula, quoted, unguarded

pytestmark = pytest.mark.one_database
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
HOSTILE = st.builds(
    lambda lead, rest: lead + rest, st.sampled_from(["=", "+", "-", "@", "\t", "'=", "''@", " =", "\u202e="]), WORDS
)


def _file(rows: Sequence[Sequence[object]], columns: Sequence[str], kind: str) -> HttpResponseBase:
    return list_file(RequestFactory().get("/", {"format": kind}), rows, columns, "my goals/../x")


def _bytes(rows: Sequence[Sequence[object]], columns: Sequence[str], kind: str) -> bytes:
    response = _file(rows, columns, kind)
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def _sheet(data: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def _read(data: bytes, kind: str) -> list[list[Any]]:
    if kind == "csv":
        return [list(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]
    if kind == "json":
        return [list(record.values()) for record in json.loads(data)["data"]]
    return [["" if cell is None else cell for cell in row] for row in _sheet(data)[1:]]


class TestValues:
    ROW = (
        "Größe",
        date(2026, 3, 12),
        None,
        -4.5,
        Decimal("1234567.89"),
        True,
        ["a", "b"],
        datetime(2026, 3, 12, 8, 30, tzinfo=UTC),
    )
    COLUMNS = ("Side", "Day", "Side", "Number", "Money", "Is it", "Several", "Moment")

    def test_stand_in_csv_as_every_spreadsheet_reads_them(self) -> None:
        data = _bytes([self.ROW], self.COLUMNS, "csv")
        assert data.startswith(b"\xef\xbb\xbf")
        head, row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert head[:3] == ["Side", "Day", "Side 2"]
        assert row[:7] == ["Größe", "2026-03-12", "", "-4.5", "1234567.89", "yes", "a; b"]
        assert row[7].startswith("2026-03-12 ")

    def test_have_types_in_a_workbook(self) -> None:
        (row,) = _sheet(_bytes([self.ROW], self.COLUMNS, "xlsx"))[1:]
        assert row[:7] == ("Größe", datetime(2026, 3, 12), None, -4.5, 1234567.89, "yes", "a; b")

    def test_have_types_in_json(self) -> None:
        found = json.loads(_bytes([self.ROW], self.COLUMNS, "json"))
        assert list(found["data"][0].values())[:7] == ["Größe", "2026-03-12", None, -4.5, 1234567.89, True, ["a", "b"]]
        assert found["list"] == "my goals/../x"

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_come_under_a_name_that_every_system_takes(self, kind: str) -> None:
        assert _file([], ["a"], kind)["Content-Disposition"] == f'attachment; filename="my-goals-..-x.{kind}"'

    def test_keep_their_digits(self) -> None:
        long = (12345678901234567890, Decimal("0.1"), Decimal("99999999999999999999.99"), float("nan"), "007")
        (row,) = _sheet(_bytes([long], list("abcde"), "xlsx"))[1:]
        assert row == ("12345678901234567890", 0.1, "99999999999999999999.99", None, "007")
        assert _read(_bytes([long], list("abcde"), "json"), "json")[0][2:] == ["99999999999999999999.99", None, "007"]


class TestFormulas:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+cmd", "-2+3", "@sum", "\t=1", " =1", "\rx", "\nx", "\uff1d1", "\u200b=1"]
    )
    def test_are_guarded(self, text: str) -> None:
        assert guarded(text) == f"'{text}"
        assert unguarded(f"'{text}") == text

    @pytest.mark.parametrize("text", ["-4", "-4.25", "plain", "a=b", "'tis", "''"])
    def test_are_not_seen_where_there_are_none(self, text: str) -> None:
        assert guarded(text) == quoted(text) == unguarded(text) == text

    @settings(max_examples=40)
    @given(WORDS | HOSTILE)
    def test_come_back_as_they_were(self, text: str) -> None:
        assert unguarded(guarded(text)) == text == unguarded(quoted(text))
        assert not is_formula(guarded(text))

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    @settings(max_examples=15)
    @given(rows=st.lists(st.tuples(HOSTILE, WORDS), min_size=1, max_size=8))
    def test_and_rows_are_the_same_after_every_kind_of_file(self, kind: str, rows: list[tuple[str, str]]) -> None:
        rows = [(a.replace("\x00", ""), b.replace("\x00", "")) for a, b in rows]
        if kind == "xlsx":  # the format knows no control characters, and one end of line
            rows = [(_printable(a), _printable(b)) for a, b in rows]
        back = [[unguarded(str(cell)) for cell in row] for row in _read(_bytes(rows, ["a", "b"], kind), kind)]
        assert back == [list(row) for row in rows]

    def test_are_text_in_a_workbook(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(_bytes([("=HYPERLINK(1)", "http://x.example")], ["a", "b"], "xlsx")))
        cells = book.worksheets[0][2]
        assert [cell.data_type for cell in cells] == ["s", "s"]
        assert all(cell.hyperlink is None for cell in cells)
        assert cells[0].quotePrefix


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in " \t\n")


class TestLongFiles:
    def test_say_which_cells_a_workbook_had_to_cut(self) -> None:
        data = _bytes([("x" * 40_000, "y")], ["Long", "Short"], "xlsx")
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert len(book.worksheets[0]["A2"].value) == MOST_TEXT
        assert [cell.value for cell in book.worksheets[1][3]] == ["my goals .. x 2", "Long"]
        assert len(str(_read(_bytes([("x" * 40_000, "y")], ["Long", "Short"], "csv"), "csv")[0][0])) == 40_000

    def test_are_sent_while_they_are_read(self) -> None:
        taken = []

        def rows() -> object:
            for number in range(1_000):
                taken.append(number)
                yield (number,)

        for kind in ("csv", "json"):
            taken.clear()
            pieces = iter(_file(rows(), ["n"], kind).streaming_content)  # type: ignore[arg-type,attr-defined]
            next(pieces), next(pieces)
            assert len(taken) < 500
