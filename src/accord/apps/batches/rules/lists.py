"""Cells that hold several items: JSON lists, Python lists, and texts with a mark between the items."""

from __future__ import annotations

import ast
import json
from collections import Counter

from accord.apps.batches.rules.words import fold, is_no_value, tidy

AS_LIST = "list"
SEPARATORS = (";", "|", "\n", ",", "/")
LONGEST, LONGEST_ITEM = 20_000, 60


def items_of(text: str, separator: str) -> list[str]:
    """Cut a cell into its items, without blanks and repetitions; "" cuts only what is written as a list."""
    found = written_list(text)
    if found is None:
        mark = "\n" if separator == "\\n" else separator
        found = text.replace("\r\n", "\n").replace("\r", "\n").split(mark) if mark and mark != AS_LIST else [text]
    items: dict[str, str] = {}
    for item in map(tidy, found):
        if item:
            items.setdefault(fold(item), item)
    return [item for item in items.values() if len(items) == 1 or not is_no_value(item)]


def written_list(text: str) -> list[str] | None:
    """Read a JSON or Python list of plain values; None for anything else."""
    stripped = text.strip()
    if not (stripped[:1] in "[(" and stripped[-1:] in "])") or not 2 <= len(stripped) <= LONGEST:
        return None
    try:
        found = json.loads(stripped)
    except (ValueError, RecursionError):
        try:
            found = ast.literal_eval(stripped)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            return None
    if not isinstance(found, list | tuple) or not all(isinstance(item, str | int | float) for item in found):
        return None
    return [str(item) for item in found]


def separator_of(texts: list[tuple[str, int]]) -> str:
    """Find what separates the items in a column's (text, count): the mark in most of them that gives short items again and again.

    "" when the column does not look like lists.
    """
    total = sum(count for _text, count in texts)
    if not total:
        return ""
    if sum(count for text, count in texts if written_list(text) is not None) >= 0.6 * total:
        return AS_LIST
    for mark in SEPARATORS[:4]:
        items: Counter[str] = Counter()
        for text, count in texts:
            for item in text.split(mark):
                items[fold(item)] += count
        several = sum(count for text, count in texts if mark in text)
        repeated = len(items) <= 0.5 * items.total()
        if several >= 0.2 * total and repeated and max(map(len, items), default=0) <= LONGEST_ITEM:
            return "\\n" if mark == "\n" else mark
    return ""
