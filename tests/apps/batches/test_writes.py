"""A file on its way: staged as it stands, checked, written all or nothing, taken back, known again."""

from collections.abc import Callable
from typing import Any

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, ExtraField, Profile, Row, Writing
from accord.apps.batches.rules.plans import Plan
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Refused, WrongState
from tests.apps.batches.conftest import AS_OF, AT
from tests.cast import Cast

FILE = """Unit,Stands on,Note,Date opened,Date closed
Alpha,Technology,first,1/31/2020,2/1/2021
Beta,line of work,"two
lines",7/15/1905,
Gamma,,,3/1/2021,2/1/2021
Delta,Moon,,24-Sep,
,IT,nameless,,
"""
Stage = Callable[..., Batch]


def _kinds(batch: Batch) -> dict[str, int]:
    found: dict[str, int] = batch.result["problems"]
    return found


class TestStage:
    def test_keeps_every_cell_as_it_stands(self, staged: Stage) -> None:
        batch = staged(FILE, check=False)

        rows = list(Row.objects.filter(batch=batch))
        assert [row.cells[0] for row in rows] == ["Alpha", "Beta", "Gamma", "Delta", ""]
        assert rows[1].cells[2] == "two\nlines"
        assert [row.line for row in rows] == [2, 3, 5, 6, 7]
        assert (batch.encoding, batch.delimiter, batch.row_count) == ("utf-8", ",", 5)

    def test_proposes_where_columns_go(self, staged: Stage) -> None:
        plan = Plan.from_json(staged(FILE, check=False).plan)

        assert [column.to for column in plan.columns] == ["title", "side", "extra", "opened", "closed"]
        assert plan.columns[3].day_first is False

    def test_refuses_what_is_no_table_and_leaves_nothing(self, staged: Stage) -> None:
        with pytest.raises(Refused):
            staged(b"PK\x03\x04 zip")

        assert not Batch.objects.exists()

    def test_refuses_whoever_may_not(self, cast: Cast, file_of: Callable[..., Any]) -> None:
        with pytest.raises(NotAllowed):
            writes.stage(path=file_of(FILE), name="a.csv", target="units", as_of=AS_OF, by=cast.cio, at=AT)

    def test_a_table_that_breaks_in_the_middle_leaves_nothing(self, staged: Stage) -> None:
        with pytest.raises(Refused, match="line 1201"):
            staged("Unit,Note\n" + "A,b\n" * 1199 + 'C,"' + "x" * 1_100_000)

        assert not Batch.objects.exists()


