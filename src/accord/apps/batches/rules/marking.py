"""What the numbers, money and lists of a column are taken for: decimal mark, unit, currency, side, separator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.money import unit_of
from accord.apps.batches.rules.plans import ColumnPlan

COUNTED = frozenset({FieldType.MONEY, FieldType.NUMBER})
_SIDES = (
    ("it", re.compile(r"\bIT\b|\bI\.T\.|\b[Tt]echnology\b")),
    ("finance", re.compile(r"\b[Ff]inance\b")),
    ("business", re.compile(r"\b[Bb]usiness\b(?! case)")),
)


def marked(plans: Sequence[ColumnPlan], columns: Sequence[Column], types: Mapping[str, FieldType]) -> list[ColumnPlan]:
    """Add to each plan what its header and its values say; one column's decimal mark speaks for those that do not say."""
    kinds = [types.get(plan.to, plan.type) for plan in plans]
    agreed = {
        column.marks.decided
        for column, kind in zip(columns, kinds, strict=True)
        if kind in COUNTED and column.marks.decided
    }
    common = agreed.pop() if len(agreed) == 1 else ""
    return [_marked(plan, column, kind, common) for plan, column, kind in zip(plans, columns, kinds, strict=True)]


def _marked(plan: ColumnPlan, column: Column, kind: FieldType, common: str) -> ColumnPlan:
    contradictory = bool(column.marks.point and column.marks.comma)
    decimal = column.marks.decided or ("" if contradictory else common)
    match kind:
        case FieldType.MONEY:
            unit, currency = unit_of(column.name)
            return replace(
                plan, decimal=decimal, unit=unit or 1, currency=currency or only_currency(column),
                side=side_of(column.name),
            )  # fmt: skip
        case FieldType.NUMBER:
            return replace(plan, decimal=decimal, unit=0.01 if _in_percent(column) else 1)
        case FieldType.LIST:
            return replace(plan, separator=column.separator)
    return plan


def only_currency(column: Column) -> str:
    """Name the one currency that a column's cells name, "" when there are several or none that is sure."""
    return next(iter(column.currencies), "").strip("$") if len(column.currencies) == 1 else ""


def side_of(header: str) -> str:
    """Name the side whose figure a header says it is; "" for most."""
    if len(header.split()) > 6:
        return ""
    return next((side for side, words in _SIDES if words.search(header)), "")


def _in_percent(column: Column) -> bool:
    return column.percents > 0.5 * column.seen
