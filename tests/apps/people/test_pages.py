"""Pages of people and departments: who may see what, and what they do."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accord.apps.people import writes
from accord.apps.people.models import Department, Person
from tests.cast import PASSWORD, Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db

READABLE = ["/people/", "/people/roles/", "/departments/", "/people/{p}/", "/departments/{d}/", "/account/"]
OFFICE_ONLY = ["/people/new/", "/people/{p}/edit/", "/departments/new/", "/departments/{d}/edit/"]
ADMINISTRATOR_ONLY = ["/people/{p}/erasure/"]
POSTS = {
    "/people/{p}/leaving/": ("office", "administrator"),
    "/people/{p}/return/": ("office", "administrator"),
    "/departments/{d}/removal/": ("office", "administrator"),
    "/people/{p}/roles/": ("administrator",),
    "/people/{p}/invitation/": ("administrator",),
    "/people/{p}/invitation/withdrawal/": ("administrator",),
}


def filled(path: str, cast: Cast) -> str:
    return path.replace("{p}", str(cast.employee.pk)).replace("{d}", str(cast.marketing.pk))


@pytest.mark.one_database  # who may enter is the same on both
class TestDoors:
    @pytest.mark.parametrize("path", [*READABLE, *OFFICE_ONLY, *ADMINISTRATOR_ONLY, *POSTS])
    def test_send_the_stranger_to_sign_in(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        for answer in (client_of(None).get(filled(path, cast)), client_of(None).post(filled(path, cast))):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/account/login/?next=")

    @pytest.mark.parametrize("path", READABLE)
    def test_open_for_everybody_signed_in(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        for person in cast.signed_in:
            assert client_of(person).get(filled(path, cast)).status_code == 200, person

    @pytest.mark.parametrize("path", OFFICE_ONLY)
    def test_open_for_the_office_alone(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        for person in cast.signed_in:
            expected = 200 if person in (cast.office, cast.administrator) else 403
            assert client_of(person).get(filled(path, cast)).status_code == expected, person

    @pytest.mark.parametrize("path", ADMINISTRATOR_ONLY)
    def test_open_for_administrators_alone(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        for person in cast.signed_in:
            expected = 200 if person == cast.administrator else 403
            assert client_of(person).get(filled(path, cast)).status_code == expected, person

    @pytest.mark.parametrize("path", POSTS)
    def test_refuse_changes_by_other_roles(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        allowed = [getattr(cast, name) for name in POSTS[path]]
        for person in set(cast.signed_in) - set(allowed):
            assert client_of(person).post(filled(path, cast)).status_code == 403, person

    @pytest.mark.parametrize("path", POSTS)
    def test_change_nothing_by_a_link(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        assert client_of(cast.administrator).get(filled(path, cast)).status_code == 405


class TestPeoplePage:
    def _page(self, client: Client, query: str = "") -> str:
        return client.get(f"/people/{query}").content.decode()

    def test_keeps_mail_addresses_and_roles_to_leaders_and_office(self, cast: Cast, client_of: ClientOf) -> None:
        shown = {person: self._page(client_of(person)) for person in cast.signed_in}

        for person, page in shown.items():
            may = person in (cast.cio, cast.cfo, cast.chro, cast.office, cast.administrator)
            assert ("ida.byte@example.org" in page) is may, person
            assert ("Programme office" in page) is may, person

    def test_finds_filters_and_sorts(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.cio)

        assert "Mia Copy" in self._page(client, "?q=mia")
        assert "Ida Byte" not in self._page(client, "?q=mia").split("</form>", 1)[1].replace("Ida Byte</span>", "")
        it = self._page(client, "?side=it&sort=-name")
        assert "Side is IT" in it
        assert it.index("Pia Office") < it.index("Lena Ship") < it.index("Ada Root")
        assert "Frank Ledger" not in it
        assert "Frank Ledger" in self._page(client, "?role=cfo&role=chro")

    def test_lets_nobody_filter_by_what_they_may_not_see(self, cast: Cast, client_of: ClientOf) -> None:
        page = self._page(client_of(cast.employee), "?role=cfo")

        assert "Mia Copy" in page
        assert "Role is" not in page
        assert "Nobody matches" in self._page(client_of(cast.employee), "?q=ida.byte@example.org")

    def test_lists_those_who_left_only_when_asked(self, cast: Cast, client_of: ClientOf) -> None:
        writes.leave(person_id=cast.marketer.pk, left_date=AT.date(), by=cast.office, at=AT)
        client = client_of(cast.cio)

        assert "Mia Copy" not in self._page(client)
        assert "Mia Copy" in self._page(client, "?state=left")

    def test_sends_the_list_as_a_file(self, cast: Cast, client_of: ClientOf) -> None:
        def lines(person: Person) -> list[str]:
            answer = client_of(person).get("/people/?format=csv&side=finance")
            return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

        own_key = rf"accord-[0-9a-f]+:{cast.cfo.pk}"  # by it a later file finds him again
        assert re.fullmatch(f"Frank Ledger,,Finance,Finance,frank.ledger@example.org,CFO,{own_key}", lines(cast.cio)[1])
        assert re.fullmatch(f"Frank Ledger,,Finance,Finance,,,{own_key}", lines(cast.employee)[1])

    def test_takes_the_same_queries_however_many_there_are(
        self, cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Callable[[int], object]
    ) -> None:
        client = client_of(cast.cio)
        Person.objects.bulk_create(
            [Person(name=f"Person {n}", roles=["employee"], department=cast.it) for n in range(120)]
        )

        with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
            page = self._page(client)

        assert "1–50 of 131 people" in page


class TestPersonPage:
    def test_shows_history_to_those_who_may_and_to_the_person(self, cast: Cast, client_of: ClientOf) -> None:
        writes.edit_person(person_id=cast.employee.pk, values={"title": "Planner"}, by=cast.office, at=AT)

        def page(person: Person) -> str:
            return client_of(person).get(f"/people/{cast.employee.pk}/").content.decode()

        assert "Pia Office changed Emil Worker" in page(cast.chro)
        assert "Pia Office changed Emil Worker" in page(cast.employee)
        assert "Pia Office changed Emil Worker" not in page(cast.marketer)

    def test_knows_nobody_else(self, cast: Cast, client_of: ClientOf) -> None:
        assert client_of(cast.cio).get("/people/9999/").status_code == 404


class TestAddAndEdit:
    def test_add(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.office)
        form = {"name": "Nora New", "title": "", "department": str(cast.it.pk), "email": "nora@example.org"}

        answer = client.post("/people/new/", form)

        added = Person.objects.get(email="nora@example.org")
        assert answer["Location"] == f"/people/{added.pk}/"
        again = client.post("/people/new/", form)
        assert again.status_code == 422
        assert "already has this mail address" in again.content.decode()

    def test_edit_tells_the_second_person_and_keeps_what_was_typed(self, cast: Cast, client_of: ClientOf) -> None:
        path = f"/people/{cast.employee.pk}/edit/"
        form = {"name": "Emil Worker", "title": "", "department": str(cast.operations.pk),
                "email": "emil.worker@example.org", "version": "1"}  # fmt: skip
        client_of(cast.administrator).post(path, {**form, "title": "Planner", "department": str(cast.it.pk)})

        second = client_of(cast.office).post(path, {**form, "name": "Emil W. Worker"})

        page = second.content.decode()
        assert second.status_code == 409
        assert "Ada Root changed Emil Worker" in page
        assert 'value="Emil W. Worker"' in page  # typed: kept
        assert 'value="Planner"' in page  # changed by the other alone: taken over
        assert f'<option value="{cast.it.pk}" selected>' in page
        assert 'name="version" value="2"' in page

        client_of(cast.office).post(path, {**form, "name": "Emil W. Worker", "title": "Planner",
                                           "department": str(cast.it.pk), "version": "2"})  # fmt: skip
        cast.employee.refresh_from_db()
        assert (cast.employee.name, cast.employee.title, cast.employee.department) == (
            "Emil W. Worker", "Planner", cast.it,
        )  # fmt: skip

    def test_leave_and_return(self, cast: Cast, client_of: ClientOf) -> None:
        office = client_of(cast.office)

        assert office.post(f"/people/{cast.employee.pk}/leaving/", {"left_date": "soon"}).status_code == 422
        office.post(f"/people/{cast.employee.pk}/leaving/", {"left_date": "2026-02-28"})
        assert "Note that they are back" in office.get(f"/people/{cast.employee.pk}/").content.decode()
        office.post(f"/people/{cast.employee.pk}/return/")

        cast.employee.refresh_from_db()
        assert cast.employee.is_active

    def test_roles(self, cast: Cast, client_of: ClientOf) -> None:
        path, client = f"/people/{cast.employee.pk}/roles/", client_of(cast.administrator)

        client.post(path, {"role": "delivery_lead", "give": "on"})
        cast.employee.refresh_from_db()
        assert cast.employee.roles == ["delivery_lead", "employee"]

        client.post(path, {"role": "delivery_lead"})
        cast.employee.refresh_from_db()
        assert cast.employee.roles == ["employee"]
        assert client.post(path, {"role": "king"}).status_code == 422
        last = client.post(f"/people/{cast.administrator.pk}/roles/", {"role": "administrator"})
        assert last.status_code == 409
        assert "last administrator" in last.content.decode()

    def test_erase_asks_for_the_name(self, cast: Cast, client_of: ClientOf) -> None:
        path, client = f"/people/{cast.employee.pk}/erasure/", client_of(cast.administrator)

        assert client.post(path, {"name": "Emil"}).status_code == 422
        assert client.post(path, {"name": "Emil Worker"}).status_code == 302

        cast.employee.refresh_from_db()
        assert cast.employee.name.startswith("Erased person")


class TestDepartments:
    def test_add_move_and_remove(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.office)
        form = {"name": "Claims", "side": "business", "parent": str(cast.operations.pk), "head": ""}
        client.post("/departments/new/", form)
        claims = Department.objects.get(name="Claims")

        moved = client.post(f"/departments/{claims.pk}/edit/", {**form, "parent": str(cast.it.pk), "version": "1"})
        claims.refresh_from_db()
        assert (moved.status_code, claims.parent) == (302, cast.it)

        taken = client.post(f"/departments/{cast.it.pk}/removal/")
        assert taken.status_code == 409
        assert "Move them first" in taken.content.decode()
        client.post(f"/departments/{claims.pk}/removal/")
        assert not Department.objects.filter(pk=claims.pk).exists()

    def test_offer_no_place_below_themselves(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.office)
        form = {"name": "Board", "side": "executive", "parent": str(cast.it.pk), "head": "", "version": "1"}

        answer = client.post(f"/departments/{cast.board.pk}/edit/", form)

        assert answer.status_code == 422
        cast.board.refresh_from_db()
        assert cast.board.parent is None


class TestRolesPage:
    def test_says_who_may_do_what(self, cast: Cast, client_of: ClientOf) -> None:
        page = client_of(cast.employee).get("/people/roles/").content.decode()

        assert "Erase a person&#x27;s data" in page
        assert "own: oneself" in page


class TestAccountPage:
    def test_changes_the_name(self, cast: Cast, client_of: ClientOf) -> None:
        client_of(cast.employee).post("/account/", {"name": "Emil W.", "version": "1"})

        cast.employee.refresh_from_db()
        assert cast.employee.name == "Emil W."

    def test_refuses_no_name_and_keeps_the_page(self, cast: Cast, client_of: ClientOf) -> None:
        answer = client_of(cast.employee).post("/account/", {"name": " ", "version": "1"})

        assert answer.status_code == 422
        assert "API tokens" in answer.content.decode()

    def test_tells_of_a_change_meanwhile(self, cast: Cast, client_of: ClientOf) -> None:
        writes.edit_person(person_id=cast.employee.pk, values={"name": "Emile"}, by=cast.office, at=AT)

        answer = client_of(cast.employee).post("/account/", {"name": "Emil W.", "version": "1"})

        assert answer.status_code == 409
        assert 'value="Emil W."' in answer.content.decode()

    def test_offers_languages_once_there_are_several(self, cast: Cast, client_of: ClientOf, settings) -> None:
        client = client_of(cast.employee)
        assert "Language" not in client.get("/account/").content.decode()
        settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]

        answer = client.post("/account/", {"name": "Emil Worker", "language": "de", "version": "1"})

        cast.employee.refresh_from_db()
        assert cast.employee.language == "de"
        assert answer.cookies["django_language"].value == "de"

    def test_signs_out_everywhere_else(self, cast: Cast, client_of: ClientOf) -> None:
        here, elsewhere = client_of(cast.employee), client_of(cast.employee)

        here.post("/account/sessions/ending/")

        assert here.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302


class TestLeftPeople:
    def test_are_signed_out_at_once_and_stay_out(self, cast: Cast, client_of: ClientOf) -> None:
        cast.employee.set_password(PASSWORD)
        cast.employee.save()
        client = client_of(cast.employee)
        writes.leave(person_id=cast.employee.pk, left_date=AT.date(), by=cast.office, at=AT)

        assert client.get("/people/").status_code == 302
        writes.return_person(person_id=cast.employee.pk, by=cast.office, at=AT)
        assert client.get("/people/").status_code == 302
