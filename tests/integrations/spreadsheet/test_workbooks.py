"""Workbooks as records: what cells show, which sheet is taken, what is refused before it is unpacked."""

import csv
import struct
import zipfile
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.batches.rules.choices import Choices
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.workbooks import open_grid, suits
from accord.integrations.spreadsheet.workbooks.shown import plain_number, shower
from tests.integrations.spreadsheet.books import (
    ODS_KIND,
    ods,
    ods_cell,
    ods_row,
    wrapped,
    xls,
    xlsx,
    zipped,
)

pytestmark = pytest.mark.one_database
TABLE = [["Title", "Agency"], ["Alpha", "A"], ["Beta", "B"]]


def _cells(path: Path, **choices: Any) -> list[list[str]]:
    return [cells for _place, cells in open_grid(path, Choices(**choices)).records()]


def _refusal(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        list(open_grid(path, Choices()).records())
    return refusal.value.message


class TestWhatCellsShow:
    @pytest.mark.parametrize(
        ("code", "stored", "shown"),
        [
            ("General", "2023", "2023"),
            ("General", "0.30000000000000004", "0.3"),
            ("General", "1E+20", "100000000000000000000"),
            ("0.0%", "0.125", "12.5%"),
            ("#,##0.00", "19258", "19258"),
            ("[$£-809]#,##0.00", "19258", "£19258"),
            ('_-"€"* #,##0.00_-', "-5.5", "-€5.5"),
            ("[$USD] #,##0", "7", "USD 7"),
            ("[$-409]d\\-mmm;@", "45559", "2024-09-24"),  # 45559 days after 30 December 1899
            ("mmm-yy", "45536", "2024-09"),
            ("mmm-yy", "45559", "2024-09-24"),
            ("yyyy-mm-dd hh:mm", "45536.520833333336", "2024-09-01 12:30"),
            ("m/d/yyyy", "2023", "1905-07-15"),  # a year in a date cell: repaired later, never here
            ("m/d/yyyy", "-3", "-3"),
            ("h:mm", "0.75", "18:00"),
            ("[h]:mm", "1.5", "36:00"),
            ("00000", "42", "00042"),
            ('0 "days"', "12", "12"),
            ("[Red]0.00", "1.50", "1.5"),
        ],
    )
    def test_shows_a_number_in_its_format(self, code: str, stored: str, shown: str) -> None:
        assert shower(code)(stored) == shown

    def test_counts_days_from_1904_where_the_workbook_does(self, tmp_path: Path) -> None:
        assert shower("yyyy-mm-dd", since_1904=True)("0") == "1904-01-01"
        with xlsxwriter.Workbook(str(tmp_path / "mac.xlsx"), {"date_1904": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Title", "Day"])
            sheet.write(1, 0, "Alpha")
            sheet.write_datetime(1, 1, datetime(2024, 9, 24), book.add_format({"num_format": "d mmm yyyy"}))
        assert _cells(tmp_path / "mac.xlsx")[1] == ["Alpha", "2024-09-24"]

    @given(st.floats(min_value=1e-15, max_value=1e29), st.sampled_from((1, -1)))
    @settings(max_examples=40)
    def test_loses_no_digit_that_a_spreadsheet_keeps(self, value: float, sign: int) -> None:
        assert float(plain_number(repr(sign * value))) == float(f"{sign * value:.15g}")

    def test_reads_what_two_writers_write_alike(self, tmp_path: Path) -> None:
        rows: list[list[Any]] = [
            ["Title", "When", "Cost", "Live"],
            ["=1+1", date(2024, 9, 24), 1.5, True],
            ["<b>läuft\nhier</b> 中文 🙂", date(1999, 12, 31), 3.0, False],
            ["", None, 12, None],
        ]
        book = openpyxl.Workbook()
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = book.active.cell(number, place, value or None)  # type: ignore[union-attr]
                cell.value = value if value != "" else None
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
        book.save(tmp_path / "one.xlsx")
        expected = [
            ["Title", "When", "Cost", "Live"],
            ["=1+1", "2024-09-24", "1.5", "TRUE"],
            ["<b>läuft\nhier</b> 中文 🙂", "1999-12-31", "3", "FALSE"],
            ["", "", "12", ""],
        ]
        assert _cells(tmp_path / "one.xlsx") == expected
        assert _cells(xlsx(tmp_path / "two.xlsx", {"S": rows})) == expected

    def test_says_which_formulas_brought_no_result(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for row in (["Title", "Sum"], ["Alpha", "=1+1"], ["Beta", "=A1"]):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(tmp_path / "bare.xlsx")
        grid = open_grid(tmp_path / "bare.xlsx", Choices())
        assert ("bare_formulas", {"count": 2}) in grid.notes
        assert [cells for _place, cells in grid.records()][1] == ["Alpha", ""]

    @given(
        rows=st.lists(
            st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=4),
            min_size=1, max_size=6,
        )
    )  # fmt: skip
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_gives_back_every_text_that_was_written(self, tmp_path: Path, rows: list[list[str]]) -> None:
        rows = [["Title", "x"], *rows]
        read = _cells(xlsx(tmp_path / "any.xlsx", {"S": rows}))
        told = [[text for text in row if text] for row in rows]
        while not told[-1]:
            told.pop()
        assert [[text for text in row if text] for row in read] == told


class TestSheets:
    def test_takes_the_largest_table_and_names_the_others(self, tmp_path: Path) -> None:
        path = tmp_path / "many.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Read me").write_column(0, 0, ["A long note"] * 50)
            book.add_worksheet("Empty")
            data = book.add_worksheet("Data")
            for number, row in enumerate(TABLE):
                data.write_row(number, 0, row)
            picks = book.add_worksheet("Picks")
            picks.hide()
            for number in range(90):
                picks.write_row(number, 0, ["x", "y", "z"])
            book.add_chartsheet("Chart").set_chart(_chart(book))
        grid = open_grid(path, Choices())
        assert grid.facts.sheet == "Data"
        assert grid.facts.sheets == ("Read me", "Data", "Picks")
        assert ("other_sheets", {"count": 2, "names": "Read me, Picks"}) in grid.notes
        assert list(grid.records()) == [(number, row) for number, row in enumerate(TABLE, 1)]
        assert len(_cells(path, sheet="Picks")) == 90
        assert open_grid(path, Choices(sheet="of another file")).facts.sheet == "Data"

    def test_keeps_the_rows_numbers_and_fills_cells_merged_downwards(self, tmp_path: Path) -> None:
        path = tmp_path / "merged.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.merge_range("A1:C1", "All programmes")
            sheet.merge_range("A3:A4", "Agency")
            sheet.merge_range("B3:C3", "Cost")
            sheet.write_row("B4", ["Plan", "Actual"])
            sheet.merge_range("A5:A6", "Transport")
            sheet.write_row("B5", [1, 2])
            sheet.write_row("B6", [3, 4])
        grid = open_grid(path, Choices())
        assert list(grid.records()) == [
            (1, ["All programmes", "", ""]),
            (2, ["", "", ""]),
            (3, ["Agency", "Cost", ""]),
            (4, ["Agency", "Plan", "Actual"]),
            (5, ["Transport", "1", "2"]),
            (6, ["Transport", "3", "4"]),
        ]
        assert ("merged_down", {"count": 2}) in grid.notes

    def test_gives_few_of_very_many_blank_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "far.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Title", "Agency"])
            sheet.write_row(1_000_000, 0, ["Alpha", "A"])
        records = list(open_grid(path, Choices()).records())
        assert len(records) == 102
        assert records[-1] == (1_000_001, ["Alpha", "A"])

    def test_refuses_a_workbook_without_cells(self, tmp_path: Path) -> None:
        path = tmp_path / "charts.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Empty")
            book.add_chartsheet("Chart").set_chart(_chart(book))
        assert "holds any cells" in _refusal(path)


