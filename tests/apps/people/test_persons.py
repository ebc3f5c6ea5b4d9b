"""Persons: adding, changing, leaving, returning, erasing."""

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator

from accord.apps.people import reads, writes
from accord.apps.people.models import ApiToken, Invitation, Person
from accord.apps.trail.models import Detail
from accord.apps.trail.reads import history
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def sentences(cast: Cast, person: Person) -> list[str]:
    return [line.sentence for line in history(viewer=cast.office, subject=Ref("people.person", person.pk))]


class TestAddPerson:
    def test_makes_an_employee_without_sign_in(self, cast: Cast) -> None:
        added = writes.add_person(
            name="Nora New", email="Nora@Example.org", department_id=cast.it.pk, by=cast.office, at=AT
        )

        assert (added.email, added.roles, added.has_usable_password()) == ("nora@example.org", ["employee"], False)
        assert sentences(cast, added) == ["Pia Office added Nora New."]

    def test_refuses_a_mail_address_twice_whatever_its_capitals(self, cast: Cast) -> None:
        with pytest.raises(Invalid) as refused:
            writes.add_person(name="Other", email="IDA.BYTE@example.org", by=cast.office, at=AT)

        assert "email" in refused.value.fields

    def test_takes_several_without_a_mail_address(self, cast: Cast) -> None:
        first = writes.add_person(name="One", by=cast.office, at=AT)
        second = writes.add_person(name="Two", email="", by=cast.office, at=AT)

        assert first.email is second.email is None

    @pytest.mark.parametrize("role", ["employee", "cio", "department_head"])
    def test_refuses_other_roles(self, cast: Cast, role: str) -> None:
        with pytest.raises(NotAllowed):
            writes.add_person(name="X", by=getattr(cast, role), at=AT)


class TestEditPerson:
    def test_tells_the_second_editor_what_the_first_did(self, cast: Cast) -> None:
        writes.edit_person(
            person_id=cast.marketer.pk, values={"title": "Writer"}, seen_version=1, by=cast.administrator, at=AT
        )

        with pytest.raises(EditConflict) as conflict:
            writes.edit_person(
                person_id=cast.marketer.pk, values={"name": "Mia"}, seen_version=1, by=cast.office, at=AT
            )

        assert conflict.value.changes == ["Ada Root changed Mia Copy: title set to “Writer”."]
        assert conflict.value.theirs == {"title": "Writer"}

    def test_keeps_administrators_to_administrators(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed, match="Only an administrator"):
            writes.edit_person(person_id=cast.administrator.pk, values={"name": "X"}, by=cast.office, at=AT)

    def test_keeps_the_mail_address_of_somebody_with_a_role_to_administrators(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed, match="mail address"):
            writes.edit_person(
                person_id=cast.cfo.pk, values={"email": "pia.office@evil.example"}, by=cast.office, at=AT
            )

        writes.edit_person(person_id=cast.cfo.pk, values={"email": "f@example.org"}, by=cast.administrator, at=AT)
        cast.cfo.refresh_from_db()
        assert cast.cfo.email == "f@example.org"

    def test_keeps_the_mail_address_of_somebody_who_signs_in_to_administrators(self, cast: Cast) -> None:
        cast.employee.set_password("any password at all 7")
        cast.employee.save()

        with pytest.raises(NotAllowed, match="mail address"):
            writes.edit_person(person_id=cast.employee.pk, values={"email": "x@example.org"}, by=cast.office, at=AT)

    def test_lets_the_office_correct_an_address_nobody_signs_in_with(self, cast: Cast) -> None:
        writes.edit_person(person_id=cast.employee.pk, values={"email": "emil@example.org"}, by=cast.office, at=AT)

        cast.employee.refresh_from_db()
        assert cast.employee.email == "emil@example.org"

    def test_ignores_what_is_not_for_editing(self, cast: Cast) -> None:
        writes.edit_person(
            person_id=cast.employee.pk, values={"roles": ["administrator"], "is_active": False}, by=cast.office, at=AT
        )

        cast.employee.refresh_from_db()
        assert (cast.employee.roles, cast.employee.is_active) == (["employee"], True)


