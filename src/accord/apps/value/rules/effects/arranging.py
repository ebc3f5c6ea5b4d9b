"""Tables of values over time, however they stand, as rows of name, day and value; and which column holds which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.dates import order_of
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.first_days import first_day, pointed
from accord.apps.batches.rules.numbers import read_number
from accord.apps.batches.rules.plans import EXTRA, Plan
from accord.apps.batches.rules.proposals import LIKELY
from accord.apps.batches.rules.tables import Record, Table, add_note
from accord.apps.batches.rules.words import fold, is_no_value

SAMPLE = 200
PARTLY = 0.3  # a column with fewer numbers among its filled cells holds something else: remarks, names
MOSTLY = 0.6  # so many of the filled cells of a column make it one of days
SERIES, DAY, VALUE = "series", "day", "value"


@dataclass(frozen=True)
class Laid(Table):
    """A table whose every value has become a row of its own: name of the series, day, value, as texts of the file.

    ``named`` maps places of columns to what heads them. ``by_column``: each column is a series and the first cell of a line
    its day; otherwise each line is a series and a heading the day.
    """

    source: Table = field(kw_only=True)
    named: tuple[tuple[int, str], ...] = field(kw_only=True)
    by_column: bool = field(kw_only=True, default=True)

    def rows(self) -> Iterator[Record]:
        """Give a row for each value, with its place in the file; a blank cell is no value."""
        for place, cells in self.source.rows():
            first = cells[0] if cells else ""
            for at, title in self.named:
                cell = cells[at] if at < len(cells) else ""
                if cell.strip() and not is_no_value(fold(cell)):
                    yield place, [title, first, cell] if self.by_column else [first, title, cell]


def arranged(table: Table, headers: Sequence[str]) -> Table:
    """Turn a wide table into rows headed by ``headers``; one that has a name, a day and a value in each row stays.

    Wide is a table with days in its first column and numbers in others, and one with days in its headings. A column that
    holds neither is named in the notes.
    """
    sample = [cells for _place, cells in islice(table.rows(), SAMPLE)]
    heads = list(table.headers)
    numbers = [at for at in range(1, len(heads)) if _are(_column(sample, at), _is_number, PARTLY)]
    days = [at for at in range(1, len(heads)) if _is_day(heads[at])]
    if len(days) > 1 and len(days) >= MOSTLY * len(numbers) and not _are(_column(sample, 0), _is_day):
        wide, by_column = days, False
    elif numbers and _are(_column(sample, 0), _is_day) and not _has_names(sample, heads, numbers):
        wide, by_column = numbers, True
    else:
        return table
    aside = [heads[at] for at in range(1, len(heads)) if at not in wide and any(_column(sample, at))]
    if aside:
        add_note(table.notes, "columns_aside", {"count": len(aside), "texts": aside[:12]})
    add_note(table.notes, "laid_out", {"count": len(wide)})
    return Laid(
        list(headers), table.shape, table.read, table.notes, source=table, by_column=by_column,
        named=tuple((at, heads[at]) for at in wide),
    )  # fmt: skip


def _has_names(sample: Sequence[Sequence[str]], heads: Sequence[str], numbers: Sequence[int]) -> bool:
    """Tell whether days come again in the first column and a column of texts says of what they are."""
    days = [cell for cell in _column(sample, 0) if cell]
    texts = [at for at in range(1, len(heads)) if at not in numbers and any(_column(sample, at))]
    return bool(texts) and len(set(days)) < len(days)


def _column(sample: Sequence[Sequence[str]], at: int) -> list[str]:
    return [cells[at].strip() if at < len(cells) else "" for cells in sample]


def _are(cells: Sequence[str], what: object, share: float = MOSTLY) -> bool:
    said = [cell for cell in cells if cell and not is_no_value(fold(cell))]
    return bool(said) and callable(what) and sum(map(what, said)) >= share * len(said)


def _is_day(text: str) -> bool:
    return first_day(text) is not None or order_of(text) in {"either", "day_first", "month_first"}


def _is_number(text: str) -> bool:
    read = read_number(text)
    return read.is_open or read.value is not None


def guessed(columns: Sequence[Column], plan: Plan) -> Plan:
    """Say from what stands in them which columns hold the day, the value and the name, where the headings did not."""
    for name, fits in ((DAY, _holds_days), (VALUE, _holds_numbers), (SERIES, _holds_names)):
        if plan.place(name) is not None:
            continue
        free = [at for at, one in enumerate(plan.columns) if one.to == EXTRA and not one.parts and fits(columns[at])]
        if free:
            plan = plan.with_column(free[0], to=name, confidence=LIKELY, **_read_as(columns[free[0]]))
    return pointed(columns, plan, DAY)


def _read_as(column: Column) -> dict[str, object]:
    return {"day_first": column.order.decided, "decimal": column.marks.decided}


def _holds_days(column: Column) -> bool:
    texts = Counter(column.values) or Counter(column.examples)
    return bool(texts) and _are(list(texts), _is_day)


def _holds_numbers(column: Column) -> bool:
    return bool(column.seen) and column.amounts >= MOSTLY * column.seen


def _holds_names(column: Column) -> bool:
    return bool(column.seen) and column.kind == FieldType.TEXT and not _holds_numbers(column)