def _chart(book: xlsxwriter.Workbook) -> Any:
    chart = book.add_chart({"type": "line"})
    assert chart is not None
    chart.add_series({"values": "=Empty!$A$1:$A$2"})
    return chart


class TestOds:
    def test_reads_kinds_repeats_merges_and_lines(self, tmp_path: Path) -> None:
        notes = ods_row(ods_cell("Source: the programme office")) * 9
        data = (
            ods_row(ods_cell("Title"), ods_cell("When"), ods_cell(table__number_columns_repeated="16380"))
            + ods_row(
                ods_cell("A & B\nsecond line"), ods_cell("24 Sep", "date", "2024-09-24"),
                ods_cell("12 %", "percentage", "0.125"), ods_cell("£5", "currency", "5", office__currency="GBP"),
                ods_cell("007", "float", "7"),
            )
            + ods_row(ods_cell("m", table__number_rows_spanned="2"), ods_cell("TRUE", "boolean", "true"))
            + ods_row("<table:covered-table-cell/>", ods_cell("x", table__number_columns_repeated="3"),
                      ods_cell("36:30", "time", "PT36H30M00S"))
            + ods_row(ods_cell("r"), repeated=2)
            + ods_row(ods_cell(table__number_columns_repeated="16384"), repeated=1_048_000)
        )  # fmt: skip
        picks = ods_row(ods_cell("a"), ods_cell("b"), repeated=500)
        path = ods(tmp_path / "t.ods", {"Notes": notes, "Data": data, "Picks": picks}, hidden=["Picks"])
        grid = open_grid(path, Choices())
        assert grid.facts.sheet == "Data"
        assert grid.facts.sheets == ("Notes", "Data", "Picks")
        assert list(grid.records()) == [
            (1, ["Title", "When", "", "", ""]),
            (2, ["A & B\nsecond line", "2024-09-24", "12.5%", "GBP 5", "007"]),
            (3, ["m", "TRUE", "", "", ""]),
            (4, ["m", "x", "x", "x", "36:30"]),
            (5, ["r", "", "", "", ""]),
            (6, ["r", "", "", "", ""]),
        ]
        assert len(_cells(path, sheet="Picks")) == 500

    def test_refuses_one_that_is_locked_or_a_text(self, tmp_path: Path) -> None:
        locked = ods(tmp_path / "l.ods", {"S": ""}, manifest="<manifest:encryption-data/>")
        assert "password" in _refusal(locked)
        letter = zipped(
            tmp_path / "l.odt", {"mimetype": ODS_KIND.replace("spreadsheet", "text"), "content.xml": "<a/>"}
        )
        assert "document" in _refusal(letter)


