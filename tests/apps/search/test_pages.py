"""The page of results, its files, the palette and the operation of the API."""

import csv
import io

import pytest
from django.urls import reverse

from accord.apps.search.models import Indexed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class TestResults:
    def test_shows_what_is_found_with_its_words_marked(self, client_of, cast, shelf):
        shelf.put(1, "Invoice <reader>", "for clerks & others")
        page = client_of(cast.employee).get("/search/?q=clerk+inv").content.decode()
        assert "<mark>Invoice</mark> &lt;reader&gt;" in page
        assert "for <mark>clerks</mark> &amp; others" in page
        assert 'href="/pages/1/"' in page

    def test_teaches_where_nothing_is_found(self, client_of, cast, shelf):
        shelf.put(1, "Cloud migration")
        client = client_of(cast.employee)
        assert "What are you looking for?" in client.get("/search/").content.decode()
        assert "Search for “migration”" in client.get("/search/?q=migartion").content.decode()
        assert (
            "Every word has to be in the record"
            in client.get("/search/?q=elephant&kind=tests.page&page=9").content.decode()
        )

    def test_gives_what_is_shown_as_a_file(self, client_of, cast, shelf):
        shelf.put(1, "=1+1 page", "the first")
        shelf.put(2, "page of somebody else")
        shelf.hidden = {2}
        answer = client_of(cast.employee).get("/search/?q=page&format=csv")
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert [row[1] for row in rows[1:]] == ["'=1+1 page"]
        assert rows[1][4].startswith("http")

    def test_sends_strangers_to_sign_in(self, client_of):
        assert client_of(None).get("/search/?q=x").status_code == 302

    def test_asks_a_fixed_number_of_questions(self, client_of, cast, shelf, django_assert_max_num_queries):
        for number in range(1, 30):
            shelf.put(number, f"Page {number}")
        client = client_of(cast.employee)
        with django_assert_max_num_queries(12):
            client.get("/search/?q=page")


class TestWords:
    def test_are_found_and_explained(self, client_of, cast, up_to_date):
        up_to_date()
        client = client_of(cast.employee)
        found = client.get("/search/?q=phantom+gap").content.decode()
        assert 'href="/search/words/#word-phantom-gap"' in found
        page = client.get("/search/words/").content.decode()
        assert 'id="word-phantom-gap"' in page
        assert page.count("<dt>") > 100


class TestPalette:
    def test_offers_places_commands_and_ones_turn_before_anything_is_typed(self, client_of, cast):
        page = client_of(cast.cio).get("/search/palette/").content.decode()
        for said in ("Go to", "Initiatives", "Make something new", "New initiative", "Sign out", "Dark pages"):
            assert said in page
        assert "<html" not in page

    def test_narrows_to_what_has_the_words(self, client_of, cast, shelf):
        shelf.put(1, "Initiatives of last year")
        page = client_of(cast.cio).get("/search/palette/?q=initiat").content.decode()
        assert page.index("Go to") < page.index("New initiative") < page.index("of last year")
        assert "Sign out" not in page
        assert "Nothing has “xyzzy”" in client_of(cast.cio).get("/search/palette/?q=xyzzy").content.decode()

    def test_offers_nobody_what_their_role_does_not_allow(self, client_of, cast):
        page = client_of(cast.employee).get("/search/palette/").content.decode()
        assert "New promise" in page
        assert "New initiative" not in page
        assert "Import a file" not in page
        assert reverse("trail:index") not in page

    def test_stands_on_every_page_without_asking_the_database(self, client_of, cast, shelf):
        shelf.put(1, "Page")
        Indexed.objects.all().delete()
        page = client_of(cast.employee).get("/goals/").content.decode()
        assert page.count('id="palette"') == 1
        assert "data-palette-open" in page


class TestOperation:
    def test_gives_what_the_page_gives(self, client_of, cast, shelf):
        shelf.put(1, "Invoice reader", "for clerks")
        said = client_of(cast.employee).get("/api/v1/search?q=clerk&kind=tests.page").json()
        assert said["items"] == [
            {"kind": "tests.page", "id": 1, "label": "Page", "title": "Invoice reader", "url": "/pages/1/",
             "day": "2026-01-01", "excerpt": "for clerks"}
        ]  # fmt: skip
        assert (said["total"], said["has_more"], said["kinds"][0]["count"], said["meant"]) == (1, False, 1, "")

    def test_refuses_what_is_no_question(self, client_of, cast):
        client = client_of(cast.employee)
        assert client.get("/api/v1/search").status_code == 422
        assert client.get("/api/v1/search?q=x&limit=1000").status_code == 422
        assert client_of(None).get("/api/v1/search?q=x").status_code == 401
