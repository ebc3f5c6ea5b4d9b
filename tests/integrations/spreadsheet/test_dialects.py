"""Text files however they are written: quoting, line ends, mixed encodings; what is no table is refused in a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.batches.reads.opening import Opened, opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.ui.rules import Refused

Open = Callable[..., Opened]


@pytest.fixture
def read(tmp_path: Path) -> Open:
    def open_it(content: str | bytes, choices: Choices | None = None, name: str = "file.csv") -> Opened:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return opened(path=path, name=name, fields=(), choices=choices or Choices())

    return open_it


def _rows(file: Opened) -> list[list[str]]:
    return [cells for _place, cells in file.table.rows()]


class TestQuoting:
    @pytest.mark.parametrize(
        ("content", "quote", "row"),
        [
            ("'Name','Note'\n'A','one, two'\n'B','it''s'\n", "'", ["A", "one, two"]),
            ("Name,Note\n" + 'A,"one, two"\n' * 30, '"', ["A", "one, two"]),
            ("Name,Note\nA,'tis old\nB,x\n", '"', ["A", "'tis old"]),
            ('Name,Size\nPipe,"5 inch\nTube,6 inch\nRod,7 inch\n', "none", ["Pipe", '"5 inch']),
            ('Name,Note\nA,"say \\"hi, you\\" twice"\nB,"x"\nC,"y"\n', '"', ["A", 'say "hi, you" twice']),
            ('Name, "Note"\nA, "one, two"\nB, "x"\n', '"', ["A", "one, two"]),
            ("Name\tPath\nA\tC:\\temp\nB\tD:\\x\n", '"', ["A", "C:\\temp"]),
        ],
    )
    def test_of_any_kind_is_found(self, read: Open, content: str, quote: str, row: list[str]) -> None:
        file = read(content)

        assert file.facts.quote == quote
        assert len(file.table.headers) == 2
        assert _rows(file)[0] == row

    def test_one_never_closed_is_refused_with_its_line(self, read: Open) -> None:
        with pytest.raises(Refused, match="line 42"):
            read("Name,Note,Cost\n" + 'A,"x, y",1\nB,z,2\n' * 20 + 'G,"q,7\n' + "H,r,8\n" * 3)

    def test_one_astray_is_named_with_its_line(self, read: Open) -> None:
        file = read("Name,Note,Cost\n" + 'A,"x, y",1\nB,z,2\n' * 20 + 'G,"q,7\n' + 'H,"r, s",8\n' * 3)

        assert ("stray_quote", {"line": 42}) in file.table.notes


class TestLines:
    def test_bare_breaks_inside_cells_without_marks_are_no_row_ends(self, read: Open) -> None:
        file = read("Name,Note,Cost\r\nA,one\ntwo,1\r\nB,three\rfour,2\r\nC,x,3\r\n")

        assert list(file.table.rows())[:2] == [(2, ["A", "one\ntwo", "1"]), (4, ["B", "three\rfour", "2"])]

    def test_nel_ends_lines_where_nothing_else_does(self, read: Open) -> None:
        assert _rows(read("Name;Cost\x85A;1\x85B;2\x85")) == [["A", "1"], ["B", "2"]]
        assert _rows(read("Name;Cost\nA\x85x;1\nB;2\n"))[0] == ["A\x85x", "1"]

    def test_bare_cr_ends_lines(self, read: Open) -> None:
        assert _rows(read("Name,Cost\rA,1\rB,2\r")) == [["A", "1"], ["B", "2"]]

    def test_a_line_that_names_the_delimiter_is_obeyed(self, read: Open) -> None:
        file = read("sep=;\r\nName;Note\r\nA;x, y\r\nB;z, w\r\n")

        assert (list(file.table.headers), next(file.table.rows())) == (["Name", "Note"], (3, ["A", "x, y"]))

    def test_blanks_cut_where_every_line_is_alike(self, read: Open) -> None:
        assert _rows(read("who  score\nann     3\nbob    12\n")) == [["ann", "3"], ["bob", "12"]]
        assert _rows(read("Name\nAnn Smith\nBob Jones\n")) == [["Ann Smith"], ["Bob Jones"]]


class TestEncodings:
    def test_utf_8_with_lines_of_an_older_encoding_loses_nothing(self, read: Open) -> None:
        file = read("Name,Note\nCafé,é à ü\nGrün,ö\n".encode() + "Zoë,“x”\n".encode("cp1252"))

        assert _rows(file)[2] == ["Zoë", "“x”"]
        assert _rows(file)[0] == ["Café", "é à ü"]
        assert ("mixed_bytes", {"count": 3}) in file.table.notes

    def test_utf_16_without_a_mark_is_found(self, read: Open) -> None:
        file = read("Name,Note\nA,é\n".encode("utf-16-le"))

        assert (file.facts.encoding, _rows(file)) == ("utf-16-le", [["A", "é"]])

    @pytest.mark.parametrize(
        ("encoding", "text"), [("shift_jis", "営業部"), ("gb18030", "销售部"), ("cp1251", "Отдел"), ("cp1250", "Dział")]
    )
    def test_a_person_may_say_which(self, read: Open, encoding: str, text: str) -> None:
        file = read(f"Name,Cost\n{text},1\n".encode(encoding), Choices(encoding=encoding))

        assert (file.facts.encoding, _rows(file)[0][0]) == (encoding, text)

    def test_one_that_does_not_fit_is_refused(self, read: Open) -> None:
        with pytest.raises(Refused, match="not in the encoding"):
            read(b"Name,Cost\n\xff\xff\xff,1\n", Choices(encoding="gb18030"))
        with pytest.raises(Refused, match="no encoding"):
            read(b"Name,Cost\nA,1\n", Choices(encoding="../etc"))


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>", "web page"),
            (b"\xef\xbb\xbf<?xml version='1.0'?><rows><row/></rows>", "XML"),
            (b"{\\rtf1\\ansi text}", "document"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
            (b"\x1f\x8b\x08\x00", "archive"),
            (b"SQLite format 3\x00", "database"),
            (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
            (b"Dear all,\n\nplease find the list below.\n\n- one\n- two, three\n- four\n\nRegards\n", "not a table"),
            (b"server:\n  port: 80\n  host: here\nmail:\n  from: x\n", "not a table"),
            (b"import os\n\ndef f(a, b):\n    return a\n\n\ndef g(c):\n    return c\n", "not a table"),
            (b"\x00\x01\x02\x03" * 50, "NUL"),
        ],
    )
    def test_says_what_it_is_instead(self, read: Open, content: bytes, sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            read(content)

    def test_a_size_over_the_limit_is_named(self, read: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("accord.integrations.spreadsheet.reader.MOST_BYTES", 10)

        with pytest.raises(Refused, match="larger than"):
            read("Name,Cost\nA,1\n")


pieces = st.one_of(
    st.binary(max_size=30),
    st.sampled_from([b",", b";", b"\t", b"|", b'"', b"'", b"\r\n", b"\n", b"\r", b"\xc2\x85", b"\xef\xbb\xbf", b"\\", b" ",
                     b"Name,Cost\n", b"[", b"{", b'{"a": 1}\n', b"@data\n", b"@attribute x numeric\n", b"sep=;\n",
                     b"\xe9", b"\xc3\xa9", b"PK\x03\x04", b"\xff\xfe", b"1,2,3\n", b"Source: x\n"]),
)  # fmt: skip
CHOICES = st.builds(
    Choices,
    encoding=st.sampled_from(["", "", "utf-8", "cp1252", "utf-16", "gb18030"]),
    delimiter=st.sampled_from(["", "", ",", " ", "\t"]),
    quote=st.sampled_from(["", "", "'", "none"]),
    header_row=st.sampled_from([None, None, 0, 1, 3]),
    header_rows=st.sampled_from([None, None, 1, 2]),
    turned=st.sampled_from([None, None, True, False]),
)


class TestFuzz:
    NAMES = ("x.csv", "x.json", "x.arff", "x.txt")

    @settings(max_examples=40, deadline=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(parts=st.lists(pieces, max_size=40), choices=CHOICES, name=st.sampled_from(NAMES))
    def test_any_file_read_any_way_is_a_table_or_refused(
        self, read: Open, parts: list[bytes], choices: Choices, name: str
    ) -> None:
        _read_or_refused(read, parts, choices, name)

    @pytest.mark.prove
    @settings(max_examples=5_000, deadline=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(parts=st.lists(pieces, max_size=60), choices=CHOICES, name=st.sampled_from(NAMES))
    def test_so_are_thousands(self, read: Open, parts: list[bytes], choices: Choices, name: str) -> None:
        _read_or_refused(read, parts, choices, name)


def _read_or_refused(read: Open, parts: list[bytes], choices: Choices, name: str) -> None:
    try:
        file = read(b"".join(parts), choices, name)
        rows = list(file.table.rows())
    except Refused:
        return
    assert rows
    assert len({header.casefold() for header in file.table.headers}) == len(file.table.headers)
    assert file.to_json()