class TestXls:
    def test_reads_texts_and_numbers(self, tmp_path: Path) -> None:
        path = xls(tmp_path / "old.xls", [["Title", "Cost"], ["Größe — x", 1.5], ["", 3.0]])
        assert _cells(path) == [["Title", "Cost"], ["Größe — x", "1.5"], ["", "3"]]

    def test_gives_the_federal_inventory_as_its_csv_does(self, data_dir: Path) -> None:
        """The same 2,133 rows of 62 columns. 82 cells differ: in 65 the CSV shows a day as 24-Aug, where the workbook
        holds 2024-08-24, in 7 as 8/24/2024; in 10 the CSV lost signs that its alphabet does not have.
        """
        folder = data_dir / "federal-ai-2024"
        with (folder / "2024_consolidated_ai_inventory_raw_v2.csv").open(encoding="cp1252", newline="") as file:
            text = list(csv.reader(file))
        book = _cells(folder / "2024_consolidated_ai_inventory_raw_v2.xls")
        assert len(book) == len(text) == 2_134
        assert {len(row) for row in book} == {62}
        differ = [(a, b) for one, two in zip(text, book, strict=True) for a, b in zip(one, two, strict=True) if a != b]
        days = [(a, date.fromisoformat(b)) for a, b in differ if len(b) == 10 and b[4] == "-"]
        assert Counter(
            "d-mmm" if a == f"{day.day}-{day:%b}" else a == f"{day.month}/{day.day}/{day.year}" for a, day in days
        ) == {"d-mmm": 65, True: 7}
        lost = [(a, b) for a, b in differ if not (len(b) == 10 and b[4] == "-")]
        assert len(lost) == 10
        assert all("?" in a and a.isascii() >= b.isascii() for a, b in lost)