class TestCheckRows:
    def test_names_every_problem(self, staged: Stage) -> None:
        batch = staged(FILE)

        assert batch.result["verdicts"] == {"new": 4, "changed": 0, "same": 0, "refused": 1}
        assert _kinds(batch) == {
            "serial_year": 1, "blank_choice": 1, "backwards_dates": 1, "unknown_value": 1, "short_date": 1, "missing_value": 1,
        }  # fmt: skip
        assert batch.result["figures"] == {"it": 2}
        assert batch.result["spans"]["life"] == {"readable_pairs": 2, "backwards": 1, "forward": 1, "median_days": 367}

    def test_nothing_is_thrown_away(self, staged: Stage) -> None:
        batch = staged(FILE)

        extra = {row.number: row.extra for row in Row.objects.filter(batch=batch)}
        assert extra[1] == {"note": "first", "stands_on": "Technology"}
        assert extra[2] == {"note": "two\nlines", "stands_on": "line of work", "date_opened": "7/15/1905"}
        assert extra[4] == {"stands_on": "Moon", "date_opened": "24-Sep"}

    def test_counts_words_and_codes(self, staged: Stage) -> None:
        result = staged(FILE).result

        assert result["words"]["side"] == {"Technology": 1, "line of work": 1, "": 1, "Moon": 1, "IT": 1}
        assert result["codes"]["side"] == {"it": 2, "business": 1, "unknown": 1, "": 1}

    def test_repaired_years_are_years(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)

        writes.repair_years(batch_id=batch.pk, columns={3: True}, by=cast.office, at=AT)
        batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

        assert "serial_year" not in _kinds(batch)
        assert batch.result["repaired_years"] == 1
        assert Row.objects.get(batch=batch, number=2).values["opened"] == "2023"

    def test_people_are_found_by_name_or_mail_and_others_named(self, cast: Cast, staged: Stage) -> None:
        batch = staged(f"Unit,Head\nA,{cast.cio.email}\nB,ida  BYTE\nC,Nobody Here\n")

        values = [row.values.get("head") for row in Row.objects.filter(batch=batch)]
        assert values == [cast.cio.pk, cast.cio.pk, None]
        assert _kinds(batch) == {"unknown_person": 1}

    def test_a_changed_mapping_counts(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        plan = Plan.from_json(batch.plan).with_column(1, values={"moon": "it"})

        writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
        batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

        assert batch.result["figures"] == {"it": 3}
        assert "unknown_value" not in _kinds(batch)

    def test_day_or_month_is_asked_not_guessed(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit,Date opened\nA,3/4/2020\n")
        assert _kinds(batch) == {"date_order_open": 1}

        plan = Plan.from_json(batch.plan).with_column(1, day_first=True)
        writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

        assert Row.objects.get(batch=batch).values["opened"] == "2020-04-03"


class TestSavePlan:
    def test_refuses_two_columns_for_one_choice(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        plan = Plan.from_json(batch.plan).with_column(2, to="side")

        with pytest.raises(Invalid) as refusal:
            writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
        assert set(refusal.value.fields) == {"column-1", "column-2"}

    def test_refuses_a_file_without_names_and_from_the_future(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)
        plan = Plan.from_json(batch.plan).with_column(0, to="extra")

        with pytest.raises(Invalid) as refusal:
            writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AT.date().replace(year=2030), by=cast.office, at=AT)
        assert set(refusal.value.fields) == {"columns", "as_of"}


class TestCommit:
    def test_writes_every_row_that_can_be_taken_and_tells_the_trail(self, cast: Cast, staged: Stage) -> None:
        batch = writes.commit(batch_id=staged(FILE).pk, by=cast.office, at=AT)

        assert batch.state == "committed"
        assert set(Department.objects.filter(external_key__startswith="row-").values_list("name", flat=True)) == {
            "Alpha", "Beta", "Gamma", "Delta",
        }  # fmt: skip
        told = Entry.objects.filter(batch=f"batches.batch:{batch.pk}")
        assert sorted(told.values_list("code", flat=True)) == [
            "batches.batch.committed",
            *["people.department.added"] * 4,
        ]
        assert Writing.objects.filter(batch=batch, is_created=True).count() == 4

    def test_all_or_nothing(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit\nA\nB\nExplode\n")
        before = (Department.objects.count(), Entry.objects.count())

        with pytest.raises(RuntimeError):
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert (Department.objects.count(), Entry.objects.count()) == before
        assert Batch.objects.get(pk=batch.pk).state == "checked"
        assert not ExtraField.objects.exists()

    def test_only_once_and_only_checked(self, cast: Cast, staged: Stage) -> None:
        unchecked, batch = staged(FILE, check=False), staged("Unit\nA\n")
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        for one in (unchecked, batch):
            with pytest.raises(WrongState):
                writes.commit(batch_id=one.pk, by=cast.office, at=AT)

    def test_is_refused_when_records_changed_since_the_preview(self, cast: Cast, staged: Stage) -> None:
        writes.commit(batch_id=staged("Unit,Unit id\nA,1\n").pk, by=cast.office, at=AT)
        batch = staged("Unit,Unit id\nA,1\nB,2\n")
        record = Department.objects.get(external_key="1")
        people.edit_department(department_id=record.pk, values={"name": "Other"}, by=cast.office, at=AT)

        with pytest.raises(WrongState, match="changed since the preview"):
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert not Department.objects.filter(name="B").exists()

    def test_two_of_the_same_file_never_both_write(self, cast: Cast, staged: Stage) -> None:
        one, other = staged("Unit\nA\n"), staged("Unit\nA\n")
        writes.commit(batch_id=one.pk, by=cast.office, at=AT)

        with pytest.raises(WrongState):
            writes.commit(batch_id=other.pk, by=cast.office, at=AT)
        assert Department.objects.filter(name="A").count() == 1

    def test_defines_the_extra_fields_with_their_types(self, cast: Cast, staged: Stage) -> None:
        writes.commit(batch_id=staged("Unit,Note,Size,Good?\nA,x,12,Yes\n").pk, by=cast.office, at=AT)

        kinds = dict(ExtraField.objects.values_list("code", "type"))
        assert kinds == {"unit": "text", "note": "text", "size": "number", "good": "yes_no"}

    def test_the_same_file_again_is_all_the_same(self, cast: Cast, staged: Stage) -> None:
        content = "Unit,Unit id\nA,1\nB,2\nB,2\n"
        writes.commit(batch_id=staged(content).pk, by=cast.office, at=AT)

        again = staged(content)

        assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": 3, "refused": 0}
        assert _kinds(again) == {"repeated_name": 1, "repeated_key": 1, "exact_duplicate": 1}

    def test_a_changed_row_says_what_changes(self, cast: Cast, staged: Stage) -> None:
        writes.commit(batch_id=staged("Unit,Unit id,Side\nA,1,IT\nB,2,IT\n").pk, by=cast.office, at=AT)

        again = staged("Unit,Unit id,Side\nA,1,Business\nB,2,\n")

        assert again.result["verdicts"] == {"new": 0, "changed": 2, "same": 0, "refused": 0}
        assert Row.objects.get(batch=again, number=1).changes == {"side": ["it", "business"]}

    def test_remembers_the_mapping_for_these_headers(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit,Whatever\nA,biz\n", check=False)
        plan = Plan.from_json(batch.plan).with_column(1, to="side")
        writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        again, other = staged("unit,WHATEVER\nB,x\n"), staged("unit,whatever else\nB,x\n")

        assert Plan.from_json(again.plan).columns[1].to == "side"
        assert again.profile_name == "units.csv"
        assert other.profile_name == ""
        assert Profile.objects.count() == 1

    def test_columns_left_out_leave_no_trace(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit,Secret\nA,hush\n", check=False)
        plan = Plan.from_json(batch.plan).with_column(1, to="leave_out")
        writes.save_plan(batch_id=batch.pk, plan=plan, as_of=AS_OF, by=cast.office, at=AT)
        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        batch = writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        row = Row.objects.get(batch=batch)
        assert "hush" not in f"{row.cells}{row.extra}{batch.columns}"


class TestTakeBack:
    def test_leaves_nothing_but_the_history(self, cast: Cast, staged: Stage) -> None:
        before = set(Department.objects.values_list("pk", flat=True))
        batch = writes.commit(batch_id=staged(FILE).pk, by=cast.office, at=AT)

        batch = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        assert (batch.state, batch.kept) == ("taken_back", [])
        assert set(Department.objects.values_list("pk", flat=True)) == before
        assert Entry.objects.filter(code="batches.batch.taken_back").count() == 1

    def test_keeps_and_lists_what_somebody_changed_since(self, cast: Cast, staged: Stage) -> None:
        batch = writes.commit(batch_id=staged("Unit\nA\nB\n").pk, by=cast.office, at=AT)
        record = Department.objects.get(name="A")
        people.edit_department(department_id=record.pk, values={"name": "Mine"}, by=cast.office, at=AT)

        batch = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        assert batch.kept == [[f"people.department:{record.pk}", "It has been changed since."]]
        assert not Department.objects.filter(name="B").exists()

    def test_restores_what_was_changed(self, cast: Cast, staged: Stage) -> None:
        writes.commit(batch_id=staged("Unit,Unit id,Side\nA,1,IT\n").pk, by=cast.office, at=AT)
        batch = writes.commit(batch_id=staged("Unit,Unit id,Side\nNew,1,biz\n").pk, by=cast.office, at=AT)
        assert Department.objects.get(external_key="1").name == "New"

        writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        record = Department.objects.get(external_key="1")
        assert (record.name, record.side) == ("A", "it")

    def test_only_what_was_written_and_only_once(self, cast: Cast, staged: Stage) -> None:
        batch = staged("Unit\nA\n")
        with pytest.raises(WrongState):
            writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        with pytest.raises(WrongState):
            writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

    def test_refuses_whoever_may_not(self, cast: Cast, staged: Stage) -> None:
        batch = writes.commit(batch_id=staged("Unit\nA\n").pk, by=cast.office, at=AT)

        with pytest.raises(NotAllowed):
            writes.take_back(batch_id=batch.pk, by=cast.cio, at=AT)

    def test_can_be_brought_again_afterwards(self, cast: Cast, staged: Stage) -> None:
        batch = writes.commit(batch_id=staged("Unit\nA\n").pk, by=cast.office, at=AT)
        writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        again = staged("Unit\nA\n")

        assert again.result["verdicts"]["new"] == 1


class TestDiscard:
    def test_throws_away_what_was_never_written(self, cast: Cast, staged: Stage) -> None:
        batch = staged(FILE)

        writes.discard(batch_id=batch.pk, by=cast.office, at=AT)

        assert not Batch.objects.exists()
        assert not Row.objects.exists()
        with pytest.raises(NotFound):
            writes.discard(batch_id=batch.pk, by=cast.office, at=AT)

    def test_refuses_what_was_written(self, cast: Cast, staged: Stage) -> None:
        batch = writes.commit(batch_id=staged("Unit\nA\n").pk, by=cast.office, at=AT)

        with pytest.raises(WrongState):
            writes.discard(batch_id=batch.pk, by=cast.office, at=AT)
