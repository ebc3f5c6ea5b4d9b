"""Whether a mapping can be used: every column goes somewhere that exists, and says what it says in known words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accord.apps.batches.rules.dates import Repair
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.joining import JOINED
from accord.apps.batches.rules.lists import AS_LIST, SEPARATORS
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.questions import Question

EXTRA_TYPES = (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.YES_NO, FieldType.URL, FieldType.LIST)
UNITS = (1, 0.01, 1_000, 1_000_000, 1_000_000_000)
SIDES = ("", "business", "it", "finance", "hr", "executive")
MOST_PARTS = 4
MOST_TEXT = 10_000
_CURRENCY = re.compile(r"^([A-Z]{3})?$")
Fault = tuple[str, Mapping[str, Any]]


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


def faults(plan: Plan, fields: Sequence[Field]) -> dict[str, Fault]:
    """Say what is wrong with a mapping: ``column-3``, or ``columns`` for the whole → (sentence, its values)."""
    known = {field.name: field for field in fields}
    wrong: dict[str, Fault] = {}
    twice = {name for name in plan.twice() if name in known and known[name].type not in JOINED}
    for place, column in enumerate(plan.columns):
        if fault := _fault(column, known, twice):
            wrong[f"column-{place}"] = fault
    for field in fields:
        if field.required and plan.place(field.name) is None:
            said = {"field": str(field.label)}
            wrong["columns"] = (_("Say which column holds “%(field)s”; without it no row can be taken."), said)
    return wrong


def _fault(column: ColumnPlan, known: Mapping[str, Field], twice: set[str]) -> Fault | None:
    names = [column.to, *filter(None, column.parts)]
    if any(name not in {EXTRA, LEAVE_OUT} and name not in known for name in names):
        return _("There is no such field."), {}
    if both := next((name for name in names if name in twice), None):
        said = {"field": str(known[both].label)}
        return _("More than one column goes to “%(field)s”. Choose one."), said
    field = known.get(column.to)
    known_values = {choice.value for choice in field.choices} | {""} if field else set()
    if field and field.type == FieldType.CHOICE and not set(column.values.values()) <= known_values:
        return _("A value goes to something this field does not know."), {}
    return None if _is_sound(column) else (_("Something said about this column is not known here."), {})


def _is_sound(column: ColumnPlan) -> bool:
    """Tell whether every setting of a column has one of its known values."""
    texts = [*column.values.items(), *column.replace.items()]
    return (
        column.decimal in {"", ".", ","}
        and column.unit in UNITS
        and bool(_CURRENCY.match(column.currency))
        and column.side in SIDES
        and column.separator in {"", AS_LIST, "\\n", *SEPARATORS}
        and len(column.parts) <= MOST_PARTS
        and set(column.repairs) <= set(Repair)
        and set(column.answered) <= set(Question)
        and 0 <= column.fiscal_month <= 12
        and 0 <= column.order <= 99
        and 0 <= column.confidence <= 1
        and all(len(text) <= MOST_TEXT for pair in texts for text in pair)
    )
