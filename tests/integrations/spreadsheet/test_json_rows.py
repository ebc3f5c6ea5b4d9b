"""JSON into records: lists, lines and objects that hold lists; numbers as written, lists as lists, nothing lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.batches.reads.opening import Opened, opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.ui.rules import Refused

Read = Callable[..., Opened]
ANN, BOB = {"name": "Ann", "cost": 13.10, "by": {"mail": "a@b.c", "at": {"city": "Bonn"}}}, {"name": "Bob", "on": True}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def open_it(content: str | bytes, name: str = "rows.json", **choices: Any) -> Opened:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return opened(path=path, name=name, fields=(), choices=Choices(**choices))

    return open_it


def _rows(file: Opened) -> list[dict[str, str]]:
    return [dict(zip(file.table.headers, cells, strict=True)) for _place, cells in file.table.rows()]


class TestShapes:
    @pytest.mark.parametrize(
        "content",
        [
            json.dumps([ANN, BOB]),
            json.dumps([ANN, BOB], indent=2),
            f"{json.dumps(ANN)}\n{json.dumps(BOB)}\n",
            json.dumps({"count": 2, "data": [ANN, BOB], "tags": [{"x": 1}]}),
            json.dumps({"result": {"page": 1, "records": [ANN, BOB]}}),
            "\ufeff" + json.dumps([ANN, BOB]),
        ],
    )
    def test_lists_lines_and_wrapped_lists_give_the_same_rows(self, read: Read, content: str) -> None:
        file = read(content)

        assert list(file.table.headers) == ["name", "cost", "by.mail", "by.at.city", "on"]
        assert [list(row.values()) for row in _rows(file)] == [
            ["Ann", "13.1", "a@b.c", "Bonn", ""], ["Bob", "", "", "", "true"],
        ]  # fmt: skip
        assert (file.facts.kind, file.facts.places) == ("json", "item")

    def test_a_list_of_lists_is_a_table_whose_header_is_found(self, read: Read) -> None:
        assert _rows(read('[["Name", "Cost"], ["A", 1], ["B", 2]]'))[0] == {"Name": "A", "Cost": "1"}
        split = '{"columns": [{"name": "id", "label": "No"}, {"name": "t"}], "data": [[1, "a"], [2, "b"]]}'
        assert _rows(read(split))[1] == {"No": "2", "t": "b"}

    def test_objects_by_key_keep_the_key(self, read: Read) -> None:
        assert _rows(read('{"P1": {"name": "A"}, "P2": {"name": "B"}}'))[1] == {"key": "P2", "name": "B"}

    def test_the_longest_list_is_read_unless_another_is_chosen(self, read: Read) -> None:
        content = json.dumps({"lists": [{"id": 1}], "cards": [{"id": 2}, {"id": 3}]})

        assert (read(content).facts.sheet, read(content).facts.sheets) == ("cards", ("lists", "cards"))
        assert _rows(read(content, sheet="lists")) == [{"id": "1"}]


class TestValues:
    def test_stand_as_they_are_written(self, read: Read) -> None:
        content = (
            '[{"v": 13.10, "n": 12345678901234567890123, "e": 1e5, "b": false, "x": null, "l": ["a", "b"], "o": {}}]'
        )

        assert list(_rows(read(content))[0].values()) == [
            "13.10", "12345678901234567890123", "1e5", "false", "", '["a", "b"]', "",
        ]  # fmt: skip

    def test_repeated_names_and_dotted_names_lose_nothing(self, read: Read) -> None:
        rows = _rows(read('[{"a": 1, "a": 2, "b.c": 3, "b": {"c": 4}}]'))

        assert sorted(rows[0].values()) == ["1", "2", "3", "4"]

    def test_what_no_database_holds_becomes_a_mark(self, read: Read) -> None:
        assert _rows(read('[{"a": "x\\u0000y", "b": "\\ud800"}]'))[0] == {"a": "x\ufffdy", "b": "\ufffd"}

    def test_items_without_fields_stand_under_value(self, read: Read) -> None:
        assert _rows(read('[{"a": 1}, "lone", null]')) == [
            {"a": "1", "value": ""}, {"a": "", "value": "lone"}, {"a": "", "value": ""},
        ][:2]  # fmt: skip


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("[]", "no list of records"),
            ("[1, 2, 3]", "no list of records"),
            ('{"a": 1}', ""),
            ('"text"', "no list of records"),
            ('[{"a": 1},\n{"a": 2,}]', "breaks at line 2"),
            ('[{"a": 1}', "breaks at line 1"),
            ('[{"a": 1}] more', "breaks at line 1"),
            ('{"a": 1}\n{"a": \n', "breaks at line 3"),
            ("[" * 5_000 + "]" * 5_000, "nested too deeply"),
            (json.dumps([{f"k{place}": 1 for place in range(1_001)}]), "columns"),
        ],
    )
    def test_says_why(self, read: Read, content: str, sentence: str) -> None:
        if not sentence:
            assert _rows(read(content)) == [{"a": "1"}]
            return
        with pytest.raises(Refused, match=sentence):
            read(content)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
items = st.dictionaries(st.text(max_size=6), scalars | st.lists(scalars, max_size=3), min_size=1, max_size=5)


class TestNothingIsLost:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=st.lists(items, min_size=1, max_size=8), lines=st.booleans())
    def test_every_value_of_every_item_is_a_cell(self, read: Read, rows: list[dict[str, Any]], lines: bool) -> None:
        content = "\n".join(map(json.dumps, rows)) if lines and len(rows) > 1 else json.dumps(rows)
        said = [sum(1 for value in row.values() if value is not None and str(value).strip()) for row in rows]
        if not any(said):
            return

        found = [[cell for cell in cells if cell.strip()] for _place, cells in read(content).table.rows()]

        while said and not said[-1]:
            said.pop()
        while said and not said[0]:
            said.pop(0)
        assert [len(cells) for cells in found] == said
