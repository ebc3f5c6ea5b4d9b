"""What has to be asked about a column before its values can be trusted; what nobody answers is kept as text."""

from __future__ import annotations

from enum import StrEnum

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.dates import Repair
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.money import unit_of
from accord.apps.batches.rules.plans import ColumnPlan
from accord.apps.batches.rules.proposals import SURE

SMALL_MONEY = 50_000  # whole initiatives rarely cost less; a median below it may be thousands or millions


class Question(StrEnum):
    """What can be asked about a column."""

    FIELD = "field"
    ORDER = "order"
    DATES = "dates"
    DECIMAL = "decimal"
    CURRENCY = "currency"
    UNIT = "unit"
    VALUES = "values"
    NAMES = "names"


def questions(column: Column, plan: ColumnPlan, kind: FieldType, *, unknown: int, near: int) -> list[Question]:
    """List what to ask about a column that goes to a field of this kind.

    ``unknown`` counts the cells whose values mean nothing here, ``near`` those that may mean somebody.
    """
    asked = {
        Question.FIELD: plan.confidence < SURE,
        Question.ORDER: kind == FieldType.DATE and order_is_open(column, plan),
        Question.DATES: kind == FieldType.DATE and bool(open_repairs(column, plan)),
        Question.DECIMAL: kind in {FieldType.MONEY, FieldType.NUMBER} and decimal_is_open(column, plan),
        Question.CURRENCY: kind == FieldType.MONEY and not plan.currency and _unsigned(column) > 0,
        Question.UNIT: kind == FieldType.MONEY and unit_is_open(column, plan),
        Question.VALUES: kind in {FieldType.CHOICE, FieldType.YES_NO} and unknown > 0,
        Question.NAMES: kind in {FieldType.PERSON, FieldType.DEPARTMENT} and near > 0,
    }
    return [question for question, is_open in asked.items() if is_open and question not in plan.answered]


def order_is_open(column: Column, plan: ColumnPlan) -> bool:
    """Tell whether values can be read day first and month first, and nobody has said."""
    contradictory = bool(column.order.day_first and column.order.month_first)
    return plan.day_first is None and (contradictory or column.order.either > 0)


def open_repairs(column: Column, plan: ColumnPlan) -> list[str]:
    """List the repairs that would help and were not agreed."""
    agreed = {*plan.repairs, *([Repair.YEARS] if plan.repair_years else [])}
    agreed |= {Repair.PERIODS} if plan.fiscal_month else set()
    return [repair for repair in column.odd if repair not in agreed]


def decimal_is_open(column: Column, plan: ColumnPlan) -> bool:
    """Tell whether numbers can be read with a point and with a comma, and nobody has said."""
    contradictory = bool(column.marks.point and column.marks.comma)
    return not plan.decimal and (contradictory or column.marks.either > 0)


def unit_is_open(column: Column, plan: ColumnPlan) -> bool:
    """Tell whether amounts are so small that they may be thousands or millions, and neither header nor cells say so."""
    is_said = plan.unit != 1 or unit_of(column.name)[0] > 0 or column.scaled > 0
    return not is_said and 0 < column.middle < SMALL_MONEY


def _unsigned(column: Column) -> int:
    """Count the amounts that do not say whose money they are."""
    return column.amounts - sum(count for sign, count in column.currencies.items() if sign != "$")
