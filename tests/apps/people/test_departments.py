"""Departments: adding, changing, moving without circles, removing."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from accord.apps.people import permissions, reads, tables, writes
from accord.apps.people.models import Department
from accord.apps.trail.reads import history
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.cast import Cast, build

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def sentences(cast: Cast, department: Department) -> list[str]:
    lines = history(viewer=cast.office, subject=Ref("people.department", department.pk))
    return [line.sentence for line in lines]


@pytest.mark.django_db
class TestAddDepartment:
    def test_adds_below_another_and_tells(self, cast: Cast) -> None:
        added = writes.add_department(
            name="  Claims ",
            side="business",
            parent_id=cast.operations.pk,
            head_id=cast.employee.pk,
            by=cast.office,
            at=AT,
        )

        assert (added.name, added.parent, added.head) == ("Claims", cast.operations, cast.employee)
        assert sentences(cast, added) == ["Pia Office added the department Claims."]

    def test_names_every_wrong_field(self, cast: Cast) -> None:
        with pytest.raises(Invalid) as refused:
            writes.add_department(name=" ", side="moon", parent_id=9_999, head_id=9_999, by=cast.office, at=AT)

        assert set(refused.value.fields) == {"name", "side", "parent", "head"}

    def test_refuses_other_roles(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            writes.add_department(name="Claims", side="business", by=cast.cio, at=AT)


@pytest.mark.django_db
class TestEditDepartment:
    def test_tells_what_changed(self, cast: Cast) -> None:
        writes.edit_department(
            department_id=cast.marketing.pk,
            values={"name": "Brand", "head_id": cast.marketer.pk},
            by=cast.office,
            at=AT,
        )

        assert sentences(cast, cast.marketing)[0] == (
            "Pia Office changed the department Brand: name from “Marketing” to “Brand”; "
            "head from “Mark Brand” to “Mia Copy”."
        )

    def test_refuses_a_circle(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="below itself"):
            writes.edit_department(
                department_id=cast.board.pk, values={"parent_id": cast.marketing.pk}, by=cast.office, at=AT
            )

    def test_tells_the_second_editor_what_the_first_did(self, cast: Cast) -> None:
        writes.edit_department(
            department_id=cast.it.pk, values={"name": "Technology"}, seen_version=1, by=cast.administrator, at=AT
        )

        with pytest.raises(EditConflict) as conflict:
            writes.edit_department(
                department_id=cast.it.pk, values={"side": "executive"}, seen_version=1, by=cast.office, at=AT
            )

        assert conflict.value.changes == ["Ada Root changed the department Technology: name from “IT” to “Technology”."]
        assert conflict.value.current_version == 2
        cast.it.refresh_from_db()
        assert cast.it.side == "it"

    def test_knows_no_other_department(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            writes.edit_department(department_id=9_999, values={"name": "X"}, by=cast.office, at=AT)


@pytest.mark.django_db(transaction=True)
class TestTwoMovesAtOnce:
    def test_never_close_a_circle_together(self) -> None:
        cast = build()
        at_once = threading.Barrier(2)
        refused: list[Invalid] = []

        def move(department: Department, below: Department) -> None:
            at_once.wait()
            try:
                writes.edit_department(
                    department_id=department.pk, values={"parent_id": below.pk}, by=cast.office, at=AT
                )
            except Invalid as no:
                refused.append(no)
            finally:
                connection.close()

        pair = [(cast.it, cast.finance), (cast.finance, cast.it)]
        threads = [threading.Thread(target=move, args=both) for both in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

        assert len(refused) == 1


@pytest.mark.django_db
class TestRemoveDepartment:
    def test_removes_an_empty_one(self, cast: Cast) -> None:
        empty = writes.add_department(name="Empty", side="it", by=cast.office, at=AT)

        writes.remove_department(department_id=empty.pk, by=cast.office, at=AT)

        assert not Department.objects.filter(pk=empty.pk).exists()

    def test_keeps_one_with_people(self, cast: Cast) -> None:
        with pytest.raises(WrongState, match="still belong to Marketing"):
            writes.remove_department(department_id=cast.marketing.pk, by=cast.office, at=AT)


@pytest.mark.django_db
class TestReads:
    def test_tree_stands_as_drawn(self, cast: Cast) -> None:
        (board,) = reads.department_tree(viewer=cast.employee)

        assert board.label == "Board"
        assert [node.label for node in board.children] == ["Finance", "IT", "Marketing", "Operations", "People"]
        assert board.children[1].meta == "4 people, headed by Ida Byte"

    def test_choices_leave_out_what_would_make_a_circle(self, cast: Cast) -> None:
        assert reads.department_choices(viewer=cast.office, without_below=cast.board.pk) == []
        assert len(reads.department_choices(viewer=cast.office, without_below=cast.it.pk)) == 5

    def test_headed_departments_reach_down(self, cast: Cast) -> None:
        assert permissions.headed_departments(cast.ceo) == {unit.pk for unit in Department.objects.all()}
        assert permissions.headed_departments(cast.department_head) == {cast.marketing.pk}
        assert permissions.headed_departments(cast.employee) == frozenset()

    def test_snapshot_rows_hold_text(self, cast: Cast) -> None:
        rows = {row["name"]: row for row in tables.departments()}

        assert rows["Board"]["parent"] is None
        assert rows["IT"] == {"id": str(cast.it.pk), "parent": str(cast.board.pk), "name": "IT", "side": "it"}
