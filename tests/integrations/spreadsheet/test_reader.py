"""Text files into rows: whatever the encoding and the delimiter, no row is lost; what is no table is refused."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.batches.reads.opening import Opened, table_in
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.tables import Note, distinct
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.reader import open_grid

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_disk(content: bytes) -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        return path

    return to_disk


@dataclass(frozen=True)
class Sheet:
    """A file as it is read."""

    file: Opened

    @property
    def headers(self) -> list[str]:
        return list(self.file.table.headers)

    @property
    def encoding(self) -> str:
        return self.file.facts.encoding

    @property
    def delimiter(self) -> str:
        return self.file.facts.delimiter

    @property
    def notes(self) -> list[Note]:
        return self.file.table.notes

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return self.file.table.rows()


def open_sheet(path: Path, *, turned: bool | None = False) -> Sheet:
    choices = Choices(turned=turned)
    return Sheet(table_in(grid=open_grid(path, choices), fields=(), choices=choices))


def _rows(path: Path) -> list[list[str]]:
    return [cells for _line, cells in open_sheet(path).rows()]


class TestEncoding:
    @pytest.mark.parametrize(
        ("content", "encoding"),
        [
            ("Name,Café\nA,é\n".encode(), "utf-8"),
            ("Name,Café\nA,é\n".encode("utf-8-sig"), "utf-8-sig"),
            ("Name,Café\nA,“é”\n".encode("cp1252"), "cp1252"),
            (b"Name,Caf\xe9\nA,\x9d\xe9\n", "latin-1"),
            ("Name\tCafé\nA\té\n".encode("utf-16"), "utf-16"),
            (b"Name,Cost\nA,5\n", "utf-8"),
        ],
    )
    def test_is_found_and_said(self, write: Write, content: bytes, encoding: str) -> None:
        sheet = open_sheet(write(content))

        assert sheet.encoding == encoding
        assert sheet.headers[0] == "Name"
        assert len(list(sheet.rows())) == 1

    def test_bytes_of_no_alphabet_are_counted_and_keep_the_rest_right(self, write: Write) -> None:
        sheet = open_sheet(write(b"Name,Cost\nA\x9d\x92s,\xa35\n"))

        assert next(sheet.rows()) == (2, ["A\x9d’s", "£5"])
        assert sheet.notes == [("odd_bytes", {"count": 1})]

    def test_a_late_byte_decides(self, write: Write) -> None:
        content = b"Name,Note\n" + b"A,b\n" * 400_000 + b"Z,\xe9\n"

        assert open_sheet(write(content)).encoding == "cp1252"


class TestShape:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_delimiter_is_found_among_commas_in_text(self, write: Write, delimiter: str) -> None:
        lines = [["Name", "Note", "Cost"], ["A", '"x, y; z"', "1"], ["B", '"a, b, c, d"', "2"]]

        sheet = open_sheet(write("\n".join(delimiter.join(line) for line in lines).encode()))

        assert sheet.delimiter == delimiter
        assert len(sheet.headers) == 3

    def test_cells_of_many_lines_stay_whole_and_rows_know_their_line(self, write: Write) -> None:
        sheet = open_sheet(write(b'Name,Note\r\nA,"one\ntwo\rthree"\r\nB,x\r\n'))

        assert list(sheet.rows()) == [(2, ["A", "one\ntwo\rthree"]), (5, ["B", "x"])]

    def test_headers_are_made_distinct(self) -> None:
        headers = distinct(
            ["Name", "If Other,\nplease explain.", "", "If Other, please explain.", "name", "\ufeffName"]
        )

        assert headers == [
            "Name",
            "If Other, please explain.",
            "Column 3",
            "If Other, please explain. (2)",
            "name (2)",
            "Name (3)",
        ]

    def test_headers_that_collide_with_a_made_one(self) -> None:
        assert len(set(distinct(["A", "A (2)", "A"]))) == 3

    def test_blank_rows_at_the_end_are_counted_those_between_stay(self, write: Write) -> None:
        sheet = open_sheet(write(b"Name,Note\nA,\n,\nB,\n,\n\n , \n"))

        assert [cells for _line, cells in sheet.rows()] == [["A", ""], ["", ""], ["B", ""]]
        assert sheet.notes == [("blank_at_end", {"count": 3})]

    def test_a_banner_above_the_headers_is_no_header(self, write: Write) -> None:
        sheet = open_sheet(write(b"Portfolio 2026\n\nName,Status,Start\nA,Live,2020\nB,Live,2021\n"))

        assert sheet.headers == ["Name", "Status", "Start"]
        assert sheet.notes == [("above_header", {"count": 1, "texts": ["Portfolio 2026"]})]

    def test_short_and_long_rows_come_as_they_are(self, write: Write) -> None:
        assert _rows(write(b"A,B,C\n1\n1,2,3,4\n")) == [["1"], ["1", "2", "3", "4"]]

    def test_one_column_is_a_table_too(self, write: Write) -> None:
        assert _rows(write(b"Name\nA\nB\n")) == [["A"], ["B"]]

    def test_a_turned_table_gives_each_record_as_a_row(self, write: Write) -> None:
        turned = open_sheet(write(b"Project name,A,B\nStatus,live,idea\nNote,x,\n"), turned=True)

        assert turned.headers == ["Project name", "Status", "Note"]
        assert list(turned.rows()) == [(2, ["A", "live", "x"]), (3, ["B", "idea", ""])]


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "empty"),
            (b"\n \n,,\n", "nothing but blanks"),
            (b"Name,Note\n", "no rows"),
            (b"PK\x03\x04abc", "workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
            (b"%PDF-1.7", "not a table"),
            (b"Name,Note\nA,\x00\n", "NUL"),
            (b"\xff\xfeN\x00a\x00\x00\xd8", "damaged"),
            (b"a,b\n1," + b"2," * 1001 + b"\n", ""),
            (("," * 1001).encode() + b"x\n1\n", "columns"),
        ],
    )
    def test_says_why(self, write: Write, content: bytes, sentence: str) -> None:
        if not sentence:
            assert open_sheet(write(content)).headers == ["a", "b"]
            return
        with pytest.raises(Refused, match=sentence):
            open_sheet(write(content))

    def test_a_quotation_mark_never_closed_is_named_with_its_line(self, write: Write) -> None:
        content = b'Name,Note\nA,b\nB,"' + b"x" * 1_100_000

        with pytest.raises(Refused, match="line 3"):
            list(open_sheet(write(content)).rows())


text = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n",;\t|'), max_size=12)


class TestNoRowIsLost:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(width=st.integers(2, 5), data=st.data(), encoding=st.sampled_from(["utf-8", "utf-8-sig"]))
    def test_rows_in_are_rows_out(self, tmp_path: Path, width: int, data: st.DataObject, encoding: str) -> None:
        filled = st.lists(text, min_size=width, max_size=width).filter(lambda row: "".join(row).strip())
        rows = data.draw(st.lists(filled, min_size=1, max_size=8))
        sink = io.StringIO()
        csv.writer(sink).writerows([[f"Header {place}" for place in range(width)], *rows])
        path = tmp_path / "table.csv"
        path.write_bytes(sink.getvalue().encode(encoding))

        sheet = open_sheet(path)

        assert sheet.encoding == encoding
        if sheet.delimiter == ",":
            assert [cells for _line, cells in sheet.rows()] == rows
        assert "".join(" ".join(cells) for _line, cells in sheet.rows())

    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(content=st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "bytes.csv"
        path.write_bytes(content)

        try:
            sheet = open_sheet(path)
            rows = list(sheet.rows())
        except Refused:
            return
        assert rows
        assert len(set(sheet.headers)) == len(sheet.headers)


class TestRealFiles:
    @pytest.mark.parametrize(
        ("name", "encoding", "delimiter", "columns", "rows"),
        [
            ("federal-ai-2024/2024_consolidated_ai_inventory_raw_v2.csv", "cp1252", ",", 62, 2133),
            ("federal-ai-2024/2024_consolidated_ai_inventory_raw.csv", "utf-8-sig", ",", 62, 1757),
            ("uk-gmpp-2014-2021/uk_2018.csv", "cp1252", ",", 14, 133),
            ("uk-gmpp-2014-2021/uk_2020.csv", "latin-1", ",", 16, 125),
            ("uk-gmpp-2014-2021/uk_2021.csv", "cp1252", ";", 16, 184),
            ("canada-it-projects/gc-it-projects-2016.csv", "utf-8", ",", 15, 398),
            ("canada-it-projects/gc-it-projects-2019.csv", "utf-8", ",", 15, 463),
        ],
    )
    def test_are_read_whole(
        self, data_dir: Path, name: str, encoding: str, delimiter: str, columns: int, rows: int
    ) -> None:
        sheet = open_sheet(data_dir / name)

        assert (sheet.encoding, sheet.delimiter, len(sheet.headers)) == (encoding, delimiter, columns)
        assert sum(1 for _row in sheet.rows()) == rows

    @pytest.mark.parametrize(("year", "projects"), [(2014, 199), (2015, 188), (2016, 143), (2017, 143)])
    def test_projects_in_columns_become_rows(self, data_dir: Path, year: int, projects: int) -> None:
        turned = open_sheet(data_dir / f"uk-gmpp-2014-2021/uk_{year}.csv", turned=True)

        assert len(list(turned.rows())) == projects
