"""Folding, asking, slips and excerpts: plain functions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.search.rules import (
    Piece,
    Term,
    clean,
    excerpt,
    folded,
    folding,
    marked,
    nearly_the_same,
    parse,
    tokens,
)

TEXTS = st.text(max_size=80)


class TestTokens:
    def test_forgets_capitals_accents_and_signs(self):
        assert tokens("Ärger mit Öl") == ["arger", "mit", "ol"]
        assert tokens("Straße STRASSE") == ["strasse", "strasse"]
        assert tokens("Łódź, Øresund, Æon") == ["lodz", "oresund", "aeon"]
        assert tokens("cafe\u0301 café") == ["cafe", "cafe"]
        assert tokens("go-live P08.dates a_b") == ["go", "live", "p08", "dates", "a", "b"]
        assert tokens("ﬁnance ①") == ["finance", "1"]
        assert tokens("!!! —") == tokens("") == []

    def test_cuts_what_is_written_without_spaces(self):
        assert len(tokens("東京都")) == 3

    @given(TEXTS)
    @settings(max_examples=40)
    def test_gives_small_ascii_only_and_the_same_whatever_the_case(self, text):
        found = tokens(text)
        assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)
        assert tokens(clean(text)) == found or "\x00" in text or not text.isprintable()

    def test_keeps_the_beginning_of_a_word_the_beginning_of_its_token(self):
        assert tokens("Москва")[0].startswith(tokens("Моск")[0])

    def test_keeps_places_when_a_word_comes_too_often(self):
        kept = folded("the cat " * 300)
        assert kept.count("the") == kept.count("cat") == folding.MOST_OF_ONE
        assert len(kept) == 600


class TestParse:
    def test_reads_words_and_quotes(self):
        assert parse("invoice read") == (Term(("invoice",), True), Term(("read",), True))
        assert parse('"invoice reader"') == (Term(("invoice", "reader"), False),)
        assert parse("„Rechnung lesen“ x") == (Term(("rechnung", "lesen"), False), Term(("x",), False))
        assert parse("go-live") == (Term(("go", "live"), True),)
        assert parse('an "open quote') == (Term(("an",), True), Term(("open", "quote"), False))
        assert parse('NEAR( * AND ""') == (Term(("near",), True), Term(("and",), True))

    def test_reads_so_much_and_no_more(self):
        assert len(parse(" ".join(f"word{number}" for number in range(90)))) <= 12


def distance(one, other):
    """Damerau and Levenshtein's distance with neighbours swapped at most once, as in the literature."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


class TestNearlyTheSame:
    @given(st.text("abcdz", min_size=4, max_size=8))
    @settings(max_examples=25)
    def test_lists_words_one_slip_away(self, word):
        assert {distance(word, other) for other in nearly_the_same(word)} == {1}

    def test_finds_the_word_that_was_meant(self):
        for slip in ("migartion", "migraton", "migrattion", "migretion"):
            assert "migration" in nearly_the_same(slip)

    def test_offers_nothing_for_what_is_no_plain_word(self):
        for word in ("of", "2026", "u0043fu00440", "x" * 30):
            assert nearly_the_same(word) == []


class TestExcerpt:
    def test_marks_what_was_found(self):
        assert marked("Öl and oil", parse("ol")) == (Piece("Öl", True), Piece(" and oil", False))

    def test_begins_near_the_first_word_found(self):
        text = "lorem " * 100 + "the invoice reader" + " ipsum" * 100
        pieces = excerpt(text, parse("invoice"))
        said = "".join(piece.text for piece in pieces)
        assert [piece.text for piece in pieces if piece.is_found] == ["invoice"]
        assert said.startswith("… ")
        assert said.endswith(" …")
        assert len(said) < 240

    @given(TEXTS, TEXTS)
    @settings(max_examples=40)
    def test_says_nothing_that_is_not_there(self, text, words):
        assert "".join(piece.text for piece in marked(text, parse(words))) == text
