"""One cell into one value: choices, yes and no, numbers, addresses; and what kind of values a column holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from unicodedata import category

from accord.apps.batches.rules.fields import Choice, FieldType
from accord.apps.batches.rules.words import fold, is_no_value, one_item

YES = frozenset({"yes", "y", "true", "ja", "oui", "si"})
NO = frozenset({"no", "n", "false", "nein", "non"})
_NUMBER = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:[,'  ]\d{3})+)(?:\.\d+)?$")
_JOINTS = re.compile(r"\s*[/\\_-]\s*")
_LETTERED = re.compile(r"^(?:\(?[a-z]\)|[a-z][.:]|\d{1,2}[.):])\s+")
_ADDRESS = re.compile(r"^https?://[^\s]+$", re.IGNORECASE)
_CODE = re.compile(r"^0\d")  # 007 is a code, not seven
MOST_DIGITS = 15  # more do not survive as a number
ENOUGH = 0.9  # share of a column's values that must agree before it counts as a type


def choice_of(text: str, choices: Sequence[Choice], chosen: Mapping[str, str] | None = None) -> str | None:
    """Find which choice a cell means; ``chosen`` holds what a person decided for folded values. None: not known.

    Blanks around slashes and dashes do not count (``Amber/ Red``), nor does a letter before the answer (``k) None``),
    nor do pictures and marks around the words (``Done! 🙌``).
    """
    words = value_key(text)
    if chosen and words in chosen:
        return chosen[words] or None
    found = _choice_called(_bare(words), choices)
    if found is None and (lettered := _LETTERED.match(words)):
        found = _choice_called(_bare(words[lettered.end() :]), choices)
    if found is None and (plain := _without_signs(words)) != words:
        found = _choice_called(_bare(plain), choices)
    return found


def _choice_called(words: str, choices: Sequence[Choice]) -> str | None:
    best, length = None, 0
    for choice in choices:
        for synonym in (choice.value, str(choice.label), *choice.synonyms):
            pattern = _pattern(synonym)
            if pattern.endswith("*"):
                if words.startswith(pattern[:-1]) and len(pattern) > length:
                    best, length = choice.value, len(pattern)
            elif words == pattern:
                return choice.value
    return best


@lru_cache(maxsize=4096)
def _pattern(synonym: str) -> str:
    return _bare(fold(synonym).rstrip("."))


def _without_signs(words: str) -> str:
    """Take away pictures, joiners and marks that belong to no word; a text of nothing else stays as it is."""
    kept = "".join(sign for sign in words if category(sign) not in {"So", "Sk", "Cf", "Cn", "Mn"})
    return " ".join(kept.strip(" !?.:*#").split()) or words


def _bare(words: str) -> str:
    return _JOINTS.sub("/", words)


def value_key(text: str) -> str:
    """Give the form in which a decided value is remembered."""
    return fold(one_item(text)).rstrip(".")


def yes_no_of(text: str) -> bool | None:
    """Read yes or no in a few spellings; None for anything else."""
    words = fold(text).rstrip(".")
    if words in YES:
        return True
    return False if words in NO else None


def number_of(text: str) -> int | float | None:
    """Read a plain number (thousands with comma, blank or apostrophe); None for anything else."""
    stripped = text.strip()
    if (
        not _NUMBER.match(stripped)
        or _CODE.match(stripped.lstrip("+-"))
        or sum(map(str.isdigit, stripped)) > MOST_DIGITS
    ):
        return None
    plain = re.sub(r"[,'  ]", "", stripped)
    value = float(plain)
    if not math.isfinite(value):
        return None
    return int(plain) if "." not in plain else value


def is_address(text: str) -> bool:
    """Tell whether a cell is a web address."""
    return bool(_ADDRESS.match(text.strip()))


def kind_of(values: Iterable[tuple[str, int]], looks_like_date: Mapping[str, bool]) -> FieldType:
    """Say what a column holds, from (text, count) of its values: yes and no, numbers, dates, addresses, else text."""
    total = 0
    hits = {FieldType.YES_NO: 0, FieldType.NUMBER: 0, FieldType.DATE: 0, FieldType.URL: 0}
    for text, count in values:
        if is_no_value(text):
            continue
        total += count
        hits[FieldType.YES_NO] += count * (yes_no_of(text) is not None)
        hits[FieldType.NUMBER] += count * (number_of(text) is not None)
        hits[FieldType.DATE] += count * looks_like_date.get(text, False)
        hits[FieldType.URL] += count * is_address(text)
    if not total:
        return FieldType.TEXT
    return next((kind for kind, hit in hits.items() if hit >= ENOUGH * total), FieldType.TEXT)
