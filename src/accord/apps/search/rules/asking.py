"""What people type → terms, and terms → the language of each kind of database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accord.apps.search.rules.folding import tokens

MOST_ASKED = 200  # signs
MOST_TERMS = 12
SHORTEST_BEGINNING = 2  # one letter is looked for as it stands: nearly every word begins with it

_QUOTED = re.compile(r'["“”„«»](.*?)(?:["“”„«»]|$)|(\S+)')


@dataclass(frozen=True)
class Term:
    """Words that stand side by side; ``is_beginning``: the last one may go on."""

    tokens: tuple[str, ...]
    is_beginning: bool


def parse(words: str) -> tuple[Term, ...]:
    """Read what was typed: every word must be found, from its beginning; what is in quotes exactly as it stands."""
    found = []
    for quoted, word in _QUOTED.findall(words[:MOST_ASKED]):
        cut = tuple(tokens(quoted or word))
        if cut:
            is_beginning = bool(word) and len(cut[-1]) >= SHORTEST_BEGINNING
            found.append(Term(cut, is_beginning))
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def fts5(terms: Sequence[Term | Sequence[str]], *, in_title: bool) -> str:
    """Write the question for SQLite's FTS5; a list of words instead of a term means any of them."""
    asked = " AND ".join(_fts5(term) for term in terms)
    return f"{{title}} : ({asked})" if in_title else asked


def _fts5(term: Term | Sequence[str]) -> str:
    if isinstance(term, Term):
        return f'"{" ".join(term.tokens)}"{" *" if term.is_beginning else ""}'
    return "(" + " OR ".join(f'"{word}"' for word in term) + ")"


def tsquery(terms: Sequence[Term | Sequence[str]], *, in_title: bool) -> str:
    """Write the question for PostgreSQL; a list of words instead of a term means any of them."""
    return " & ".join(_tsquery(term, "A" if in_title else "") for term in terms)


def _tsquery(term: Term | Sequence[str], weight: str) -> str:
    mark = f":{weight}" if weight else ""
    if not isinstance(term, Term):
        return "(" + " | ".join(f"'{word}'{mark}" for word in term) + ")"
    last = f":*{weight}" if term.is_beginning else mark
    words = [f"'{word}'{mark}" for word in term.tokens[:-1]]
    return "(" + " <-> ".join([*words, f"'{term.tokens[-1]}'{last}"]) + ")"
