"""Roles: giving, taking, the last administrator, and the table that says who may do what."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from accord.apps.people import permissions, reads, writes
from accord.apps.people.models import Person, holding
from accord.apps.people.rules import Role
from accord.apps.trail.reads import history
from accord.apps.ui.rules import Invalid, NotAllowed, Ref, WrongState
from tests.cast import Cast, build

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
class TestGrantAndTake:
    def test_are_told_by_name(self, cast: Cast) -> None:
        writes.grant_role(person_id=cast.employee.pk, role="programme_office", by=cast.administrator, at=AT)
        writes.take_role(person_id=cast.employee.pk, role="programme_office", by=cast.administrator, at=AT)

        told = [line.sentence for line in history(viewer=cast.cio, subject=Ref("people.person", cast.employee.pk))]
        assert told == [
            "Ada Root took the role Programme office from Emil Worker.",
            "Ada Root gave Emil Worker the role Programme office.",
        ]
        cast.employee.refresh_from_db()
        assert (cast.employee.roles, cast.employee.version) == (["employee"], 3)

    def test_change_nothing_twice(self, cast: Cast) -> None:
        again = writes.grant_role(person_id=cast.cfo.pk, role="cfo", by=cast.administrator, at=AT)

        assert again.version == 1

    def test_are_for_administrators(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            writes.grant_role(person_id=cast.office.pk, role="administrator", by=cast.office, at=AT)

    def test_know_only_the_roles_there_are(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            writes.grant_role(person_id=cast.office.pk, role="king", by=cast.administrator, at=AT)

    def test_keep_everybody_an_employee(self, cast: Cast) -> None:
        with pytest.raises(WrongState, match="Everybody"):
            writes.take_role(person_id=cast.cfo.pk, role="employee", by=cast.administrator, at=AT)


@pytest.mark.django_db
class TestTheLastAdministrator:
    def test_stays(self, cast: Cast) -> None:
        with pytest.raises(WrongState, match="last administrator"):
            writes.take_role(person_id=cast.administrator.pk, role="administrator", by=cast.administrator, at=AT)

    def test_may_go_once_there_is_another(self, cast: Cast) -> None:
        writes.grant_role(person_id=cast.cio.pk, role="administrator", by=cast.administrator, at=AT)

        writes.take_role(person_id=cast.administrator.pk, role="administrator", by=cast.administrator, at=AT)

        assert list(holding("administrator")) == [cast.cio]

    def test_counts_nobody_who_left(self, cast: Cast) -> None:
        writes.grant_role(person_id=cast.cio.pk, role="administrator", by=cast.administrator, at=AT)
        writes.leave(person_id=cast.cio.pk, left_date=AT.date(), by=cast.administrator, at=AT)

        with pytest.raises(WrongState, match="last administrator"):
            writes.take_role(person_id=cast.administrator.pk, role="administrator", by=cast.administrator, at=AT)


@pytest.mark.django_db(transaction=True)
class TestTwoAdministratorsAtOnce:
    def test_cannot_both_step_down(self) -> None:
        cast = build()
        writes.grant_role(person_id=cast.cio.pk, role="administrator", by=cast.administrator, at=AT)
        at_once = threading.Barrier(2)
        refused: list[WrongState] = []

        def step_down(person: Person) -> None:
            at_once.wait()
            try:
                writes.take_role(person_id=person.pk, role="administrator", by=cast.administrator, at=AT)
            except WrongState as no:
                refused.append(no)
            finally:
                connection.close()

        threads = [threading.Thread(target=step_down, args=(one,)) for one in (cast.cio, cast.administrator)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

        assert len(refused) == 1
        assert holding("administrator").count() == 1


def _tried(cast: Cast, code: str) -> Callable[[Person], Any]:
    """Give what really does the action of a row, as anybody."""
    other = cast.marketer.pk
    return {
        "people.see": lambda by: reads.department_tree(viewer=by),
        "people.table": lambda by: reads.permission_table(viewer=by),
        "people.edit": lambda by: writes.add_person(name="New", by=by, at=AT),
        "people.grant": lambda by: writes.grant_role(person_id=other, role="cio", by=by, at=AT),
        "people.erase": lambda by: writes.erase_person(person_id=_somebody(cast), by=by, at=AT),
        "people.account": lambda by: writes.edit_own(values={"name": "Me"}, by=by, at=AT),
    }[code]


def _somebody(cast: Cast) -> int:
    return writes.add_person(name="Somebody", by=cast.office, at=AT).pk


CODES = ["people.see", "people.table", "people.edit", "people.grant", "people.erase", "people.account"]


@pytest.mark.one_database  # looks the answer up, asks the database nothing of its own kind
@pytest.mark.django_db
class TestPermissionTable:
    @pytest.mark.parametrize("code", CODES)
    @pytest.mark.parametrize("role", list(Role))
    def test_says_what_really_happens(self, cast: Cast, code: str, role: Role) -> None:
        person = Person.objects.create(name=role, roles=[role.value, "employee"], email=f"{role}@example.org")
        rows = {row.code: row for group in reads.permission_table(viewer=person) for row in group.rows}
        said = {cell.role: cell.answer for cell in rows[code].cells}[role]

        try:
            _tried(cast, code)(person)
            happened = "yes"
        except NotAllowed:
            happened = "no"

        assert happened == said

    def test_tells_who_sees_mail_addresses(self, cast: Cast) -> None:
        rows = {row.code: row for group in reads.permission_table(viewer=cast.employee) for row in group.rows}
        answers = {cell.role: cell.answer for cell in rows["people.contacts"].cells}

        for person, role in [(cast.cio, "cio"), (cast.office, "programme_office"), (cast.employee, "employee")]:
            sees = bool(reads.person_page(viewer=person, person_id=cast.marketer.pk).line.email)
            assert answers[role] == ("yes" if sees else "own")
        assert reads.person_page(viewer=cast.employee, person_id=cast.employee.pk).line.email

    def test_holds_every_plugged_action_once(self, cast: Cast) -> None:
        codes = [row.code for group in reads.permission_table(viewer=cast.employee) for row in group.rows]

        assert len(codes) == len(set(codes)) == len(permissions.actions)


@pytest.mark.django_db
def test_left_people_hold_no_new_role(cast: Cast) -> None:
    writes.leave(person_id=cast.employee.pk, left_date=date(2026, 2, 1), by=cast.office, at=AT)

    with pytest.raises(WrongState, match="has left"):
        writes.grant_role(person_id=cast.employee.pk, role="cio", by=cast.administrator, at=AT)
