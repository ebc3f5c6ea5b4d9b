"""The place of a text where what was looked for stands, with those words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accord.apps.search.rules.asking import Term
from accord.apps.search.rules.folding import tokens

MOST = 220  # signs of an excerpt
BEFORE = 60  # of which stand before the first word found
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``is_found`` where it is what was looked for."""

    text: str
    is_found: bool


def _wanted(terms: Sequence[Term]) -> tuple[set[str], tuple[str, ...]]:
    """Give whole words and beginnings of words that are looked for."""
    whole = {word for term in terms for word in (term.tokens[:-1] if term.is_beginning else term.tokens)}
    return whole, tuple(term.tokens[-1] for term in terms if term.is_beginning)


def marked(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Cut a text into pieces that are found and pieces that are not."""
    whole, beginnings = _wanted(terms)
    pieces, done = [], 0
    for word in _WORD.finditer(text):
        if any(token in whole or token.startswith(beginnings) for token in tokens(word.group())):
            pieces += [Piece(text[done : word.start()], False), Piece(word.group(), True)]
            done = word.end()
    pieces.append(Piece(text[done:], False))
    return tuple(piece for piece in pieces if piece.text)


def excerpt(text: str, terms: Sequence[Term], *, most: int = MOST) -> tuple[Piece, ...]:
    """Give the stretch around the first word found, else the beginning; cut between words, with an ellipsis."""
    whole, beginnings = _wanted(terms)
    first = next(
        (
            word.start()
            for word in _WORD.finditer(text)
            if any(token in whole or token.startswith(beginnings) for token in tokens(word.group()))
        ),
        0,
    )
    start = _space(text, max(0, first - BEFORE)) if first > BEFORE else 0
    end = len(text) if len(text) - start <= most else (text.rfind(" ", start, start + most) + 1 or start + most)
    cut = f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
    return marked(cut, terms)


def _space(text: str, place: int) -> int:
    """Find where the next word begins, without going far."""
    found = text.find(" ", place, place + BEFORE)
    return found + 1 if found >= 0 else place
