"""What is found by which words: the same on both kinds of database, held to a plain search written here."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.apps.search import reads
from accord.apps.search.rules import parse, tokens
from accord.apps.search.sockets import Text
from accord.apps.ui.rules import Ref
from tests.apps.search.conftest import KIND

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', "*", "a*", "NEAR(a b)", "a AND", "'; DROP TABLE search_indexed; --", "title:x", "\\", ":*", "a & | !", "\x00",
    "(" * 200, "%", "{title} : x", "𝄞 \ud800", "-a", "a:b:c", "<->", "1e5 0x1f 3.14", "x" * 500, "o'neil 'a' & 'b'",
]  # fmt: skip


class TestFound:
    def test_finds_beginnings_words_and_what_stands_in_quotes(self, shelf, found_by):
        shelf.put(1, "Invoice reader", "Reads what suppliers send.")
        shelf.put(2, "Letter reader", "Sorts invoices by supplier.")

        assert found_by("invo") == ["Invoice reader", "Letter reader"]
        assert found_by("supplier sorts") == ["Letter reader"]
        assert found_by('"invoice reader"') == ["Invoice reader"]
        assert found_by('"invo"') == []
        assert found_by("reader invoice") == ["Invoice reader", "Letter reader"]
        assert found_by('"reader reads"') == []  # no phrase reaches from the title into the text

    def test_takes_no_notice_of_accents_capitals_and_signs(self, shelf, found_by):
        shelf.put(1, "Über-Prüfung: Straße № 5", "Ελλάδα, Москва, 東京都庁")

        for words in ("uber pruf", "STRASSE", "über-prüfung", "ελλαδα", "моск", "東京", "“prüfung straße”"):
            assert found_by(words) == ["Über-Prüfung: Straße № 5"], words
        assert found_by("京東") == []

    def test_puts_titles_first_and_then_the_newest(self, shelf, found_by):
        shelf.put(1, "Old plan", day=date(2020, 1, 1))
        shelf.put(2, "Something", "a plan", day=date(2026, 6, 1))
        shelf.put(3, "New plan", day=date(2026, 1, 1))
        shelf.put(4, "Plan of no day", day=None)

        assert found_by("plan") == ["New plan", "Old plan", "Plan of no day", "Something"]

    def test_marks_the_words_and_says_where_they_stand(self, shelf, cast):
        shelf.put(1, "Invoice reader", "<b>Reads</b> invoices", "for clerks")

        (hit,) = reads.found(viewer=cast.employee, words="clerk").hits

        assert (hit.ref, hit.url, hit.label) == (Ref(KIND, 1), "/pages/1/", "Page")
        assert [piece.text for piece in hit.excerpt if piece.is_found] == ["clerks"]
        assert "for clerks" in hit.plain_excerpt

    def test_offers_the_word_that_was_meant(self, shelf, cast):
        shelf.put(1, "Cloud migration")

        assert reads.found(viewer=cast.office, words="cloud migartion").meant == "cloud migration"
        assert reads.found(viewer=cast.office, words="cluod migration").meant == "cloud migration"
        assert reads.found(viewer=cast.office, words="elephant").meant == ""

    def test_narrows_by_kind_and_counts_each(self, shelf, cast, up_to_date):
        shelf.put(1, "Marketing page")
        up_to_date()

        found = reads.found(viewer=cast.employee, words="marketing")
        counts = {facet.label: facet.count for facet in found.facets}
        assert (counts["Pages"], counts["Departments"]) == (1, 1)
        only = reads.found(viewer=cast.employee, words="marketing", kinds=[KIND])
        assert (only.total, [hit.ref.kind for hit in only.hits]) == (1, [KIND])
        assert only.facets == found.facets
        assert reads.found(viewer=cast.employee, words="marketing", kinds=["no.kind"]).hits == ()

    def test_goes_on_page_by_page_and_says_when_there_is_more(self, shelf, cast):
        for number in range(1, 8):
            shelf.pages[number] = Text(number, f"Page {number}", (), date(2026, 1, number))
        shelf.read_again(*range(1, 8))

        first = reads.found(viewer=cast.office, words="page", most=3)
        second = reads.found(viewer=cast.office, words="page", start=3, most=3)
        few = reads.found(viewer=cast.office, words="page", most=3, look=4)

        assert [hit.ref.id for hit in (*first.hits, *second.hits)] == [7, 6, 5, 4, 3, 2]
        assert (first.total, first.has_more) == (7, False)
        assert (few.total, few.has_more) == (3, True)

    def test_takes_whatever_is_typed(self, shelf, found_by):
        shelf.put(1, "A page 3.14 1e5 0x1f")
        for words in HOSTILE:
            assert found_by(words) in ([], ["A page 3.14 1e5 0x1f"]), words

    def test_says_nothing_without_words(self, shelf, cast):
        shelf.put(1, "Page")
        assert reads.found(viewer=cast.office, words="  ").hits == ()


WORDS = ("plan", "plane", "planning", "öl", "ol", "go-live", "东", "live")
SAID = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


def holds(title, body, term):
    """Look for a term the slow way: side by side in the title or in the text, the last word perhaps going on."""
    for cut in (tokens(title), tokens(body)):
        for start in range(len(cut) - len(term.tokens) + 1):
            window = cut[start : start + len(term.tokens)]
            last = window[-1].startswith(term.tokens[-1]) if term.is_beginning else window[-1] == term.tokens[-1]
            if window[:-1] == list(term.tokens[:-1]) and last:
                return True
    return False


@given(pages=st.lists(st.tuples(SAID, SAID), min_size=1, max_size=4), asked=SAID, quoted=SAID)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_finds_what_a_plain_search_finds(shelf, cast, pages, asked, quoted):
    shelf.pages = {number: Text(number, title, (body,)) for number, (title, body) in enumerate(pages, 1)}
    shelf.read_again(1, 2, 3, 4)
    words = f'{asked} "{quoted}"'

    found = {hit.ref.id for hit in reads.found(viewer=cast.office, words=words).hits}

    terms = parse(words)
    plain = {n for n, (title, body) in enumerate(pages, 1) if all(holds(title, body, term) for term in terms)}
    assert found == (plain if terms else set())