class TestLeave:
    def test_ends_everything_and_can_be_undone(self, cast: Cast) -> None:
        _made, secret = writes.make_token(name="export", by=cast.employee, at=AT)
        link = writes.invite(person_id=cast.employee.pk, by=cast.administrator, at=AT)
        cast.employee.set_password("any password at all 7")
        cast.employee.save()
        before = cast.employee.get_session_auth_hash()

        gone = writes.leave(person_id=cast.employee.pk, left_date=date(2026, 2, 28), by=cast.office, at=AT)

        assert (gone.is_active, gone.has_usable_password()) == (False, False)
        assert gone.get_session_auth_hash() != before
        assert writes.use_token(secret, at=AT) is None
        with pytest.raises(WrongState, match="withdrawn"):
            reads.open_invitation(token=link, at=AT)
        assert sentences(cast, gone)[0] == "Pia Office noted that Emil Worker left on 28 Feb 2026."

        back = writes.return_person(person_id=cast.employee.pk, by=cast.office, at=AT)
        assert (back.is_active, back.left_date) == (True, None)
        assert writes.use_token(secret, at=AT) is None

    def test_keeps_the_last_administrator(self, cast: Cast) -> None:
        with pytest.raises(WrongState, match="last administrator"):
            writes.leave(person_id=cast.administrator.pk, left_date=AT.date(), by=cast.administrator, at=AT)

    def test_is_noted_once(self, cast: Cast) -> None:
        writes.leave(person_id=cast.employee.pk, left_date=AT.date(), by=cast.office, at=AT)

        with pytest.raises(WrongState, match="already left"):
            writes.leave(person_id=cast.employee.pk, left_date=AT.date(), by=cast.office, at=AT)


class TestErasePerson:
    def test_leaves_nothing_personal_behind(self, cast: Cast) -> None:
        writes.edit_person(
            person_id=cast.department_head.pk, values={"title": "Chief of brand"}, by=cast.administrator, at=AT
        )
        writes.make_token(name="mine", by=cast.department_head, at=AT)
        writes.invite(person_id=cast.department_head.pk, by=cast.administrator, at=AT)
        Authenticator.objects.create(user=cast.department_head, type="totp", data={"secret": "x"})

        erased = writes.erase_person(person_id=cast.department_head.pk, by=cast.administrator, at=AT)

        person = Person.objects.get(pk=cast.department_head.pk)
        assert erased == 2  # the title and the token's name
        assert (person.name, person.email, person.title) == (f"Erased person {person.pk}", None, "")
        assert (person.is_active, person.roles, person.department) == (False, ["employee"], None)
        assert not Authenticator.objects.filter(user=person).exists()
        assert not ApiToken.objects.filter(person=person).exists()
        assert not Invitation.objects.filter(person=person).exists()
        cast.marketing.refresh_from_db()
        assert cast.marketing.head is None
        kept = [*Detail.objects.values_list("old", flat=True), *Detail.objects.values_list("new", flat=True)]
        assert not [value for value in kept if "Chief of brand" in str(value) or "Mark Brand" in str(value)]

    def test_shows_as_erased_to_the_office_and_to_nobody_else(self, cast: Cast) -> None:
        writes.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=AT)

        assert reads.person_page(viewer=cast.office, person_id=cast.employee.pk).erased_at == AT
        with pytest.raises(NotFound):
            reads.person_page(viewer=cast.cio, person_id=cast.employee.pk)

    def test_is_final(self, cast: Cast) -> None:
        writes.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=AT)

        with pytest.raises(WrongState, match="erased"):
            writes.return_person(person_id=cast.employee.pk, by=cast.administrator, at=AT)

    def test_is_for_administrators_and_not_about_oneself(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            writes.erase_person(person_id=cast.employee.pk, by=cast.office, at=AT)
        with pytest.raises(WrongState, match="themselves"):
            writes.erase_person(person_id=cast.administrator.pk, by=cast.administrator, at=AT)
