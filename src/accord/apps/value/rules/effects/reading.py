"""Tables of values over time as people bring them: day and value, one series per column, or name, day and value."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from accord.apps.batches.rules.dates import order_of
from accord.apps.batches.rules.first_days import first_day
from accord.apps.batches.rules.numbers import marks_in, read_number
from accord.apps.batches.rules.words import fold, is_no_value
from accord.apps.initiatives.rules import Reason

MOST_SERIES = 200
MOST_POINTS = 5_000
MOST_TROUBLES = 5
Cells = tuple[int, list[str]]


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class ReadSeries:
    """One series as it was read; ``title`` is "" where nothing names it."""

    title: str
    points: tuple[tuple[date, float], ...]


@dataclass
class ReadTable:
    """What a table holds; with any trouble nothing of it is taken. ``passed`` names columns that were not needed."""

    series: list[ReadSeries] = field(default_factory=list)
    troubles: list[Reason] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    def trouble(self, line: int, sentence: str, /, **values: object) -> None:
        """Name the line and what is wrong with it; after a few it is clear enough."""
        if len(self.troubles) < MOST_TROUBLES:
            self.troubles.append(Reason(sentence, {"line": line, **values}))


def read_table(records: Iterable[tuple[int, Sequence[str]]]) -> ReadTable:
    """Read a table of text cells, each row with its line; what cannot be read is named with its line and cause."""
    rows = [(line, [cell.strip() for cell in cells]) for line, cells in records]
    rows = [(line, cells) for line, cells in rows if any(cells)]
    table = ReadTable()
    body = rows[1:] or rows
    place = next((column for column in (0, 1) if _holds_days(body, column)), None)
    if place is None:
        table.troubles.append(Reason(_("No column holds days. Begin each line with a day, a month or a year.")))
        return table
    has_header = not _day(_cell(rows[0][1], place), None)
    header, body = (rows[0][1], rows[1:]) if has_header else ([], rows)
    found = _long(table, header, body) if place else _wide(table, header, body)
    table.series = [ReadSeries(title, tuple(sorted(points.items()))) for title, points in found.items() if points]
    if not table.troubles and not table.series:
        table.troubles.append(Reason(_("There is no value in it.")))
    if len(table.series) > MOST_SERIES:
        table.troubles.append(Reason(_("At most %(most)s series at once; this has %(n)s."), {
            "most": MOST_SERIES, "n": len(table.series)}))  # fmt: skip
    if any(len(one.points) > MOST_POINTS for one in table.series):
        table.troubles.append(Reason(_("At most %(most)s values in a series."), {"most": MOST_POINTS}))
    return table


def _holds_days(rows: Sequence[Cells], column: int) -> bool:
    cells = [_cell(row, column) for _line, row in rows]
    return bool(cells) and sum(_day(cell, True) is not None for cell in cells) * 2 >= len(cells)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _wide(table: ReadTable, header: Sequence[str], rows: Sequence[Cells]) -> dict[str, dict[date, float]]:
    """One column of days, one series per further column."""
    width = max(len(row) for _line, row in rows) if rows else 0
    titles = [_cell(header, column)[:200] or ("" if width <= 2 else f"{column}") for column in range(1, width)]
    twice = [title for title, times in Counter(titles).items() if times > 1]
    if twice:
        table.troubles.append(Reason(_("Two columns are called “%(name)s”."), {"name": twice[0]}))
        return {}
    found: dict[str, dict[date, float]] = {title: {} for title in titles}
    marks, first = _decimal(row[1:] for _line, row in rows), _day_first(row[:1] for _line, row in rows)
    for line, row in rows:
        day = _day(row[0], first)
        if day is None:
            _no_day(table, line, row[0])
            continue
        for title, cell in zip(titles, row[1:], strict=False):
            _take(table, found[title], line, day, cell, marks)
    return found


def _long(table: ReadTable, header: Sequence[str], rows: Sequence[Cells]) -> dict[str, dict[date, float]]:
    """A name, a day, a value; what stands behind is not needed and is named."""
    table.passed = [title for title in header[3:] if title]
    found: dict[str, dict[date, float]] = {}
    marks, first = _decimal(row[2:3] for _line, row in rows), _day_first(row[1:2] for _line, row in rows)
    for line, row in rows:
        day = _day(_cell(row, 1), first)
        if day is None:
            _no_day(table, line, _cell(row, 1))
        else:
            _take(table, found.setdefault(row[0][:200], {}), line, day, _cell(row, 2), marks)
    return found


def _no_day(table: ReadTable, line: int, text: str) -> None:
    table.trouble(line, _("Line %(line)s: “%(text)s” is not a day, month, quarter or year."), text=text[:40])


def _take(table: ReadTable, into: dict[date, float], line: int, day: date, cell: str, marks: str) -> None:
    if not cell or is_no_value(fold(cell)):
        return
    number = read_number(cell, decimal=marks)
    if number.is_open:
        table.trouble(line, _("Line %(line)s: “%(text)s” can be read two ways. Write it without a mark for thousands."),
                      text=cell[:40])  # fmt: skip
    elif number.value is None:
        table.trouble(line, _("Line %(line)s: “%(text)s” is not a number."), text=cell[:40])
    elif day in into:
        table.trouble(line, _("Line %(line)s: there is a value for %(day)s already."), day=day.isoformat())
    else:
        into[day] = float(number.value * (number.factor or 1))


def _decimal(rows: Iterable[Sequence[str]]) -> str:
    """Find the decimal mark of all values together; "" when they do not say."""
    said = Counter(marks_in(cell) for row in rows for cell in row)
    if bool(said["."]) == bool(said[","]):
        return ""
    return "." if said["."] else ","


def _day_first(rows: Iterable[Sequence[str]]) -> bool | None:
    said = Counter(order_of(cell) for row in rows for cell in row)
    if bool(said["day_first"]) == bool(said["month_first"]):
        return None
    return said["day_first"] > 0


def _day(text: str, day_first: bool | None) -> date | None:
    """Read a day; a month, quarter or year is its first day."""
    return first_day(text, day_first=day_first)


def lines_of(points: Iterable[tuple[date, float]]) -> Iterator[str]:
    """Write values as people type them: one line each, day and value."""
    return (f"{day.isoformat()}; {value:.12g}" for day, value in points)


def split_text(text: str) -> list[Cells]:
    """Cut pasted lines into cells: at tabs, semicolons or bars if every line has one, else at commas or blanks."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    mark = next((mark for mark in "\t;|" if lines and all(mark in line for _number, line in lines)), "")
    if not mark and all("," in line for _number, line in lines):
        mark = ","
    if not mark:
        return [(number, line.split()) for number, line in lines]
    rows = csv.reader((line for _number, line in lines), delimiter=mark, skipinitialspace=True)
    return [(number, row) for (number, _line), row in zip(lines, rows, strict=False)]
