"""Telling prose, notes and settings from a table whose cells nothing seems to separate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_MARK = re.compile(r"\s*(#{1,6}\s|[-*+•]\s|\d+[.)]\s|>|```|</?\w|[{}\[\]]|//|/\*|@\w|%)")
_SETTING = re.compile(r"\s*(- )?[\w .-]{1,60}:(\s|$)")
_NUMBERS = re.compile(r"[\d.,+-]+(\s+[\d.,+-]+)+")
LONG = 150


def is_prose(records: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first records of a file are text with line breaks rather than rows of cells.

    They are when most are not cut into the same number of cells, and lines are blank in between, long, or marked as in
    notes, settings and programs.
    """
    widths = [len(cells) for cells in records]
    filled = [cells for cells in records if any(cell.strip() for cell in cells)]
    if len(filled) < 2 or _is_cut(widths, filled):
        return False
    lines = ["".join(cells) for cells in filled]
    share = 1 / len(lines)
    blank = sum(1 for cells in records[1:-1] if not "".join(cells).strip())
    long = share * sum(1 for line in lines if len(line) > LONG)
    marked = share * sum(1 for line in lines if _MARK.match(line))
    set_so = share * sum(1 for line in lines if _SETTING.match(line))
    indented = share * sum(1 for line in lines if line.startswith(("  ", "\t")))
    counted = share * sum(1 for line in lines if _NUMBERS.fullmatch(line.strip()))
    return blank >= 0.1 * len(lines) or long > 0.2 or marked > 0.25 or max(set_so, counted) > 0.5 or indented > 0.3


def _is_cut(widths: Sequence[int], filled: Sequence[Sequence[str]]) -> bool:
    """Tell whether records are cut alike: half of them, or a run of them that reads like a table below notes."""
    usual, count = Counter(len(cells) for cells in filled).most_common(1)[0]
    if usual > 1 and count * 2 >= len(filled):
        return True
    runs = _runs([width for width in widths if width])
    return any(length >= 5 and width > 2 and length * 2 >= after for width, length, after in runs)


def _runs(widths: Sequence[int]) -> list[tuple[int, int, int]]:
    """Give (width, how many in a row, how many from there to the end) of each run of records alike."""
    found: list[tuple[int, int, int]] = []
    for place, width in enumerate(widths):
        if found and found[-1][0] == width:
            found[-1] = (width, found[-1][1] + 1, found[-1][2])
        else:
            found.append((width, 1, len(widths) - place))
    return found
