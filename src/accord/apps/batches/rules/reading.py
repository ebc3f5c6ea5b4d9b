"""What one cell gives under the plan of its column: a value, what is wrong with it, and whether its text is kept too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from accord.apps.batches.rules import cells, dates, lists, money, numbers
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.first_days import first_day
from accord.apps.batches.rules.plans import ColumnPlan
from accord.apps.batches.rules.problems import Kind, shortened
from accord.apps.batches.rules.words import fold, is_no_value, tidy

LONGEST_EXTRA = 10_000
BETWEEN_ITEMS = "; "  # a list kept as an extra field is a text of its items


@dataclass(frozen=True)
class Read:
    """What one cell gave."""

    value: Any = None
    keep: bool = False  # keep the text as an extra field too
    problem: Kind | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


def replaced(plan: ColumnPlan, text: str) -> str:
    """Give what stands for a cell in its whole column, or the cell."""
    if not plan.replace:
        return text
    return plan.replace.get(text, plan.replace.get(text.strip(), text))


def read_cell(target: Field, plan: ColumnPlan, text: str) -> Read:
    """Read a cell for a field of a target."""
    match target.type:
        case FieldType.CHOICE:
            return _choice(target, plan, text)
        case FieldType.DATE:
            return _beginning(plan, text) if target.begins else _date(plan, text)
        case FieldType.YES_NO:
            return _yes_no(target, plan, text)
        case FieldType.NUMBER:
            return _number(target, plan, text)
        case FieldType.MONEY:
            return _money(target, plan, text)
        case FieldType.LIST:
            return Read(_items(plan, text) or None)
        case FieldType.URL:
            address = text.strip() if cells.is_address(text) else None
            return Read(address) if address else _unread(target, text, Kind.BAD_ADDRESS)
        case FieldType.PERSON | FieldType.DEPARTMENT:
            return _named(target, plan, text)
        case FieldType.KEY:
            return fitted(target, tidy(text))
    return fitted(target, text.strip())


def read_extra(plan: ColumnPlan, text: str) -> Read:
    """Read an extra field by its type; what does not fit the type stays the text it is."""
    stripped = text.strip()[:LONGEST_EXTRA]
    match plan.type:
        case FieldType.NUMBER:
            read = numbers.read_number(stripped, decimal=plan.decimal)
            if read.is_open:
                return replace(_open(stripped), value=stripped, keep=False)
            return Read(stripped if read.value is None else _counted(read, plan))
        case FieldType.YES_NO:
            answer = _answer(plan, stripped)
            return Read(stripped if answer is None else answer)
        case FieldType.DATE:
            date = _date(plan, stripped)
            return Read(date.value or stripped, problem=date.problem, said=date.said)
        case FieldType.LIST:
            return Read(BETWEEN_ITEMS.join(_items(plan, stripped)) or stripped)
    return Read(stripped)


def fitted(target: Field, value: Any) -> Read:
    """Cut a text to what its field takes, and keep the whole; anything else fits."""
    if isinstance(value, str) and target.most and len(value) > target.most:
        said = {"field": str(target.label), "found": len(value), "most": target.most}
        return Read(value[: target.most - 1].rstrip() + "…", keep=True, problem=Kind.TOO_LONG, said=said)
    return Read(value)


def _named(target: Field, plan: ColumnPlan, text: str) -> Read:
    """Read who is meant; a person may have said for the column whom a name stands for ("": nobody)."""
    name = plan.values.get(cells.value_key(text), tidy(text))
    if not name or (target.type == FieldType.PERSON and is_no_value(name)):
        return Read(keep=not is_no_value(text))
    return fitted(target, name)


def _choice(target: Field, plan: ColumnPlan, text: str) -> Read:
    found = cells.choice_of(text, target.choices, plan.values)
    if found is None:
        settled = is_no_value(text) or cells.value_key(text) in plan.values
        problem = None if settled else Kind.UNKNOWN_VALUE
        return Read(None, keep=True, problem=problem, said={"text": shortened(text), "field": str(target.label)})
    same = fold(text) in {fold(found), *(fold(str(choice.label)) for choice in target.choices if choice.value == found)}
    return Read(found, keep=not same)


def _beginning(plan: ColumnPlan, text: str) -> Read:
    """Read a day, or the first one of a month, quarter or year; what is neither is named as for any date."""
    day = first_day(text, day_first=plan.day_first)
    return Read(day.isoformat()) if day else _date(plan, text)


def _date(plan: ColumnPlan, text: str) -> Read:
    read = dates.read_date(
        text, day_first=plan.day_first, repair_years=plan.repair_years, repairs=plan.repairs,
        fiscal_month=plan.fiscal_month,
    )  # fmt: skip
    problem = Kind(read.trouble.value) if read.trouble else None
    said: dict[str, Any] = {"text": shortened(text)}
    if read.trouble == dates.Trouble.SERIAL:
        said["year"] = read.proposal
    if read.repair:
        said |= {"repair": str(read.repair), "proposal": read.proposal}
    return Read(read.value or None, keep=len(read.value) != 10, problem=problem, said=said)


def _answer(plan: ColumnPlan, text: str) -> bool | None:
    chosen = plan.values.get(cells.value_key(text))
    return cells.yes_no_of(text if chosen is None else chosen)


def _yes_no(target: Field, plan: ColumnPlan, text: str) -> Read:
    answer = _answer(plan, text)
    if answer is None:
        decided = cells.value_key(text) in plan.values
        return Read(keep=True) if decided else _unread(target, text, Kind.UNKNOWN_VALUE)
    return Read(answer)


def _number(target: Field, plan: ColumnPlan, text: str) -> Read:
    read = numbers.read_number(text, decimal=plan.decimal)
    if read.is_open:
        return _open(text)
    if read.value is None:
        return _unread(target, text, Kind.BAD_NUMBER)
    return Read(_counted(read, plan))


def _counted(read: numbers.Number, plan: ColumnPlan) -> int | float:
    """Give a number in the unit of its column; its own sign for per cent counts first."""
    unit = read.factor if read.factor is not None else Decimal(str(plan.unit))
    return numbers.plain((read.value or Decimal(0)) * unit)


def _money(target: Field, plan: ColumnPlan, text: str) -> Read:
    read = money.read_amount(text, decimal=plan.decimal)
    if read.is_open:
        return _open(text)
    found = money.total(read, unit=plan.unit, currency=plan.currency, side=plan.side)
    if found is None:
        return _unread(target, text, Kind.BAD_MONEY)
    if read.is_dollar and plan.currency and not found["currency"]:
        said = {"text": shortened(text), "currency": plan.currency}
        return Read(found, keep=True, problem=Kind.OTHER_CURRENCY, said=said)
    return Read(found)


def _open(text: str) -> Read:
    """Leave a number open that can be read two ways."""
    one, other = (money.read_amount(text, decimal=mark).value for mark in ".,")
    said = {"text": shortened(text), "one": _said(one), "other": _said(other)}
    return Read(None, keep=True, problem=Kind.OPEN_NUMBER, said=said)


def _said(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():,f}"


def _items(plan: ColumnPlan, text: str) -> list[str]:
    """Cut a cell into its items, each as a person decided for the column ("": left out)."""
    found = (plan.values.get(cells.value_key(item), item) for item in lists.items_of(text, plan.separator))
    return list(dict.fromkeys(item for item in found if item))


def _unread(target: Field, text: str, problem: Kind) -> Read:
    known = None if is_no_value(text) else problem
    return Read(None, keep=True, problem=known, said={"text": shortened(text), "field": str(target.label)})
