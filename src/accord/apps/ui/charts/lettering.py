"""How wide words are on paper, how they are shortened and folded, and where labels stand so that none meets another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product

SIZE = 13.0
# Shares of the letter size that the letters of our face take at the heavier of the two weights; with figures of one width.
WIDTHS = {
    0.28: " \u00a0\u202fIijl",
    0.34: "!'|.,:;·`",
    0.4: "frt()[]/\\",
    0.5: "-_^{}–",
    0.56: '"*s?',
    0.62: "acehknouvxyzEFJL",
    0.68: "bdgpqß+<>=~#$&€£BPRSTZ0123456789",
    0.78: "ACDGHKNOQUVXY",
    1.04: "mwMW%@—…→←↑↓",
}
OF = {letter: share for share, letters in WIDTHS.items() for letter in letters}


@lru_cache(maxsize=8192)
def width_of(words: str, size: float = SIZE) -> float:
    """Say how wide words are in pixels, rather too much than too little."""
    return sum(_share(letter) for letter in unicodedata.normalize("NFD", words)) * size


def _share(letter: str) -> float:
    if letter in OF:
        return OF[letter]
    if unicodedata.combining(letter):
        return 0.0
    return 1.04 if ord(letter) > 0x2000 else 0.8


def cut(words: str, width: float, size: float = SIZE) -> str:
    """Shorten words to a width in pixels."""
    if width_of(words, size) <= width:
        return words
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(words[:middle] + "…", size) <= width else (low, middle - 1)
    return words[:low].rstrip() + "…"


def folded(words: str, width: float, size: float = SIZE, most: int = 2) -> list[str]:
    """Break words into at most ``most`` lines of a width in pixels; what does not fit is shortened."""
    lines: list[str] = []
    rest = words
    while len(lines) < most - 1 and width_of(rest, size) > width:
        place = max(
            (at for at, sign in enumerate(rest) if sign == " " and width_of(rest[:at], size) <= width), default=0
        )
        if place <= 0:
            break
        lines.append(rest[:place])
        rest = rest[place + 1 :]
    return [*lines, cut(rest, width, size)]


def stood(place: float, width: float, low: float, high: float) -> tuple[str, float]:
    """Say how words of a width stand at a place without leaving low–high: their anchor and its place."""
    if place - width / 2 < low:
        return "start", low
    if place + width / 2 > high:
        return "end", high
    return "middle", place


@dataclass(frozen=True)
class Flag:
    """A label above a line: the line's place, the words, where they begin, and their row (0: nearest to the picture)."""

    place: float
    words: str
    start: float
    row: int

    @property
    def end(self) -> float:
        """Say where the words end."""
        return self.start + width_of(self.words, 12)


def flags(marks: Sequence[tuple[float, str]], low: float, high: float) -> list[Flag]:
    """Stand labels (place, words) over their lines: no two overlap and, if it can be, no line runs through one.

    Up to four labels every order and side is tried and the flattest without crossings taken; more stand one above the other.
    """
    short = [(place, cut(words, high - low, 12)) for place, words in marks]
    if not short or len(short) > 4:
        return [Flag(place, words, _begin(place, words, 0, low, high), row) for row, (place, words) in enumerate(short)]
    return min(_arrangements(short, low, high), key=_trouble)


def _arrangements(marks: list[tuple[float, str]], low: float, high: float) -> Iterator[list[Flag]]:
    for order in permutations(range(len(marks))):
        for sides in product((0, 1), repeat=len(marks)):
            found: dict[int, Flag] = {}
            for at in order:
                place, words = marks[at]
                begin = _begin(place, words, sides[at], low, high)
                row = 0
                while any(one.row == row and _meet(one, begin, words) for one in found.values()):
                    row += 1
                found[at] = Flag(place, words, begin, row)
            yield [found[at] for at in range(len(marks))]


def _begin(place: float, words: str, side: int, low: float, high: float) -> float:
    width = width_of(words, 12)
    return max(low, min(place - (width if side else 0.0), high - width))


def _meet(one: Flag, begin: float, words: str) -> bool:
    return begin < one.end + 10 and one.start < begin + width_of(words, 12) + 10


def _trouble(found: list[Flag]) -> tuple[int, int, int]:
    """Count the lines that come down through another label's words, those that come close, and the rows."""
    falling = [(one, other.place) for one in found for other in found if other.row > one.row]
    through = sum(one.start < place < one.end for one, place in falling)
    close = sum(one.start - 3 < place < one.end + 3 for one, place in falling)
    return through, close, max(flag.row for flag in found)
