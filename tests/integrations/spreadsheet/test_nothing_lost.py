"""From file to preview to database to export and back: whatever stands in the cells, no row is lost and none invented."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.rules.verdicts import Verdict
from accord.apps.initiatives.models import Initiative

if TYPE_CHECKING:
    from django.test import Client

    from accord.apps.people.models import Person
    from tests.cast import Cast

SignIn = Callable[..., "Client"]
AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
HEADERS = ["Title", "Department", "Free words", "Stage", "Start date", "Whole cost", "More words"]
HOSTILE = [
    "=1+1",
    "+49",
    "-5",
    "@SUM(A1)",
    "'=1",
    "<b>x</b>",
    "\u202etxt",
    "é\u0301",
    "a\nb",
    'say "so"',
    "1,5;2|3",
    "🙂",
    "N/A",
]
CALM = [HealthCheck.function_scoped_fixture]
NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=30)
cell = st.one_of(st.sampled_from(["", " ", *HOSTILE]), words)
day = st.one_of(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(str), st.sampled_from(["", "Ongoing", "24-Sep", "FY 2018/19"])
)
row = st.tuples(
    cell, st.sampled_from(["", "Claims", "IT", "Claims "]), cell, st.sampled_from(["", "Live", "Pilot", "odd"]), day,
    st.sampled_from(["", "$1,234.50", "12.5", "a lot"]), cell,
).map(list)  # fmt: skip


tables = st.lists(row, min_size=1, max_size=7)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
delimiters = st.sampled_from(",;\t")


def _written(rows: list[list[str]], path: Path, encoding: str, delimiter: str) -> Path:
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows([HEADERS, *rows])
    path.write_bytes(sink.getvalue().encode(encoding))
    return path


def _checked(path: Path, by: Person) -> Batch:
    batch = writes.stage(path=path, name=path.name, target="portfolio", as_of=AT.date(), by=by, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=by, at=AT)


def _folded(text: object) -> str:
    return " ".join(str(text).split())


def _holds(record: Initiative, text: str) -> bool:
    """Tell whether a record still says what a cell said, in a field or word for word among its extra fields."""
    own = [record.title, record.summary, record.department.name if record.department else "", record.stage,
           record.planned_end_on, record.cost_amount, *record.extra.values()]  # fmt: skip
    own += [item for value in record.extra.values() if isinstance(value, list) for item in value]
    steps = [str(step.date or step.asserted_on or "") for step in record.stage_changes.all()]
    said = {_folded(value) for value in [*own, *steps]}
    # an apostrophe before a formula is how spreadsheets write "this is text"; it is no part of the text
    return _folded(text) in said or (text.startswith("'") and _folded(text[1:]) in said)


@pytest.mark.one_database  # what differs between databases is tested with the writes themselves
@pytest.mark.django_db
class TestNothingIsLost:
    @settings(max_examples=6, phases=NO_SHRINK, deadline=None, suppress_health_check=CALM)
    @given(rows=tables, encoding=encodings, delimiter=delimiters)
    def test_nor_invented(
        self, cast: Cast, client_of: SignIn, tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str
    ) -> None:
        self._hold(rows, tmp_path, encoding, delimiter, cast, client_of)

    @pytest.mark.prove
    @settings(max_examples=300, phases=NO_SHRINK, deadline=None, suppress_health_check=CALM)
    @given(rows=tables, encoding=encodings, delimiter=delimiters)
    def test_nor_invented_in_many_tables(
        self, cast: Cast, client_of: SignIn, tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str
    ) -> None:
        self._hold(rows, tmp_path, encoding, delimiter, cast, client_of)

    def _hold(
        self, rows: list[list[str]], folder: Path, encoding: str, delimiter: str, cast: Cast, client_of: SignIn
    ) -> None:
        rows = [*rows, ["The last one", "Claims", "x", "Live", "", "", ""]]  # a row that is surely one
        with transaction.atomic():
            self._hold_through(rows, _written(rows, folder / "table.csv", encoding, delimiter), cast, client_of)
            transaction.set_rollback(True)

    def _hold_through(self, rows: list[list[str]], path: Path, cast: Cast, client_of: SignIn) -> None:
        before = Initiative.objects.count()
        batch = _checked(path, cast.office)
        staged = list(Row.objects.filter(batch=batch).order_by("number"))
        blank = sum(values["count"] for kind, values in batch.notes if kind == "blank_below_header")
        assert not any(text.strip() for one in rows[:blank] for text in one)
        rows = rows[blank:]
        assert [[_folded(text) for text in one.cells] for one in staged] == [
            [_folded(text) for text in one] for one in rows
        ]
        verdicts = batch.result["verdicts"]
        assert sum(verdicts.values()) == len(rows)
        assert verdicts["refused"] == sum(not one[0].strip() for one in rows)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.count() - before == verdicts["new"]
        self._hold_every_cell(batch, staged)
        self._come_back(cast.office, client_of(cast.office), path.with_name("export.json"))

    def _hold_every_cell(self, batch: Batch, staged: list[Row]) -> None:
        kept = {one.external_key: one for one in Initiative.objects.all()}
        plan = batch.plan
        for one in staged:
            if one.verdict == Verdict.REFUSED:
                continue
            record = kept[one.key]
            for place, text in enumerate(one.cells):
                if text.strip() and plan[place]["to"] in {"title", "extra"}:
                    assert _holds(record, text), (HEADERS[place], text, record.extra)

    def _come_back(self, by: Person, client: Client, path: Path) -> None:
        answer: Any = client.get("/initiatives/", {"format": "json"})
        path.write_bytes(b"".join(answer.streaming_content))
        said = json.loads(path.read_text())
        exported = said if isinstance(said, list) else next(value for value in said.values() if isinstance(value, list))
        assert len(exported) == Initiative.objects.count()
        again = _checked(path, by)
        assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": len(exported), "refused": 0}, [
            (one.title, one.changes, one.cells) for one in Row.objects.filter(batch=again).exclude(verdict="same")[:3]
        ]
