"""What a single cell looks like, before any column is known: nothing, a number, a day, an address or words."""

from __future__ import annotations

import re
from functools import lru_cache

from accord.apps.batches.rules.words import is_no_value

NOTHING, NUMBER, DAY, ADDRESS, WORDS = "", "number", "day", "address", "words"
_LONGEST = 40
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}([T ,].*)?|\d{{1,2}}[-/. ]({_MONTHS})[a-z]*[-/. ,]*(\d{{2,4}})?"
    rf"|({_MONTHS})[a-z]*[-/. ]\d{{1,2}}(,? \d{{4}})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[(+-]?\s*[£$€¥]?\s*[+-]?[\d.][\d,.'\s]*(e[+-]?\d+)?\s*(%|[mk]|bn)?\s*[£$€¥]?\)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")


@lru_cache(maxsize=16_384)
def kind_of_cell(text: str) -> str:
    """Tell what a cell looks like; "n/a" and its like count as nothing."""
    stripped = text.strip()
    if not stripped or (len(stripped) <= _LONGEST and is_no_value(stripped)):
        return NOTHING
    if _ADDRESS.fullmatch(stripped):
        return ADDRESS
    if len(stripped) > _LONGEST:
        return WORDS
    if _DAY.fullmatch(stripped):
        return DAY
    return NUMBER if _NUMBER.fullmatch(stripped) and any(sign.isdigit() for sign in stripped) else WORDS


def is_year(text: str) -> bool:
    """Tell whether a cell is a year between 1900 and 2099."""
    return bool(_YEAR.fullmatch(text.strip()))


def typed_as(texts: list[str], share: float = 0.8) -> str:
    """Name the kind, number, day or address, that at least this share of the filled cells has; "" for words and too few cells."""
    kinds = [kind for text in texts if (kind := kind_of_cell(text))]
    if len(kinds) < 2:
        return ""
    usual = max((NUMBER, DAY, ADDRESS), key=kinds.count)
    return usual if kinds.count(usual) >= share * len(kinds) else ""
