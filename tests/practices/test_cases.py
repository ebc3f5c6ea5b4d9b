"""Every case of cases/*.yaml on every dataframe library: tiny tables in, the expected readings out.

A row with `times: 12` stands for twelve rows, `{k}` in its values counting from 1 (or from `start`).
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml

from accord.practices import PRACTICES, measure_all
from accord.tables import TABLES, Snapshot
from accord.tables.snapshot import polars_frame

# Written in C where that is there: every worker reads all cases before the first test.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Words(SafeLoader):  # type: ignore[misc, valid-type]
    """YAML in which `on`, `yes` and `no` are words and only true and false are truths."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in SafeLoader.yaml_implicit_resolvers.items()
}

BOOKS = {
    path.stem: yaml.load(path.read_text(), Words) for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}
CASES = [
    pytest.param(book["practice"], case, id=f"{name}-{case['name']}")
    for name, book in BOOKS.items()
    for case in book["cases"]
]
DAY = date(2026, 11, 21)


def rows_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out = []
    for row in map(dict, rows):
        times, start = row.pop("times", 1), row.pop("start", 1)
        out += [
            {name: value.format(k=k) if isinstance(value, str) else value for name, value in row.items()}
            for k in range(start, start + times)
        ]
    return out


@cache
def database() -> duckdb.DuckDBPyConnection:
    """Open one database in memory for all cases: they bring their own tables and keep none."""
    return duckdb.connect()


def snapshot_of(case: dict[str, Any], library: str) -> Snapshot:
    frames = {name: polars_frame(TABLES[name], rows_of(rows or [])) for name, rows in case["tables"].items()}
    holders = {
        "polars": lambda frame: frame,
        "pandas": pl.DataFrame.to_pandas,
        "duckdb": lambda frame: database().from_arrow(frame.to_arrow()),
    }
    return Snapshot.of(case.get("as_of", DAY), {name: holders[library](frame) for name, frame in frames.items()})


@pytest.mark.parametrize("library", ["polars", "duckdb", "pandas"])
@pytest.mark.parametrize(("code", "case"), CASES)
@pytest.mark.filterwarnings("ignore:Found complex group-by expression")
def test_case(code, case, library):
    readings = measure_all(snapshot_of(case, library), [code], guard_level=case.get("guard_level", 0.99))

    assert case["because"]
    for expected in case["expect"]:
        kind, _, identity = expected["subject"].partition(":")
        found = [reading for reading in readings if reading.subject == (kind, str(identity))]
        if expected.get("absent"):
            assert found == []
            continue
        assert len(found) == 1, f"{expected['subject']}: {len(found)} readings"
        said(found[0], expected)


def said(reading, expected):
    got = reading.as_dict()
    for name, value in expected.items():
        if name == "subject":
            continue
        if name == "reasons":
            assert [reason.code for reason in reading.reasons] == value
        elif name == "sentences":
            assert [sentence for sentence in value if sentence not in [str(reason) for reason in reading.reasons]] == []
        elif name == "figures":
            assert {key: reading.figures[key] for key in value} == pytest.approx(value, abs=5e-4)
        elif name == "evidence":
            assert [[row.id, row.passes, str(row.note) if row.note else None] for row in reading.evidence][
                : len(value)
            ] == value
        else:
            assert got[name] == (pytest.approx(value, abs=5e-4) if isinstance(value, float) else value), name


def test_every_practice_has_at_least_eight_cases_page_and_source():
    written = {book["practice"]: len(book["cases"]) for book in BOOKS.values()}

    assert set(written) == set(PRACTICES)
    for code, practice in PRACTICES.items():
        assert written[code] >= 8
        assert all(text for _, text in practice.page.sections())
        assert practice.sources
        assert set(practice.tables) <= set(practice.needs)
