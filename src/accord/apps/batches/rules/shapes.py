"""Where in a file the headers stand: found from its first records, unless a person said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from accord.apps.batches.rules.choices import MOST_HEADER_ROWS, Choices
from accord.apps.batches.rules.headers import is_unit
from accord.apps.batches.rules.kinds import DAY, NOTHING, NUMBER, WORDS, is_year, kind_of_cell, typed_as

ABOVE = 30  # lines above a header, at most
BODY = 60  # records looked at to judge a header
Records = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Shape:
    """Where headers and rows are: see ``Choices``."""

    header_row: int
    header_rows: int = 1
    turned: bool = False

    @property
    def above_rows(self) -> int:
        """How many records come before the first row."""
        return self.header_row - 1 + self.header_rows if self.header_row else 0


def shape_of(
    sample: Records, *, choices: Choices, known_header: int | None = None, turned: bool = False
) -> Shape | None:
    """Find the shape from the first records; a person's choices come first. None: nothing but blanks."""
    at = choices.header_row if choices.header_row is not None else known_header
    if at is not None:
        rows = choices.header_rows or (header_rows(sample, at - 1) if at and known_header is None else 1)
        return Shape(at, rows, turned)
    place = header_place(sample)
    if place is None:
        return None
    if choices.header_rows is None and not has_header(sample, place):
        return Shape(0, 1, turned)
    return Shape(place + 1, choices.header_rows or header_rows(sample, place), turned)


# --- the first record that is no banner --------------------------------------------------------------------------------


def header_place(records: Records) -> int | None:
    """Find the first record that is no banner; None when all are blank. A banner is a lone cell, or very few, above a table."""
    filled = [_filled(cells) for cells in records]
    first = next((place for place, count in enumerate(filled) if count), None)
    if first is None:
        return None
    usual = usual_width(filled)
    for place in range(first, min(len(filled), first + ABOVE)):
        if filled[place] and not _is_banner(records, filled, place, usual):
            return place
    return next((place for place, count in enumerate(filled[: first + ABOVE]) if count > 1), first)


