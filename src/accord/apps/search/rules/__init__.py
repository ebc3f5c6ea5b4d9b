"""Words as the index knows them, questions put to it, words nearly the same, and excerpts. Plain Python."""

from accord.apps.search.rules.asking import MOST_ASKED, Term, fts5, parse, tsquery
from accord.apps.search.rules.excerpts import Piece, excerpt, marked
from accord.apps.search.rules.folding import clean, folded, tokens, tsvector
from accord.apps.search.rules.nearby import nearly_the_same

__all__ = [
    "MOST_ASKED",
    "Piece",
    "Term",
    "clean",
    "excerpt",
    "folded",
    "fts5",
    "marked",
    "nearly_the_same",
    "parse",
    "tokens",
    "tsquery",
    "tsvector",
]
