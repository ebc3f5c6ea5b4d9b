"""The trail as a page: who may see it, and what it finds."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client

from accord.apps.people.events import PersonEdited
from accord.apps.people.models import Person
from accord.apps.trail import writes
from accord.apps.ui.rules import Ref
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed(cast: Cast) -> Cast:
    with transaction.atomic():
        writes.edit(
            cast.employee,
            {"name": "Emil Sonnenschein"},
            event=PersonEdited,
            subject=Ref("people.person", cast.employee.pk),
            by=cast.office,
            at=AT,
        )
    return cast


def _page(client: Client, query: str = "") -> str:
    return client.get(f"/trail/{query}").content.decode()


class TestTrailPage:
    def test_sends_the_stranger_to_sign_in(self, client_of: Callable[[Person | None], Client], cast: Cast) -> None:
        response = client_of(None).get("/trail/")

        assert response.status_code == 302
        assert "login" in response["Location"]

    def test_opens_for_office_and_leaders_alone(
        self, client_of: Callable[[Person | None], Client], renamed: Cast
    ) -> None:
        allowed = {renamed.cio, renamed.cfo, renamed.chro, renamed.office, renamed.administrator}

        for person in renamed.signed_in:
            status = client_of(person).get("/trail/").status_code
            assert status == (200 if person in allowed else 403), person.name

    def test_tells_changes_in_sentences(self, client_of: Callable[[Person | None], Client], renamed: Cast) -> None:
        assert "name from “Emil Worker” to “Emil Sonnenschein”" in _page(client_of(renamed.cio))

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [("?q=sonnenschein", True), ("?q=nothing-like-it", False), ("?kind=people.department", False)],
    )
    def test_searches_values_and_kinds(
        self, client_of: Callable[[Person | None], Client], renamed: Cast, query: str, is_found: bool
    ) -> None:
        assert ("to “Emil Sonnenschein”" in _page(client_of(renamed.cio), query)) == is_found

    def test_exports_what_it_shows(self, client_of: Callable[[Person | None], Client], renamed: Cast) -> None:
        response = client_of(renamed.cio).get("/trail/?format=csv")

        assert b"Emil Sonnenschein" in b"".join(response.streaming_content)  # type: ignore[attr-defined]

    def test_takes_a_handful_of_queries(
        self,
        client_of: Callable[[Person | None], Client],
        renamed: Cast,
        django_assert_max_num_queries: Callable[[int], object],
    ) -> None:
        client = client_of(renamed.cio)

        with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
            client.get("/trail/")