def usual_width(filled: Sequence[int]) -> int:
    """Say how many cells a record fills where most cells stand, leaving out lone ones; 1 when there are only those."""
    counts = sorted(count for count in filled if count > 1)
    if len(counts) < 4:
        return counts[(len(counts) - 1) // 2] if counts else 1
    reached, half = 0, sum(counts) / 2
    return next(count for count in counts if (reached := reached + count) >= half)


def _is_banner(records: Records, filled: Sequence[int], place: int, usual: int) -> bool:
    count = filled[place]
    blank_below = place + 1 < len(filled) and not filled[place + 1]
    if usual < 3:
        below = [n for n in filled[place + 1 :] if n]
        return count == 1 and usual == 2 and blank_below and below.count(2) > 0.8 * len(below)
    if count == 1:
        return True
    if _is_group(records, place, usual):
        return False
    if records[place][0].lstrip().startswith("#") and count != usual:
        return True
    return (
        (count == 2 and count < usual / 2) or (count * 3 < usual and blank_below) or _is_foreword(filled, place, usual)
    )


def _is_foreword(filled: Sequence[int], place: int, usual: int) -> bool:
    """Tell whether a record belongs to a few narrow ones that a blank line parts from a table, such as "As of; 2026"."""
    end = next((at for at in range(place, len(filled)) if not filled[at]), len(filled))
    narrow = all(count <= max(2, usual / 2) and count < usual for count in filled[place:end])
    return narrow and any(count >= usual for count in filled[end : end + 3])


# --- headers of several lines ------------------------------------------------------------------------------------------


def header_rows(records: Records, place: int) -> int:
    """Count over how many records a header runs: groups above names, and units below them."""
    usual = usual_width([_filled(cells) for cells in records])
    rows = 1
    while rows < MOST_HEADER_ROWS and _is_group(records, place + rows - 1, usual):
        rows += 1
    below = place + rows
    if rows < MOST_HEADER_ROWS and below < len(records) and _are_units(records[below]):
        rows += 1
    return rows


def _are_units(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and all(is_unit(cell) for cell in said)


def _is_group(records: Records, place: int, usual: int) -> bool:
    """Tell whether a record names groups of columns and the next one the columns."""
    if place + 1 >= len(records):
        return False
    groups, names = records[place], records[place + 1]
    named = [at for at, cell in enumerate(names) if cell.strip()]
    grouped = [at for at, cell in enumerate(groups) if cell.strip()]
    if len(named) < 3 or not grouped or not all(_is_label(cell) for cell in (*groups, *names)):
        return False
    if not _gapped(grouped, named, usual) and not _repeated(groups, names):
        return False
    return _sits_on_data(records, place + 1, named, grouped)


def _gapped(grouped: Sequence[int], named: Sequence[int], usual: int) -> bool:
    """Groups stand over the first of their columns: many names have nothing above, and one group reaches over two."""
    under = [at for at in named if at not in set(grouped)]
    if len(under) < max(2, len(grouped) / 2) or len(under) < 0.3 * len(named) or len(named) < 0.6 * usual:
        return False
    inner = [at for at in grouped if at + 1 in set(under)]
    return len(inner) >= 1 and (len(grouped) > 1 or grouped[0] > 0)


def _repeated(groups: Sequence[str], names: Sequence[str]) -> bool:
    """Merged cells written out: most groups stand beside themselves, and the names under them differ."""
    said = [cell.strip() for cell in groups]
    pairs = sum(1 for one, other in pairwise(said) if one and one == other)
    below = [cell.strip() for cell in names if cell.strip()]
    return pairs >= 2 and pairs >= 0.4 * len([cell for cell in said if cell]) and len(set(below)) > len(set(said))


def _sits_on_data(records: Records, place: int, named: Sequence[int], grouped: Sequence[int]) -> bool:
    """Below the names stands something else than names: numbers or days, or words that fill the gaps of the groups."""
    body = [cells for cells in records[place + 1 : place + 1 + BODY] if _filled(cells) > 1]
    if not body:
        return False
    columns = {at: [cells[at] for cells in body if at < len(cells)] for at in named}
    typed = [at for at, texts in columns.items() if typed_as([*texts, *texts], 0.6)]
    if typed:
        return True
    repeats = sum(1 for at, texts in columns.items() if records[place][at].strip() in {text.strip() for text in texts})
    ungrouped = set(named) - set(grouped)
    full = sum(
        1 for cells in body if sum(1 for at in ungrouped if at < len(cells) and cells[at].strip()) * 2 >= len(ungrouped)
    )
    return repeats == 0 and full * 2 >= len(body) and len(body) >= 2


def _is_label(cell: str) -> bool:
    return kind_of_cell(cell) in {NOTHING, WORDS} or is_year(cell)


# --- no header at all --------------------------------------------------------------------------------------------------


def has_header(records: Records, place: int) -> bool:
    """Tell whether a record names columns, rather than being the first row of a table without headers."""
    head = [cell.strip() for cell in records[place]]
    body = [list(cells) for cells in records[place + 1 :] if _filled(cells) and list(cells) != list(records[place])][
        :BODY
    ]
    if len(body) < 2:
        return True
    columns = [[cells[at] for cells in body if at < len(cells)] for at in range(len(head))]
    kinds = [typed_as(texts) for texts in columns]
    typed = [(name, kind, texts) for name, kind, texts in zip(head, kinds, columns, strict=True) if kind]
    if any(name and kind_of_cell(name) == WORDS for name, _kind, _texts in typed):
        return True
    alike = [name for name, kind, texts in typed if kind_of_cell(name) == kind and not _is_period(name, texts)]
    if alike:
        return len(alike) < len(typed) / 2 or _is_series(alike)
    return bool(typed) or not _recur(head, columns)


def _is_period(name: str, texts: Sequence[str]) -> bool:
    """A year above values that are no years names a column."""
    return is_year(name) and not all(is_year(text) for text in texts if text.strip())


def _is_series(names: Sequence[str]) -> bool:
    """Numbers that count up or down in one step, or long ones that do (202519, 202518), name columns: years, weeks, places."""
    numbers = [int(name) for name in names if name.isdecimal() and len(name) < 15]
    if len(numbers) < 3 or len(numbers) < len(names):
        return False
    steps = {after - before for before, after in pairwise(numbers)}
    long = {len(name) for name in names} in ({4}, {6}, {8})
    return (len(steps) == 1 and steps != {0}) or (long and (max(steps) < 0 or min(steps) > 0))


def _recur(head: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Cells of a first row come again below them; names of columns do not."""
    times = [
        sum(1 for text in texts if text.strip() == name)
        for name, texts in zip(head, columns, strict=True)
        if kind_of_cell(name) == WORDS
    ]
    return sum(1 for count in times if count) >= 2 or any(count >= 3 for count in times)


# --- records in columns ------------------------------------------------------------------------------------------------

MOST_TURNED = 100  # lines of a table whose records stand in columns


def stands_turned(records: Records) -> bool:
    """Tell from the cells whether records stand in columns: each line is of one kind, and each column mixes them."""
    place = header_place(records)
    if place is None:
        return False
    body = [list(cells) for cells in records[place:] if _filled(cells)]
    width = max((_width(cells) for cells in body), default=0)
    labels = [cells[0].strip() for cells in body]
    if not 3 <= len(body) <= MOST_TURNED or width < 2 or not _are_labels(labels):
        return False
    lines = [[kind_of_cell(cell) for cell in cells[1:]] for cells in body]
    if width == 2:
        return len(body) >= 5 and _is_card(body, [line[0] for line in lines if line])
    columns = [[line[at] for line in lines[1:] if at < len(line)] for at in range(width - 1)]
    across, down = _evenness(lines), _evenness(columns)
    usual = {max(set(kinds), key=kinds.count) for line in lines if (kinds := [kind for kind in line if kind])}
    return len(usual) > 1 and across >= 0.85 and down <= 0.8 and across - down >= 0.1


def _are_labels(labels: Sequence[str]) -> bool:
    """Names of fields: words, short, no two alike."""
    said = [label for label in labels if label]
    words = sum(1 for label in said if kind_of_cell(label) == WORDS and len(label) <= 200)
    return len(said) >= 0.9 * len(labels) and words >= 0.9 * len(said) and len(set(said)) == len(said)


def _is_card(body: Sequence[Sequence[str]], kinds: Sequence[str]) -> bool:
    """Two columns that tell of one thing: short names on the left, values of several kinds on the right."""
    said = [kind for kind in kinds if kind]
    short = all(len(cells[0]) <= 40 for cells in body)
    return short and len(body) <= 40 and {NUMBER, WORDS} <= {*said, *([NUMBER] if DAY in said else [])} and (
        max(said.count(kind) for kind in set(said)) < 0.8 * len(said)
    )  # fmt: skip


def _evenness(lines: Sequence[Sequence[str]]) -> float:
    """Give the mean share, 0 to 1, of the commonest kind in each line that fills two cells or more."""
    shares = []
    for line in lines:
        kinds = [kind for kind in line if kind]
        if len(kinds) >= 2:
            shares.append(max(kinds.count(kind) for kind in set(kinds)) / len(kinds))
    return sum(shares) / len(shares) if shares else 0.0


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _width(cells: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell.strip()), default=0)