class TestRefusals:
    def test_refuses_every_kind_of_lock(self, tmp_path: Path) -> None:
        assert "password" in _refusal(xls(tmp_path / "l.xls", TABLE, locked=True))
        assert "password" in _refusal(wrapped(tmp_path / "l.xlsx", "EncryptedPackage", b"x" * 5000))
        path = xlsx(tmp_path / "flag.xlsx", {"S": TABLE})
        data = bytearray(path.read_bytes())
        at = data.index(b"PK\x01\x02")
        data[at + 8] |= 1
        path.write_bytes(data)
        assert "password" in _refusal(path)

    def test_refuses_bombs_before_unpacking_them(self, tmp_path: Path) -> None:
        blanks = b" " * 60_000_000
        path = xlsx(tmp_path / "bomb.xlsx", {"S": TABLE})
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/blank.xml", blanks)
        assert "too large" in _refusal(path)
        many = zipped(tmp_path / "many.xlsx", {f"xl/{number}": "" for number in range(10_001)})
        assert "too large" in _refusal(many)

    def test_refuses_a_package_that_lies_about_its_size(self, tmp_path: Path) -> None:
        path = ods(tmp_path / "lie.ods", {"S": ods_row(ods_cell("x"), ods_cell("y")) * 2_000})
        data = bytearray(path.read_bytes())
        for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = data.index(b"content.xml") - (30 if mark[2] == 3 else 0)
            at = data.index(b"content.xml", at + 31) - 46 if mark[2] == 1 else at
            data[at + place : at + place + 4] = struct.pack("<I", 1_000)
        path.write_bytes(data)
        assert "damaged" in _refusal(path)

    def test_refuses_a_long_text_named_a_million_times(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("accord.integrations.spreadsheet.workbooks.grids.MOST_TEXT", 1_000_000)
        assert "too large" in _refusal(xlsx(tmp_path / "long.xlsx", {"S": [["x" * 30_000, "y"]] * 40}))

    def test_refuses_entities_that_grow(self, tmp_path: Path) -> None:
        rows = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>"
        assert "damaged" in _refusal(zipped(tmp_path / "x.ods", {"mimetype": ODS_KIND, "content.xml": rows}))

    @pytest.mark.parametrize(
        ("name", "parts", "said"),
        [
            ("a.docx", {"word/document.xml": "<a/>"}, "document"),
            ("a.zip", {"table.csv": "a,b"}, "archive"),
            ("a.xlsb", {"xl/workbook.bin": "x"}, "XLSB"),
            ("a.xlsx", {"xl/workbook.xml": "<workbook"}, "damaged"),
        ],
    )
    def test_says_what_an_archive_is_instead(self, tmp_path: Path, name: str, parts: dict[str, str], said: str) -> None:
        path = zipped(tmp_path / name, parts)
        assert suits(name, path.read_bytes()[:100])
        assert said in _refusal(path)

    def test_says_that_a_web_page_is_no_workbook(self, tmp_path: Path) -> None:
        path = tmp_path / "report.xls"
        path.write_text("<html><table><tr><td>Title")
        assert suits(path.name, path.read_bytes())
        assert "web page" in _refusal(path)
        assert not suits("report.csv", path.read_bytes())

    @given(data=st.data())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_never_falls_over_a_damaged_one(self, tmp_path: Path, data: st.DataObject) -> None:
        made = {
            "xlsx": lambda: xlsx(tmp_path / "d.xlsx", {"S": TABLE}),
            "ods": lambda: ods(tmp_path / "d.ods", {"S": ods_row(ods_cell("x"), ods_cell("y")) * 3}),
            "xls": lambda: xls(tmp_path / "d.xls", TABLE),
        }
        path = made[data.draw(st.sampled_from(sorted(made)))]()
        whole = bytearray(path.read_bytes())
        for at, value in data.draw(
            st.lists(st.tuples(st.integers(4, len(whole) - 1), st.integers(0, 255)), min_size=1, max_size=8)
        ):
            whole[at] = value
        path.write_bytes(whole[: data.draw(st.sampled_from([len(whole), len(whole) // 2]))])
        with suppress(Refused):
            list(open_grid(path, Choices()).records())
