"""The JSON API of people, and the shape in which every operation refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accord.apps.people.models import Department, Person
from tests.cast import Cast

ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    return getattr(client, method)(f"/api/v1{path}", body, content_type="application/json")


class TestDepartments:
    def test_add_move_and_remove(self, cast: Cast, client_of: ClientOf) -> None:
        office = client_of(cast.office)

        made = send(office, "post", "/departments", {"name": "Claims", "side": "business", "parent_id": cast.it.pk})
        assert made.status_code == 201
        one = f"/departments/{made.json()['id']}"
        moved = send(office, "patch", one, {"version": 1, "parent_id": None})

        assert (moved.json()["parent_id"], moved.json()["name"], moved.json()["version"]) == (None, "Claims", 2)
        assert send(office, "delete", one).status_code == 204
        assert office.get(f"/api/v1{one}").status_code == 404

    def test_conflict_names_what_changed(self, cast: Cast, client_of: ClientOf) -> None:
        one = f"/departments/{cast.it.pk}"
        send(client_of(cast.administrator), "patch", one, {"version": 1, "name": "Technology"})

        late = send(client_of(cast.office), "patch", one, {"version": 1, "name": "Computers"})

        assert late.status_code == 409
        assert late.json()["current_version"] == 2
        assert "from “IT” to “Technology”" in late.json()["changes"][0]

    def test_list_in_parts(self, cast: Cast, client_of: ClientOf) -> None:
        said = client_of(cast.employee).get("/api/v1/departments?limit=2&offset=1").json()

        assert [item["name"] for item in said["items"]] == ["Finance", "IT"]
        assert said["count"] == Department.objects.count()


class TestPeople:
    def test_add_change_and_leave(self, cast: Cast, client_of: ClientOf) -> None:
        office = client_of(cast.office)
        made = send(office, "post", "/people", {"name": "Nora", "email": "nora@example.org"}).json()
        one = f"/people/{made['id']}"

        assert send(office, "patch", one, {"version": 1, "title": "Planner"}).json()["title"] == "Planner"
        assert send(office, "post", f"{one}/leaving", {"left_date": "2026-02-28"}).json()["left_date"] == "2026-02-28"
        assert send(office, "post", f"{one}/return").json()["is_active"] is True

    def test_roles_and_invitation(self, cast: Cast, client_of: ClientOf) -> None:
        admin, one = client_of(cast.administrator), f"/people/{cast.employee.pk}"

        assert send(admin, "put", f"{one}/roles/cio").json()["roles"] == ["cio", "employee"]
        assert send(admin, "delete", f"{one}/roles/cio").json()["roles"] == ["employee"]
        link = send(admin, "post", f"{one}/invitation").json()["url"]
        assert Client().get(link.removeprefix("http://testserver")).status_code == 200

    def test_filter_without_telling_what_may_not_be_seen(self, cast: Cast, client_of: ClientOf) -> None:
        path = "/api/v1/people?role=cfo"

        def names(person: Person) -> list[str]:
            return [item["name"] for item in client_of(person).get(path).json()["items"]]

        assert names(cast.cio) == ["Frank Ledger"]
        assert len(names(cast.employee)) == 11
        seen = client_of(cast.employee).get(f"/api/v1/people/{cast.cfo.pk}").json()
        assert (seen["email"], seen["roles"]) == ("", [])

    def test_erase(self, cast: Cast, client_of: ClientOf) -> None:
        path = f"/people/{cast.employee.pk}/erasure"

        assert send(client_of(cast.office), "post", path).status_code == 403
        assert send(client_of(cast.administrator), "post", path).status_code == 204


class TestRefusals:
    def test_stranger_is_asked_to_sign_in(self, cast: Cast) -> None:
        answer = Client().get("/api/v1/people")

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "token" in answer.json()["detail"]

    def test_role_that_may_not_is_told_why(self, cast: Cast, client_of: ClientOf) -> None:
        answer = send(client_of(cast.cio), "post", "/people", {"name": "X"})

        assert answer.status_code == 403
        assert "Add and change people" in answer.json()["detail"]

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "a\x00b"}, "name"),
            ({"name": "a" * 201}, "name"),
            ({"name": 5}, "name"),
            ({"name": "a", "department_id": "1"}, "department_id"),
            ({"name": "a", "department_id": True}, "department_id"),
            ({"name": "a", "department_id": 2**63}, "department_id"),
            ({"name": "a", "email": "no address"}, "email"),
            ({"name": "a", "king": True}, "king"),
            ({}, "name"),
        ],
    )
    def test_what_the_schema_refuses_is_named(
        self, body: dict[str, Any], field: str, cast: Cast, client_of: ClientOf
    ) -> None:
        answer = send(client_of(cast.office), "post", "/people", body)

        assert answer.status_code == 422
        assert list(answer.json()["fields"]) == [field]

    def test_half_a_character_is_refused(self, cast: Cast, client_of: ClientOf) -> None:
        answer = client_of(cast.office).post("/api/v1/people", b'{"name": "\\ud800"}', content_type="application/json")

        assert answer.status_code == 422

    def test_what_only_the_records_know_is_a_conflict(self, cast: Cast, client_of: ClientOf) -> None:
        answer = send(client_of(cast.office), "post", "/people", {"name": "A", "department_id": 9_999})

        assert answer.status_code == 409
        assert answer.json()["fields"] == {"department": "There is no such department."}

    @pytest.mark.parametrize("body", [b"{", b"\xff", b"[1", b'{"name": NaN'])
    def test_broken_json_is_told(self, body: bytes, cast: Cast, client_of: ClientOf) -> None:
        answer = client_of(cast.office).post("/api/v1/people", body, content_type="application/json")

        assert answer.status_code == 400
        assert answer.json() == {"detail": "The body is not valid JSON."}

    def test_unknown_address_and_wrong_method_are_json(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.cio)

        lost, wrong = client.get("/api/v1/nowhere"), client.delete("/api/v1/people")

        assert (lost.status_code, lost.json()) == (404, {"detail": "There is nothing at this address."})
        assert wrong.status_code == 405
        assert set(wrong.headers["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}
        assert "method" in wrong.json()["detail"]

    @pytest.mark.parametrize("path", ["/people/0", "/people/x", f"/people/{2**63}", "/people?limit=0", "/people?q=%00"])
    def test_numbers_and_words_out_of_bounds_are_refused(self, path: str, cast: Cast, client_of: ClientOf) -> None:
        assert client_of(cast.cio).get(f"/api/v1{path}").status_code == 422


class TestMe:
    def test_shows_and_changes_oneself(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.employee)

        assert client.get("/api/v1/me").json()["email"] == "emil.worker@example.org"
        assert send(client, "patch", "/me", {"version": 1, "name": "Emil W."}).json()["name"] == "Emil W."
        assert send(client, "patch", "/me", {"version": 1, "name": "Emil"}).status_code == 409

    def test_permission_table_is_the_one_of_the_page(self, cast: Cast, client_of: ClientOf) -> None:
        groups = client_of(cast.employee).get("/api/v1/permissions").json()
        rows = {row["code"]: row for group in groups for row in group["rows"]}

        answers = {cell["role"]: cell["answer"] for cell in rows["people.grant"]["cells"]}
        assert [role for role, answer in answers.items() if answer == "yes"] == ["administrator"]
