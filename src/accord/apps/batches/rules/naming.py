"""Who or what a name in a file means: the same in other dress, nearly the same, or nobody here."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from accord.apps.batches.rules.words import fold, tidy

NEAR = 0.84  # likeness (Ratcliff and Obershelp) from which two names may be one
MOST_NEAR = 3
MOST_COMPARED = 300
_MAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_DRESS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:dr|prof|mr|mrs|ms|mx|sir|dame|phd|cio|cfo|ceo)\b\.?")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "a",
        "an",
        "in",
        "to",
        "de",
        "du",
        "la",
        "le",
        "les",
        "des",
        "et",
        "und",
        "der",
        "die",
        "das",
        "für",
        "dept",
        "department",
        "ministry",
        "office",
    ]
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Known:
    """Somebody or something that is here: what a mapping says for it, and what people read."""

    value: str
    label: str
    names: tuple[str, ...]


def forms_of(text: str) -> tuple[str, ...]:
    """Give the folded forms in which a name means exactly the same: as it is, its mail address, ``Last, First`` turned."""
    words = fold(text)
    found = [words]
    if mail := _MAIL.search(words):
        found.append(mail[0])
        words = tidy(words.replace(mail[0], " ").translate(_BRACKETS))
        found.append(words)
    before, comma, after = words.partition(",")
    if comma and "," not in after and before.strip() and after.strip():
        found.append(f"{after.strip()} {before.strip()}")
    return tuple(dict.fromkeys(form for form in found if form))


_BRACKETS = str.maketrans("<>()[]", "      ")


class Names:
    """Finds who is meant among those known here."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._plain = [tuple(dict.fromkeys(plain(name) for name in one.names if "@" not in name)) for one in known]
        for place, one in enumerate(known):
            for name in dict.fromkeys(map(fold, one.names)):
                self._exact[name].append(place)
            for name in self._plain[place]:
                for key in _keys(name):
                    self._by_word[key].add(place)

    def exact(self, text: str) -> list[Known]:
        """Find those whom a text means in so many words; two when both are called so."""
        places = dict.fromkeys(place for form in forms_of(text) for place in self._exact.get(form, ()))
        return [self._known[place] for place in places]

    def near(self, text: str) -> list[Known]:
        """Find those whom a text may mean, best first: other spellings, initials, a short form."""
        asked = plain(next(iter(forms_of(text)[-1:]), text))
        places = {place for key in _keys(asked) for place in self._by_word.get(key, ())}
        scored = [
            (max((likeness(asked, name) for name in self._plain[place]), default=0.0), -place)
            for place in sorted(places)[:MOST_COMPARED]
        ]
        best = sorted((item for item in scored if item[0] >= NEAR), reverse=True)[:MOST_NEAR]
        return [self._known[-minus] for _score, minus in best]


def plain(name: str) -> str:
    """Bring a name to letters without accents, titles and brackets."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(_DRESS.sub(" ", bare).replace("&", " and ")))


def likeness(one: str, other: str) -> float:
    """Say 0–1 how likely two plain names mean the same: spelling, the same words, initials."""
    if one == other:
        return 1.0
    ours, theirs = _big(one), _big(other)
    if not ours or not theirs:
        return 0.0
    if set(ours) == set(theirs):
        return 0.98
    if _is_short_for(one, theirs) or _is_short_for(other, ours) or _same_with_initial(ours, theirs):
        return 0.9
    first, second = " ".join(ours), " ".join(theirs)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR else 0.0


def _big(name: str) -> list[str]:
    return [word for word in name.split() if word not in _SMALL]


def _is_short_for(short: str, words: Sequence[str]) -> bool:
    letters = "".join(word[0] for word in words)
    return " " not in short and len(short) >= 2 and len(words) >= 2 and short in {letters, f"d{letters}"}


def _same_with_initial(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether two names of a person share the last word and one gives only the initial of the first."""
    if len(ours) < 2 or len(theirs) < 2 or ours[-1] != theirs[-1]:
        return False
    one, other = ours[0], theirs[0]
    return one[0] == other[0] and 1 in {len(one), len(other)}


def _keys(name: str) -> Iterable[str]:
    """Give what a name is looked up by: the beginnings of its words, and its initials."""
    words = _big(name)
    yield from {word[:3] for word in words}
    if len(words) >= 2:
        letters = "".join(word[0] for word in words)
        yield from (letters[:3], f"d{letters}"[:3])
