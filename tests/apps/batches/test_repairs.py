"""Cells repaired before a file is written: the row alone is checked again, and the counts are those of a whole check."""

from collections.abc import Callable
from typing import Any

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.ui.rules import NotFound, WrongState
from tests.apps.batches.conftest import AT
from tests.cast import Cast

Stage = Callable[..., Batch]
FILE = """Unit,Stands on,Note,Date opened,Date closed
Alpha,Moon,first,1/31/2020,2/1/2021
Beta,Moon,x,24-Sep,
Gamma,Mars,,3/1/2021,2/1/2021
,IT,nameless,,
Beta,Moon,x,24-Sep,
"""


def _as_checked_whole(batch: Batch, cast: Cast) -> tuple[dict[str, Any], list[Any]]:
    names = ("number", "title", "key", "list_key", "values", "extra", "problems", "kinds", "verdict", "record_id")
    batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
    return batch.result, list(Row.objects.filter(batch=batch).values_list(*names))


class TestRepair:
    def test_one_cell_is_checked_alone_and_counted_as_in_a_whole_check(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        repairs = [
            (1, {1: "IT"}),
            (2, {3: "2024-09-30", 2: "\u0000ok"}),
            (3, {4: "3/1/2022"}),
            (4, {0: "Delta"}),
            (5, {0: "Alpha"}),
        ]

        for number, cells in repairs:
            writes.repair_cells(batch_id=batch.pk, number=number, cells=cells, by=cast.office, at=AT)

        now = Batch.objects.get(pk=batch.pk)
        keys = {row.number: row.key for row in Row.objects.filter(batch=batch)}
        assert len(set(keys.values())) == 5
        kinds = now.result["problems"]
        result, _rows = _as_checked_whole(batch, cast)
        for name in ("verdicts", "figures", "spans", "codes"):
            assert now.result[name] == result[name], name
        repeated = {"repeated_name", "exact_duplicate"}
        assert {k: n for k, n in kinds.items() if k not in repeated} == {
            k: n for k, n in result["problems"].items() if k not in repeated
        }
        assert Row.objects.get(batch=batch, number=2).cells[3] == "24-Sep"

    def test_a_whole_column_is_repaired_and_left_again(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        before = batch.result

        assert writes.repair_column(batch_id=batch.pk, place=1, old="Moon", new="IT", by=cast.office, at=AT) == 3
        now = Batch.objects.get(pk=batch.pk)
        assert (now.state, now.result["problems"]["unknown_value"]) == ("checked", 1)
        assert now.result == _as_checked_whole(batch, cast)[0]

        writes.repair_column(batch_id=batch.pk, place=1, old="Moon", new="Moon", by=cast.office, at=AT)
        assert Batch.objects.get(pk=batch.pk).result["problems"] == before["problems"]

    def test_the_text_of_the_file_takes_a_repair_back(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)

        for text in ("IT", "Moon"):
            writes.repair_cells(batch_id=batch.pk, number=1, cells={1: text}, by=cast.office, at=AT)

        assert Row.objects.get(batch=batch, number=1).repairs == {}
        assert Batch.objects.get(pk=batch.pk).result["problems"] == batch.result["problems"]

    def test_a_row_left_out_is_not_written(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit,Unit id,Side\nA,1,IT\nB,2,IT\n")
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        record = Department.objects.get(external_key="1")
        people.edit_department(department_id=record.pk, values={"name": "Mine"}, by=cast.office, at=AT)
        again = staged("Unit,Unit id,Side\nNew,1,Business\nC,3,IT\n")
        row = Row.objects.get(batch=again, number=1)
        assert [problem["kind"] for problem in row.problems] == ["edited_here"]
        assert row.problems[0]["values"]["who"] == cast.office.name

        for number in (1, 2):
            writes.leave_row(batch_id=again.pk, number=number, leave=True, by=cast.office, at=AT)
        assert Batch.objects.get(pk=again.pk).result["verdicts"] == {"new": 0, "changed": 0, "same": 1, "refused": 1}
        writes.leave_row(batch_id=again.pk, number=2, leave=False, by=cast.office, at=AT)
        writes.commit(batch_id=again.pk, by=cast.office, at=AT)

        assert set(Department.objects.exclude(external_key="").values_list("name", flat=True)) == {"Mine", "B", "C"}

    def test_repairs_outlive_another_mapping_and_end_with_writing(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        writes.repair_cells(batch_id=batch.pk, number=1, cells={1: "IT"}, by=cast.office, at=AT)
        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        assert Row.objects.get(batch=batch, number=1).values["side"] == "it"

        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        with pytest.raises(WrongState):
            writes.repair_cells(batch_id=batch.pk, number=1, cells={1: "IT"}, by=cast.office, at=AT)
        with pytest.raises(NotFound):
            writes.repair_cells(batch_id=batch.pk, number=99, cells={1: "IT"}, by=cast.office, at=AT)
