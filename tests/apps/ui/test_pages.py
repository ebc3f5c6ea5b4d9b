"""The gallery, the theme and lists as files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

import accord.apps.ui
from accord.apps.people.models import Person
from tests.cast import Cast

INCLUDES = Path(accord.apps.ui.__file__).parent / "templates" / "ui"
ClientOf = Callable[[Person | None], Client]


@pytest.mark.one_database  # shows samples, keeps no records
@pytest.mark.django_db
class TestGallery:
    def test_sends_the_stranger_to_sign_in(self, client_of: ClientOf, cast: Cast) -> None:
        assert client_of(None).get("/ui/").status_code == 302

    def test_shows_every_component(self, client_of: ClientOf, cast: Cast) -> None:
        drawn = client_of(cast.employee).get("/ui/").content.decode()
        parts = ("verdict bad", "side-finance", 'class="chart"', "data-row", "history", "progress", "conflict", "empty")
        assert [part for part in parts if part not in drawn and part != "conflict"] == []
        assert "Someone else changed this while you were editing" in drawn

    def test_filters_sorts_and_pages(self, client_of: ClientOf, cast: Cast) -> None:
        drawn = client_of(cast.employee).get("/ui/?stage=live&sort=-due&page=2").content.decode()
        assert "Stage is Live" in drawn
        assert 'aria-sort="descending"' in drawn
        assert "7–12 of 13 initiatives" in drawn

    def test_finishes_the_sample_of_work_under_way(self, client_of: ClientOf, cast: Cast) -> None:
        assert b"hx-get" not in client_of(cast.employee).get("/ui/progress/").content


@pytest.mark.one_database
@pytest.mark.django_db
class TestTheme:
    def test_is_remembered_and_leads_back(self, client: Client) -> None:
        response = client.post("/ui/theme/", {"theme": "dark", "next": "/goals/?page=2"})
        assert response.headers["Location"] == "/goals/?page=2"
        assert response.cookies["theme"].value == "dark"

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
    def test_leads_nowhere_else(self, client: Client, back: str) -> None:
        assert client.post("/ui/theme/", {"theme": "dark", "next": back}).headers["Location"] == "/"

    def test_takes_only_what_there_is(self, client: Client) -> None:
        assert "theme" not in client.post("/ui/theme/", {"theme": "pink"}).cookies

    def test_is_not_changed_by_a_link(self, client: Client) -> None:
        assert client.get("/ui/theme/?theme=dark").status_code == 405


class TestIncludes:
    @pytest.mark.parametrize("path", sorted(INCLUDES.glob("*.html")), ids=lambda path: path.name)
    def test_say_what_they_take(self, path: Path) -> None:
        assert re.search(r"\{#.{15,}#\}", "".join(path.read_text().splitlines(keepends=True)[:4]))
