"""One row of cells into values, extra fields, problems and a key that stays the same from file to file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.apps.batches.rules import cells, dates
from accord.apps.batches.rules.fields import Field, FieldType, Span
from accord.apps.batches.rules.identity import Identity
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.problems import Kind, Problem, shortened
from accord.apps.batches.rules.words import fold, is_no_value, tidy

RowCheck = Callable[[Mapping[str, Any]], Iterable[tuple[Kind, str, Mapping[str, Any]]]]
LOST = "\ufffd"
LONGEST_EXTRA = 10_000


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
        return any(problem.kind in {Kind.MISSING, Kind.EMPTY_ROW} for problem in self.problems)


@dataclass(frozen=True)
class _Read:
    """What one cell gave."""

    value: Any = None
    keep: bool = False  # keep the text as an extra field too
    problem: Kind | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


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
        self._places = {column.to: place for place, column in enumerate(plan.columns)}
        self._identity = Identity(
            fields=fields, places=self._places, name_field=name_field, group_field=group_field, key_by=key_by
        )
        self._cache: dict[tuple[int, str], _Read] = {}

    def check(self, number: int, row: Sequence[str]) -> CheckedRow:
        """Check the next row."""
        found = CheckedRow(number)
        if not any(text and not text.isspace() for text in row):
            found.problems.append(Problem(Kind.EMPTY_ROW))
            return found
        self._width(found, row)
        for place, text in enumerate(row[: len(self._plan.columns)]):
            if text and not text.isspace():
                self._cell(found, place, text)
        self._blanks(found)
        self._between(found, row)
        if not found.is_refused:
            known = self._identity.identify(number, row, found.values)
            found.key, found.list_key = known.key, known.list_key
            found.problems += known.problems
        return found

    def _width(self, found: CheckedRow, row: Sequence[str]) -> None:
        expected = len(self._plan.columns)
        if len(row) == expected:
            return
        kind = Kind.SHORT_ROW if len(row) < expected else Kind.LONG_ROW
        found.problems.append(Problem(kind, None, {"found": len(row), "expected": expected}))
        for place in range(expected, len(row)):
            if row[place].strip():
                found.extra[f"column_{place + 1}"] = row[place].strip()[:LONGEST_EXTRA]

    def _cell(self, found: CheckedRow, place: int, text: str) -> None:
        plan = self._plan.columns[place]
        if plan.to == LEAVE_OUT:
            return
        read = self._cache.get((place, text))
        if read is None:
            read = self._read(plan, text)
            if len(text) <= 200 and len(self._cache) < 200_000:
                self._cache[place, text] = read
        if LOST in text:
            found.problems.append(Problem(Kind.LOST_CHARACTERS, place, {"text": shortened(text)}))
        if read.problem:
            found.problems.append(Problem(read.problem, place, read.said))
        if plan.to == EXTRA:
            found.extra[self._codes[place]] = read.value
            return
        target = self._fields[plan.to]
        if target.type == FieldType.CHOICE:
            found.words[plan.to] = shortened(text, 500)
        if read.value is not None:
            found.values[plan.to] = read.value
        if read.keep:
            found.extra[self._codes[place]] = text.strip()[:LONGEST_EXTRA]

    def _read(self, plan: ColumnPlan, text: str) -> _Read:
        if plan.to == EXTRA:
            return _extra(plan, text)
        target = self._fields[plan.to]
        match target.type:
            case FieldType.CHOICE:
                return _choice(target, plan, text)
            case FieldType.DATE:
                return _date(plan, text)
            case FieldType.YES_NO:
                return _plain(target, cells.yes_no_of(text), text, Kind.UNKNOWN_VALUE)
            case FieldType.NUMBER:
                return _plain(target, cells.number_of(text), text, Kind.BAD_NUMBER)
            case FieldType.URL:
                return _plain(target, text.strip() if cells.is_address(text) else None, text, Kind.BAD_ADDRESS)
            case FieldType.DEPARTMENT | FieldType.PERSON | FieldType.KEY:
                return _Read() if target.type == FieldType.PERSON and is_no_value(text) else _text(target, tidy(text))
        return _text(target, text.strip())

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


def _text(target: Field, text: str) -> _Read:
    if target.most and len(text) > target.most:
        said = {"field": str(target.label), "found": len(text), "most": target.most}
        return _Read(text[: target.most - 1].rstrip() + "…", keep=True, problem=Kind.TOO_LONG, said=said)
    return _Read(text)


def _choice(target: Field, plan: ColumnPlan, text: str) -> _Read:
    found = cells.choice_of(text, target.choices, plan.values)
    if found is None:
        problem = None if is_no_value(text) else Kind.UNKNOWN_VALUE
        return _Read(None, keep=True, problem=problem, said={"text": shortened(text), "field": str(target.label)})
    same = fold(text) in {fold(found), *(fold(str(choice.label)) for choice in target.choices if choice.value == found)}
    return _Read(found, keep=not same)


def _date(plan: ColumnPlan, text: str) -> _Read:
    read = dates.read_date(text, day_first=plan.day_first, repair_years=plan.repair_years)
    problem = Kind(read.trouble.value) if read.trouble else None
    said: dict[str, Any] = {"text": shortened(text)}
    if read.trouble == dates.Trouble.SERIAL:
        said["year"] = dates.read_date(text, day_first=plan.day_first, repair_years=True).value
    return _Read(read.value or None, keep=len(read.value) != 10, problem=problem, said=said)


def _plain(target: Field, value: Any, text: str, problem: Kind) -> _Read:
    if value is not None:
        return _Read(value)
    known = None if is_no_value(text) else problem
    return _Read(None, keep=True, problem=known, said={"text": shortened(text), "field": str(target.label)})


def _extra(plan: ColumnPlan, text: str) -> _Read:
    """Read an extra field by its type; what does not fit the type stays the text it is."""
    stripped = text.strip()[:LONGEST_EXTRA]
    match plan.type:
        case FieldType.NUMBER:
            number = cells.number_of(stripped)
            return _Read(stripped if number is None else number)
        case FieldType.YES_NO:
            answer = cells.yes_no_of(stripped)
            return _Read(stripped if answer is None else answer)
        case FieldType.DATE:
            read = _date(plan, stripped)
            return _Read(read.value or stripped, problem=read.problem, said=read.said)
    return _Read(stripped)
