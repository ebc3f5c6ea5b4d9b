"""One row of cells into values, extra fields, problems and a key that stays the same from file to file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.apps.batches.rules.fields import Field, FieldType, Span
from accord.apps.batches.rules.identity import Identity
from accord.apps.batches.rules.joining import joined, split
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.batches.rules.problems import REFUSING, Kind, Problem, shortened
from accord.apps.batches.rules.reading import LONGEST_EXTRA, Read, fitted, read_cell, read_extra, replaced
from accord.apps.ui.rules import unguarded

RowCheck = Callable[[Mapping[str, Any]], Iterable[tuple[Kind, str, Mapping[str, Any]]]]
LOST = "\ufffd"
LONGEST_REMEMBERED, MOST_REMEMBERED = 200, 200_000


@dataclass
class CheckedRow:
    """A row as it would be taken: values by field, extra fields by code, what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    key: str = ""
    list_key: str = ""  # by which the row is found again in its list
    words: dict[str, str] = field(default_factory=dict)  # choice field → the word in the file

    @property
    def is_refused(self) -> bool:
        """Tell whether the row cannot be taken at all."""
        return any(problem.kind in REFUSING for problem in self.problems)


class Checker:
    """Checks the rows of one file in order; remembers rows seen, so that repetitions are found."""

    def __init__(
        self,
        *,
        fields: Sequence[Field],
        plan: Plan,
        codes: Sequence[str],
        spans: Sequence[Span] = (),
        checks: Sequence[RowCheck] = (),
        name_field: str = "",
        group_field: str = "",
        key_by: Sequence[str] = (),
    ) -> None:
        self._fields = {item.name: item for item in fields}
        self._plan, self._codes, self._spans, self._checks = plan, list(codes), spans, checks
        self._places = {name: plan.places(name)[0] for column in plan.columns for name in column.fields}
        self._joined = {name: plan.places(name) for name in plan.twice() if name in self._fields}
        self._replacing = [place for place, column in enumerate(plan.columns) if column.replace]
        self._identity = Identity(
            fields=fields, places=self._places, name_field=name_field, group_field=group_field, key_by=key_by
        )
        self._cache: dict[tuple[int, str, str], Read] = {}

    def check(self, number: int, row: Sequence[str]) -> CheckedRow:
        """Check the next row."""
        found = CheckedRow(number)
        if not any(text and not text.isspace() for text in row):
            found.problems.append(Problem(Kind.EMPTY_ROW))
            return found
        self._width(found, row)
        pieces: dict[tuple[str, int], Any] = {}
        for place, cell in enumerate(row[: len(self._plan.columns)]):
            text = unguarded(replaced(self._plan.columns[place], cell))
            if text and not text.isspace():
                self._cell(found, place, text, pieces)
        self._join(found, pieces)
        self._blanks(found)
        self._between(found, row)
        if not found.is_refused:
            known = self._identity.identify(number, row, found.values)
            found.key, found.list_key = known.key, known.list_key
            found.problems += known.problems
        return found

    def _replaced(self, row: Sequence[str]) -> Sequence[str]:
        """Put in what stands for cells in their whole columns."""
        cells = list(row[: len(self._plan.columns)])
        for place in self._replacing:
            if place < len(cells):
                cells[place] = replaced(self._plan.columns[place], cells[place])
        return cells

    def _width(self, found: CheckedRow, row: Sequence[str]) -> None:
        expected = len(self._plan.columns)
        if len(row) == expected:
            return
        kind = Kind.SHORT_ROW if len(row) < expected else Kind.LONG_ROW
        found.problems.append(Problem(kind, None, {"found": len(row), "expected": expected}))
        for place in range(expected, len(row)):
            if row[place].strip():
                found.extra[f"column_{place + 1}"] = row[place].strip()[:LONGEST_EXTRA]

    def _cell(self, found: CheckedRow, place: int, text: str, pieces: dict[tuple[str, int], Any]) -> None:
        plan = self._plan.columns[place]
        if plan.to == LEAVE_OUT and not any(plan.parts):
            return
        if LOST in text:
            found.problems.append(Problem(Kind.LOST_CHARACTERS, place, {"text": shortened(text)}))
        if any(plan.parts):
            self._parts(found, place, text, pieces)
        if plan.to == EXTRA:
            self._extra(found, place, self._read(place, "", text))
        elif plan.to != LEAVE_OUT:
            self._value(found, place, plan.to, text, pieces)

    def _parts(self, found: CheckedRow, place: int, text: str, pieces: dict[tuple[str, int], Any]) -> None:
        """Give each item of a cell to the field it is for."""
        plan = self._plan.columns[place]
        items = split(text, plan.separator)
        if len(items) > len(plan.parts):
            said = {"text": shortened(text), "found": len(items), "expected": len(plan.parts)}
            found.problems.append(Problem(Kind.MORE_ITEMS, place, said))
            if plan.to != EXTRA:
                found.extra[self._codes[place]] = text.strip()[:LONGEST_EXTRA]
        for name, item in zip(plan.parts, items, strict=False):
            if name in self._fields and item:
                self._value(found, place, name, item, pieces)

    def _value(self, found: CheckedRow, place: int, name: str, text: str, pieces: dict[tuple[str, int], Any]) -> None:
        read = self._read(place, name, text)
        if read.problem:
            found.problems.append(Problem(read.problem, place, read.said))
        if self._fields[name].type == FieldType.CHOICE:
            found.words[name] = shortened(text, 500)
        if read.value is not None:
            if name in self._joined:
                pieces[name, place] = read.value
            else:
                found.values[name] = read.value
        if read.keep:
            found.extra.setdefault(self._codes[place], text.strip()[:LONGEST_EXTRA])

    def _extra(self, found: CheckedRow, place: int, read: Read) -> None:
        if read.problem:
            found.problems.append(Problem(read.problem, place, read.said))
        found.extra[self._codes[place]] = read.value

    def _read(self, place: int, name: str, text: str) -> Read:
        """Read a cell for a field, "" for an extra field; what was read before is remembered."""
        plan = self._plan.columns[place]
        if len(text) > LONGEST_REMEMBERED:
            return read_cell(self._fields[name], plan, text) if name else read_extra(plan, text)
        read = self._cache.get((place, name, text))
        if read is None:
            read = read_cell(self._fields[name], plan, text) if name else read_extra(plan, text)
            if len(self._cache) < MOST_REMEMBERED:
                self._cache[place, name, text] = read
        return read

    def _join(self, found: CheckedRow, pieces: Mapping[tuple[str, int], Any]) -> None:
        """Join what several columns say about one field, in their order."""
        for name, places in self._joined.items():
            said = [pieces[name, place] for place in places if (name, place) in pieces]
            if not said:
                continue
            read = fitted(self._fields[name], joined(self._fields[name], said))
            found.values[name] = read.value
            if read.problem:
                found.problems.append(Problem(read.problem, places[0], read.said))
                found.extra.update(
                    {self._codes[place]: pieces[name, place] for place in places if (name, place) in pieces}
                )

    def _blanks(self, found: CheckedRow) -> None:
        for name, target in self._fields.items():
            place = self._places.get(name)
            if name in found.values or (place is None and not target.required):
                continue
            if target.required:
                found.problems.append(Problem(Kind.MISSING, place, {"field": str(target.label)}))
            elif target.type == FieldType.CHOICE and name not in found.words:
                found.words[name] = ""
                if any(choice.value == "unknown" and "" in choice.synonyms for choice in target.choices):
                    found.values[name] = "unknown"
                    found.problems.append(Problem(Kind.BLANK_CHOICE, place, {"field": str(target.label)}))

    def _between(self, found: CheckedRow, row: Sequence[str]) -> None:
        for span in self._spans:
            start, end = found.values.get(span.start), found.values.get(span.end)
            if start and end and len(start) == len(end) == 10 and end < start:
                said = {
                    "start": str(self._fields[span.start].label), "start_day": start,
                    "end": str(self._fields[span.end].label), "end_day": end,
                }  # fmt: skip
                found.problems.append(Problem(Kind.BACKWARDS, self._places[span.end], said))
        for check in self._checks:
            for kind, name, values in check(found.values):
                place = self._places.get(name)
                found.problems.append(Problem(kind, place, values))
                if place is not None and place < len(row):
                    found.extra[self._codes[place]] = row[place].strip()[:LONGEST_EXTRA]
