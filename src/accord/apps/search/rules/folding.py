"""Text → tokens of small ASCII letters and digits, by rules of our own, so that both kinds of database find the same.

Accents and capitals do not count, nor does punctuation. A letter outside ASCII is written as its number; signs of languages
written without spaces are tokens of their own, so that words of several are found as phrases.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from unicodedata import combining, normalize

MOST_WORDS = 4_000  # of a text: PostgreSQL counts places up to 16,383
MOST_OF_ONE = 250  # places of one word in a text: PostgreSQL keeps 256
LONGEST = 40  # signs of a word
NOTHING = "0x"  # stands where a word was left out, so that the places of the others stay; nobody can ask for it alone
GAP = 5  # places between title and text: no phrase reaches across

_ASCII = re.compile(r"[0-9a-z]+")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# letters that are no letter with an accent, yet people leave their stroke out when they type
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def tokens(text: str) -> list[str]:
    """Cut a text into the tokens it is found by, in order."""
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII.findall(text.lower())]
    plain = normalize("NFKD", normalize("NFKD", text).casefold()).translate(_STROKES)
    bare = "".join(sign for sign in plain if not combining(sign))
    return [_written(part[:LONGEST]) for word in _WORD.findall(bare) for part in _parts(word)]


def _parts(word: str) -> list[str]:
    """Take signs that are words by themselves out of a run of letters."""
    if word.isascii() or not _UNSPACED.search(word):
        return [word]
    return [part for part in re.split(f"({_UNSPACED.pattern})", word) if part]


def _written(word: str) -> str:
    """Write letters outside ASCII as numbers of one length, so that the beginning of a word is the beginning of its token."""
    if word.isascii():
        return word
    return "".join(sign if sign.isascii() else f"u{ord(sign):05x}" for sign in word)


def folded(text: str) -> list[str]:
    """Give the tokens of a text as they are kept: not too many, and none too often."""
    found = tokens(text)[:MOST_WORDS]
    if len(found) <= MOST_OF_ONE:
        return found
    seen: Counter[str] = Counter()
    kept = []
    for token in found:
        seen[token] += 1
        kept.append(token if seen[token] <= MOST_OF_ONE else NOTHING)
    return kept


def tsvector(title: list[str], body: list[str]) -> str:
    """Write PostgreSQL's tsvector of a title (weight A) and a text (weight D) with the place of every word."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, token in enumerate(title, 1):
        places[token].append(f"{place}A")
    for place, token in enumerate(body, len(title) + GAP):
        places[token].append(str(place))
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items() if token != NOTHING)


def clean(text: str) -> str:
    """Drop what no database keeps, and spaces beyond one; letters and accents are joined."""
    kept = text.replace("\x00", " ")
    if kept.isascii():
        return " ".join(kept.split())
    kept = kept.encode("utf-8", "ignore").decode("utf-8")
    return normalize("NFC", " ".join(kept.split()))
