"""What is found for a viewer: only records their own apps let the viewer see, and nothing that hints at others.

Counts, kinds and offered words are made from what the viewer may see alone. The index is asked piece by piece until enough
is seen or nothing is left, so that hidden records only take time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.search.models import Indexed
from accord.apps.search.reads.matching import Asked, matches
from accord.apps.search.rules import Piece, Term, excerpt, marked, nearly_the_same, parse, tokens
from accord.apps.search.sockets import source, texts
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import things

MOST_COUNTED = 500  # records the viewer may see, before it says "more than"
FIRST_PIECE = 520  # rows of the index in the first look: more than are counted, so that one look is mostly enough
PIECE = 5_000  # and at most in each further one


@dataclass(frozen=True)
class Hit:
    """A record that was found: its title as its own app gives it to the viewer, and where the words stand."""

    ref: Ref
    label: str
    title: tuple[Piece, ...]
    url: str
    day: date | None
    excerpt: tuple[Piece, ...]

    @property
    def plain_title(self) -> str:
        """The title without marks."""
        return "".join(piece.text for piece in self.title)

    @property
    def plain_excerpt(self) -> str:
        """The excerpt without marks."""
        return "".join(piece.text for piece in self.excerpt)


@dataclass(frozen=True)
class Facet:
    """A kind of record among what was found, and how many of it; None where there are too many to count."""

    kind: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Found:
    """One page of what was found; ``total`` counts what the viewer may see, ``has_more`` says that there is more than that.

    ``meant`` is what was typed with one word changed, where nothing was found as typed.
    """

    words: str
    hits: tuple[Hit, ...]
    total: int
    has_more: bool
    facets: tuple[Facet, ...]
    meant: str = ""


Seen = tuple[int, Ref, tuple[str, str]]  # id in the index, record, (title, address)


def found(
    *, viewer: Viewer, words: str, kinds: Sequence[str] = (), start: int = 0, most: int = 20, look: int = FIRST_PIECE
) -> Found:
    """Find records by words, best first. ``look`` is how many rows of the index are asked for at first.

    One query of the index and a few for each kind found, whatever is typed; more only for who sees little of much.
    """
    terms = parse(words)
    known = [kind for kind in dict.fromkeys(kinds) if source(kind)]
    if not terms or (kinds and not known):
        return Found(words, (), 0, False, ())
    everything, has_more = _seen(viewer, terms, (), MOST_COUNTED if look >= FIRST_PIECE else most, look)
    chosen, chosen_more = everything, has_more
    if known:
        narrowed = [one for one in everything if one[1].kind in known]
        chosen, chosen_more = (narrowed, False) if not has_more else _seen(viewer, terms, known, MOST_COUNTED, look)
    if not everything and not has_more:
        return _meant(viewer, words, terms)
    return Found(
        words=words,
        hits=_hits(chosen[start : start + most], terms),
        total=len(chosen),
        has_more=chosen_more,
        facets=_facets(everything, counted=not has_more),
    )


def _seen(viewer: Viewer, asked: Asked, kinds: Sequence[str], enough: int, look: int) -> tuple[list[Seen], bool]:
    """Give what the viewer may see, in order, until there is enough; and whether there is more of it."""
    seen: list[Seen] = []
    for rows in _rows(asked, kinds, look):
        named = titles(viewer=viewer, refs=[ref for _pk, ref in rows])
        seen += [(pk, ref, named[ref]) for pk, ref in rows if ref in named]
        if len(seen) > enough:
            return seen[:enough], True
    return seen, False


def _rows(asked: Asked, kinds: Sequence[str], look: int) -> Iterator[list[tuple[int, Ref]]]:
    rows = matches(asked=asked, kinds=kinds, most=look)
    yield rows
    if len(rows) < look:
        return
    rest, size = matches(asked=asked, kinds=kinds, start=look), look
    while rest:
        size = min(2 * size, PIECE)
        yield rest[:size]
        rest = rest[size:]


def _hits(seen: Sequence[Seen], terms: Sequence[Term]) -> tuple[Hit, ...]:
    rows = Indexed.objects.in_bulk([pk for pk, _ref, _named in seen])
    labels = {one.kind: str(one.label) for one in things}
    return tuple(
        Hit(
            ref=ref,
            label=labels.get(ref.kind, ""),
            title=marked(title, terms),
            url=url,
            day=rows[pk].day if pk in rows else None,
            excerpt=excerpt(rows[pk].body.replace("\n", " · "), terms) if pk in rows else (),
        )
        for pk, ref, (title, url) in seen
    )


def _facets(seen: Sequence[Seen], *, counted: bool) -> tuple[Facet, ...]:
    counts = Counter(ref.kind for _pk, ref, _named in seen)
    known = sorted(texts, key=lambda one: one.order)
    return tuple(
        Facet(one.kind, str(one.label), counts[one.kind] if counted else None) for one in known if counts[one.kind]
    )


def _meant(viewer: Viewer, words: str, terms: Sequence[Term]) -> Found:
    """Offer the words with one of them changed by one slip, if the viewer finds something with that."""
    for place, term in enumerate(terms):
        others = nearly_the_same(term.tokens[0]) if len(term.tokens) == 1 else []
        if not others:
            continue
        asked: Asked = [*terms[:place], others, *terms[place + 1 :]]
        seen, _has_more = _seen(viewer, asked, (), 20, 200)
        if seen:
            right = _commonest([pk for pk, _ref, _named in seen], set(others))
            return Found(words, (), 0, False, (), meant=_with(words, term.tokens[0], right))
    return Found(words, (), 0, False, ())


def _commonest(ids: Sequence[int], others: set[str]) -> str:
    rows = Indexed.objects.in_bulk(ids).values()
    counts = Counter(
        word for row in rows for word in (row.title + " " + row.body).split() if set(tokens(word)) & others
    )
    word = min(counts, key=lambda one: (-counts[one], one))
    return next(cut for cut in tokens(word) if cut in others)


def _with(words: str, wrong: str, right: str) -> str:
    """Put the right word where the wrong one was typed."""
    return " ".join(right if tokens(word) == [wrong] else word for word in words.split())
