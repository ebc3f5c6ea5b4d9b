"""Mappings that are remembered: how alike two files' headers are, and a mapping as a file that others can bring in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.words import fold

KIND, VERSION = "accord.mapping", 1
ALIKE = 0.8  # share of headers that must agree before a mapping is proposed
MOST_BYTES = 2_000_000
MOST_NAME, MOST_HEADER, MOST_COLUMNS = 200, 500, 1_000


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class MappingFile:
    """A mapping as it stands in a file."""

    target: str
    name: str
    headers: tuple[str, ...]
    plan: Plan
    choices: Choices

    def to_text(self) -> str:
        """Write it as JSON that people can read."""
        said = {
            "kind": KIND, "version": VERSION, "target": self.target, "name": self.name,
            "columns": [{"header": header, **column} for header, column in zip(self.headers, self.plan.to_json(), strict=True)],
            "choices": self.choices.to_json(),
        }  # fmt: skip
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


class NoMapping(Exception):
    """Says with a sentence why a file is no mapping; ``values`` fill its places."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values


def from_text(text: str) -> MappingFile:
    """Read a mapping from a file. Raises NoMapping with a sentence that says what is wrong where."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoMapping(_("This is no JSON file.")) from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise NoMapping(_("This file holds no mapping that was exported from Accord."))
    if data.get("version") != VERSION:
        raise NoMapping(_("This mapping was written by another version of Accord."))
    name, target, columns = data.get("name"), data.get("target"), data.get("columns")
    if not isinstance(name, str) or not name.strip() or len(name) > MOST_NAME or not isinstance(target, str):
        raise NoMapping(_("The mapping has no name, or does not say what its files become."))
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS:
        raise NoMapping(_("The mapping has no columns."))
    read = [_column(place, column) for place, column in enumerate(columns, start=1)]
    choices = data.get("choices")
    return MappingFile(
        target, name.strip(), tuple(header for header, _plan in read), Plan(tuple(plan for _header, plan in read)),
        Choices.from_json(choices if isinstance(choices, dict) else {}),
    )  # fmt: skip


def _column(place: int, data: Any) -> tuple[str, ColumnPlan]:
    header = data.get("header") if isinstance(data, dict) else None
    if not isinstance(header, str) or not header or len(header) > MOST_HEADER:
        raise NoMapping(_("Column %(number)s has no header."), number=place)
    for name, fits in _SHAPES.items():
        if name in data and not fits(data[name]):
            raise NoMapping(
                _("Column %(number)s, “%(header)s”: “%(name)s” cannot be read."), number=place, header=header, name=name
            )
    whole = {"to": EXTRA, "type": "text", "confidence": 1, "values": {}, "day_first": None, "repair_years": False}
    return header, ColumnPlan.from_json(whole | data)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_pairs(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e12


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "to": _is_text, "type": lambda value: value in set(FieldType), "confidence": _is_number, "values": _is_pairs,
    "day_first": lambda value: value is None or isinstance(value, bool), "repair_years": lambda value: isinstance(value, bool),
    "replace": _is_pairs, "decimal": _is_text, "unit": _is_number, "currency": _is_text, "side": _is_text,
    "separator": _is_text, "parts": _is_texts, "repairs": _is_texts, "fiscal_month": _is_whole, "order": _is_whole,
    "answered": _is_texts,
}  # fmt: skip


def agreement(headers: Sequence[str], others: Sequence[str]) -> float:
    """Say which share (0–1) of the headers of two files agree, of the longer of the two."""
    ours, theirs = set(map(fold, headers)), set(map(fold, others))
    most = max(len(ours), len(theirs))
    return len(ours & theirs) / most if most else 0.0


def transferred(plan: Plan, headers: Sequence[str], known_headers: Sequence[str], known: Plan) -> Plan:
    """Map columns as another file's with the same headers; the others keep their place where it is still free."""
    by_header = dict(zip(map(fold, known_headers), known.columns, strict=True))
    own = zip(map(fold, headers), plan.columns, strict=True)
    taken = {name for header in map(fold, headers) if header in by_header for name in by_header[header].fields}
    return Plan(
        tuple(
            by_header.get(header)
            or (replace(column, to=EXTRA, confidence=0) if column.to in taken - {EXTRA, LEAVE_OUT} else column)
            for header, column in own
        )
    )
