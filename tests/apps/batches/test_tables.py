"""Records into headers and rows: banners, groups, notes, no headers, records in columns; nothing is lost or invented."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.headers import distinct, joined, without_footnotes
from accord.apps.batches.rules.pictures import Picture, picture_of
from accord.apps.batches.rules.shapes import shape_of, stands_turned
from accord.apps.batches.rules.tables import Record, Table, storable, table_of, turned_records

Cells = Sequence[Sequence[str]]
NAMES = ["Name", "Agency", "Stage", "Cost", "Starts"]
BODY = [
    ["Chatbot", "HR", "live", "1,200", "2024-03-01"],
    ["Sorting", "IT", "idea", "800", "2024-05-17"],
    ["Search", "IT", "live", "", "2023-11-30"],
]


def table(cells: Cells, choices: Choices | None = None) -> Table:
    """Find the table in records numbered from 1."""
    chosen = choices or Choices()
    records: list[Record] = [(place, list(one)) for place, one in enumerate(cells, start=1)]
    shape = shape_of([one for _place, one in records], choices=chosen)
    assert shape is not None
    return table_of(lambda: iter(records), shape, keep_end=bool(chosen.keep_end))


def rows(found: Table) -> list[list[str]]:
    return [cells for _place, cells in found.rows()]


def note(found: Table, kind: str) -> dict[str, object]:
    return next((dict(values) for name, values in found.notes if name == kind), {})


class TestAboveHeaders:
    @pytest.mark.parametrize(
        "above",
        [
            [["Portfolio of 2026", "", "", "", ""], []],
            [[], ["https://example.org/feed"], []],
            [["# made by a program"], ["# on Monday, late"]],
            [["Report", "Portfolio"], ["As of", "2026-01-31"], []],
            [["Report", "Portfolio"], ["Date", "2026-01-31"], ["User", "ann"], ["Kind", "all"], []],
            [["AI initiatives"], ["Figures in thousands of pounds"], ["Unaudited"]],
        ],
    )
    def test_banners_addresses_and_remarks_are_left_out_and_named(self, above: list[list[str]]) -> None:
        found = table([*above, NAMES, *BODY])

        assert list(found.headers) == NAMES
        assert rows(found) == BODY
        said = [text for cells in above if (text := "  ".join(cell for cell in cells if cell))]
        assert note(found, "above_header") == {"count": len(said), "texts": said}


class TestHeaders:
    def test_groups_stand_before_the_names_below_them(self) -> None:
        groups = ["Project", "", "Money", "", "", "Time"]
        names = ["Name", "Agency", "2023", "2024", "2025", "Ends"]
        body = [["A", "HR", "1", "2", "3", "2025-01-01"], ["B", "IT", "4", "5", "6", "2026-01-01"]]

        found = table([["Budget plan"], groups, names, *body])

        assert list(found.headers) == [
            "Project · Name", "Project · Agency", "Money · 2023", "Money · 2024", "Money · 2025", "Time · Ends",
        ]  # fmt: skip
        assert rows(found) == body

    def test_merged_groups_written_out_are_groups(self) -> None:
        found = table([["Who", "Who", "Money", "Money", "Money"], ["Name", "Head", "Plan", "Now", "Rest"],
                       ["A", "Ann", "1", "2", "3"], ["B", "Bob", "4", "5", "6"]])  # fmt: skip

        assert list(found.headers)[1:3] == ["Who · Head", "Money · Plan"]
        assert len(rows(found)) == 2

    def test_units_below_join_with_a_blank(self) -> None:
        found = table([NAMES, ["", "", "", "(£m)", "dd/mm/yyyy"], *BODY])

        assert list(found.headers) == ["Name", "Agency", "Stage", "Cost (£m)", "Starts dd/mm/yyyy"]
        assert rows(found) == BODY

    def test_a_group_ends_at_a_blank_column(self) -> None:
        assert joined([["", "Grade", "", "", "Country"], ["", "AO", "EO", "", "Wales"]]) == [
            "", "Grade · AO", "Grade · EO", "", "Country · Wales",
        ]  # fmt: skip

    def test_a_first_row_with_gaps_is_no_second_header(self) -> None:
        body = [["Chatbot", "", "live", "", ""], *BODY]

        assert rows(table([NAMES, *body])) == body

    def test_footnotes_come_off_and_numbers_that_tell_apart_stay(self) -> None:
        assert without_footnotes(["Aims and purpose1", "Cost²", "Goal 1", "Goal one1", "Goal one2", "team1"]) == [
            "Aims and purpose", "Cost", "Goal 1", "Goal one1", "Goal one2", "team1",
        ]  # fmt: skip

    def test_a_line_drawn_below_headers_is_no_row(self) -> None:
        assert rows(table([NAMES, ["---", ":---:", "====", "---", "---"], *BODY])) == BODY

    def test_numbers_that_count_are_headers(self) -> None:
        found = table([["Measure", "2019", "2018", "2017"], ["A", "0.5", "0.6", "0.4"], ["B", "0.3", "n/a", "0.4"]])

        assert list(found.headers) == ["Measure", "2019", "2018", "2017"]

    def test_headers_that_come_again_are_no_rows(self) -> None:
        found = table([NAMES, BODY[0], NAMES, BODY[1]])

        assert rows(found) == BODY[:2]
        assert note(found, "header_again") == {"count": 1}

    def test_a_column_the_header_forgot_is_named_by_its_place(self) -> None:
        body = [[*cells, "kept"] for cells in BODY]

        assert table([NAMES, *body]).headers[-1] == "Column 6"
        numbered = [[str(place), *cells] for place, cells in enumerate(BODY, start=1)]
        assert list(table([NAMES, *numbered]).headers) == ["Column 1", *NAMES]


class TestNoHeaders:
    def test_columns_are_numbered_and_the_first_row_is_a_row(self) -> None:
        found = table(BODY)

        assert list(found.headers) == [f"Column {place}" for place in range(1, 6)]
        assert rows(found) == BODY
        assert found.shape.header_row == 0

    def test_a_list_of_addresses_has_none(self) -> None:
        assert table([["a@x.org"], ["b@x.org"], ["c@x.org"]]).shape.header_row == 0
        assert table([["Mail"], ["b@x.org"], ["c@x.org"]]).shape.header_row == 1

    def test_words_alone_show_it_when_they_come_again(self) -> None:
        body = [["Ann", "Finance", "yes"], ["Bob", "Finance", "no"], ["Eve", "Finance", "yes"], ["Dan", "Sales", "yes"]]

        assert table(body).shape.header_row == 0
        assert table([["Who", "Where", "Here"], *body]).shape.header_row == 1

    def test_a_person_has_the_last_word(self) -> None:
        assert rows(table([NAMES, *BODY], Choices(header_row=0))) == [NAMES, *BODY]
        assert list(table(BODY, Choices(header_row=1)).headers)[:2] == ["Chatbot", "HR"]
        assert table([NAMES, *BODY], Choices(header_row=1, header_rows=2)).headers[0] == "Name · Chatbot"


class TestEnd:
    ENDING = ([], ["Source: the office, March 2026"], ["Figures are rounded and may not add up."], [])

    def test_notes_after_a_blank_line_are_named_in_full(self) -> None:
        found = table([NAMES, *BODY, *self.ENDING])

        assert rows(found) == BODY
        assert note(found, "after_end")["texts"] == [self.ENDING[1][0], self.ENDING[2][0]]
        assert note(found, "blank_at_end") == {"count": 2}

    def test_they_are_rows_when_a_person_says_so(self) -> None:
        assert len(rows(table([NAMES, *BODY, *self.ENDING], Choices(keep_end=True)))) == 6

    def test_what_looks_like_a_note_between_rows_is_a_row(self) -> None:
        assert len(rows(table([NAMES, *BODY, *self.ENDING, BODY[0]]))) == 8

    def test_a_last_row_that_says_little_is_a_row(self) -> None:
        assert rows(table([NAMES, *BODY, ["Chatbot for the press", "", "", "", ""]]))[-1][0] == "Chatbot for the press"


class TestRecordsInColumns:
    TURNED = (
        ["Project", "Chatbot", "Sorting", "Search"],
        ["Rating", "Amber", "Green", "Red"],
        ["Starts", "2024-03-01", "2024-05-17", "2023-11-30"],
        ["Ends", "2025-03-01", "2025-05-17", "2024-11-30"],
        ["Cost", "1,200", "800", "5,000"],
        ["Spent", "200", "100", ""],
    )

    def test_are_known_by_lines_of_one_kind_each(self) -> None:
        assert stands_turned(self.TURNED)
        assert not stands_turned(list(zip(*self.TURNED, strict=True)))
        assert not stands_turned([NAMES, *BODY])

    def test_lines_around_them_are_no_fields(self) -> None:
        lines = [["Portfolio 2014"], [], *self.TURNED, [], ["Source: the office"]]

        columns, said, kept = turned_records(list(enumerate(map(list, lines), start=1)))

        assert columns[0] == (1, [line[0] for line in self.TURNED])
        assert [place for place, _cells in columns] == [1, 2, 3, 4]
        assert said == ["Portfolio 2014", "Source: the office"]
        assert kept == set(range(3, 9))

    def test_the_picture_shows_the_file_as_it_stands(self) -> None:
        lines = [["Portfolio 2014"], *self.TURNED]
        sample = list(enumerate(lines, start=1))
        shape = shape_of(list(zip(*self.TURNED, strict=True)), choices=Choices(), turned=True)
        assert shape is not None

        picture = picture_of(sample, shape, range(2, 8))

        assert [line.part for line in picture.lines] == ["above", *["row"] * 6]
        assert picture.head_columns == 1
        assert Picture.from_json(picture.to_json()) == picture


# --- properties --------------------------------------------------------------------------------------------------------

word = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=9)
number = st.integers(-999, 99_999).map(str)
day = st.integers(0, 20_000).map(lambda days: (date(1990, 1, 1) + timedelta(days)).isoformat())
cell = st.one_of(word, number, day, st.sampled_from(["", "n/a", "Source:", "*", "Total", "£5m", "2020"]))
grids = st.lists(st.lists(cell, max_size=6), min_size=1, max_size=14)


class TestNothingIsLost:
    @settings(max_examples=40, deadline=None)
    @given(cells=grids, end=st.sampled_from([None, True, False]))
    def test_every_record_is_a_header_a_row_or_named(self, cells: list[list[str]], end: bool | None) -> None:
        if shape_of(cells, choices=Choices()) is None:
            assert not any("".join(one).strip() for one in cells)
            return
        found = table(cells, Choices(keep_end=end))

        kept = list(found.rows())

        kinds = ("above_header", "header_again", "blank_below_header", "blank_at_end", "after_end")
        aside = sum(int(str(note(found, kind).get("count", 0))) for kind in kinds)
        shape = found.shape
        blank_above = sum(1 for one in cells[: max(0, shape.header_row - 1)] if not "".join(one).strip())
        head = shape.header_rows if shape.header_row else 0
        assert len(kept) + aside + blank_above + head == len(cells)
        assert [place for place, _cells in kept] == sorted({place for place, _cells in kept})
        for place, row in kept:
            assert [text for text in row if text.strip()] == [text for text in cells[place - 1] if text.strip()]
        assert len(set(found.headers)) == len(found.headers)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(max_size=5), max_size=12))
    def test_names_of_columns_are_never_alike(self, headers: list[str]) -> None:
        named = [name.casefold() for name in distinct(headers)]

        assert len(set(named)) == len(headers)

    @settings(max_examples=40, deadline=None)
    @given(st.text() | st.text(st.characters(categories=("Cs", "Cc", "Ll"))))
    def test_texts_become_such_as_databases_hold(self, text: str) -> None:
        safe = storable(text)

        assert "\x00" not in safe
        safe.encode("utf-8")
        assert safe == text or "\ufffd" in safe
