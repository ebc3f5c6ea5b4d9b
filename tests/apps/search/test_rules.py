"""Folding, asking, slips and excerpts: plain functions."""

import pytest
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
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ärger mit Öl", ["arger", "mit", "ol"]),
            ("Straße STRASSE", ["strasse", "strasse"]),
            ("Łódź, Øresund, Æon", ["lodz", "oresund", "aeon"]),
            ("cafe\u0301 café", ["cafe", "cafe"]),
            ("go-live P08.dates a_b", ["go", "live", "p08", "dates", "a", "b"]),
            ("ﬁnance ①", ["finance", "1"]),
            ("", []),
            ("!!! —", []),
        ],
    )
    def test_forgets_capitals_accents_and_signs(self, text, expected):
        assert tokens(text) == expected

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
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("invoice read", (Term(("invoice",), True), Term(("read",), True))),
            ('"invoice reader"', (Term(("invoice", "reader"), False),)),
            ("„Rechnung lesen“ x", (Term(("rechnung", "lesen"), False), Term(("x",), False))),
            ("go-live", (Term(("go", "live"), True),)),
            ('an "open quote', (Term(("an",), True), Term(("open", "quote"), False))),
            ('NEAR( * AND ""', (Term(("near",), True), Term(("and",), True))),
        ],
    )
    def test_reads_words_and_quotes(self, words, expected):
        assert parse(words) == expected

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

    @pytest.mark.parametrize("word", ["migartion", "migraton", "migrattion", "migretion"])
    def test_finds_the_word_that_was_meant(self, word):
        assert "migration" in nearly_the_same(word)

    @pytest.mark.parametrize("word", ["of", "2026", "u0043fu00440", "x" * 30])
    def test_offers_nothing_for_what_is_no_plain_word(self, word):
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
