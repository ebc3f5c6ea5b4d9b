"""Minutes as plain text: its few signs (``## `` heading, ``- `` point), and what was corrected after they were sent."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

MOST_TEXT = 60_000


class Part(StrEnum):
    """What a line of minutes is."""

    HEADING = "heading"
    POINT = "point"
    WORDS = "words"


class Mark(StrEnum):
    """How a line stands to what was sent."""

    SAME = ""
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Line:
    """One line of minutes."""

    part: str
    words: str
    mark: str = Mark.SAME


@dataclass(frozen=True)
class Block:
    """Lines of one part that belong together: a heading alone, points as a list, words as a paragraph."""

    part: str
    lines: tuple[Line, ...]


def line(text: str, mark: str = Mark.SAME) -> Line:
    """Read one line by its sign."""
    for sign, part in (("## ", Part.HEADING), ("- ", Part.POINT)):
        if text.startswith(sign):
            return Line(part, text.removeprefix(sign).strip(), mark)
    return Line(Part.WORDS, text.strip(), mark)


def compared(text: str, sent: str | None) -> list[Line]:
    """Read a text line by line and mark what is new and what is gone since it was sent (None: it was not)."""
    now = _lines(text)
    if sent is None:
        return [line(words) for words in now]
    marks = {"+ ": Mark.NEW, "- ": Mark.GONE, "  ": Mark.SAME}
    return [line(row[2:], marks[row[:2]]) for row in difflib.ndiff(_lines(sent), now, None, None) if row[:2] in marks]


def _lines(text: str) -> list[str]:
    return [row.rstrip() for row in text.strip().splitlines()]


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Gather lines to headings, lists and paragraphs; an empty line ends what stands before it."""
    for part, rows in groupby(lines, key=lambda one: one.part if one.words else ""):
        own = tuple(rows)
        if part == Part.HEADING:
            yield from (Block(part, (one,)) for one in own)
        elif part:
            yield Block(part, own)
