"""The columns of a batch as the mapping page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.batches.permissions import visible_to
from accord.apps.batches.rules.cells import choice_of, value_key
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.proposals import confidence_words
from accord.apps.batches.rules.words import is_no_value, tidy
from accord.apps.batches.sockets import fields_of
from accord.apps.ui.rules import NotFound, Viewer

MOST_SHOWN = 60


@dataclass(frozen=True)
class ValueView:
    """One value of a choice column: its text, how often, what it goes to ("" unknown), and its form name."""

    key: str
    text: str
    count: int
    to: str
    is_decided: bool


@dataclass(frozen=True)
class ColumnView:
    """One column with its proposal. ``confidence`` in words is "" for an extra field or a person's choice."""

    place: int
    header: str
    filled: int
    distinct: str
    examples: tuple[str, ...]
    to: str
    to_label: str
    type: str
    confidence: str
    choices: tuple[tuple[str, str], ...]
    values: tuple[ValueView, ...]
    unknown: int
    is_date: bool
    day_first: str
    order_open: bool
    serial_years: int
    repair_years: bool


def column_views(*, viewer: Viewer, batch_id: int, plan: Plan | None = None) -> list[ColumnView]:
    """Give the columns of a batch in the order of the file, under its mapping or another. Raises NotFound."""
    batch = visible_to(viewer).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    fields = {field.name: field for field in fields_of(batch.target)}
    shown = plan or Plan.from_json(batch.plan)
    return [
        _column(place, Column.from_json(data), shown.columns[place], fields) for place, data in enumerate(batch.columns)
    ]


def _column(place: int, column: Column, plan: ColumnPlan, fields: dict[str, Field]) -> ColumnView:
    field = fields.get(plan.to)
    kind = field.type if field else plan.type
    values = _values(column, plan, field) if field and field.type == FieldType.CHOICE else ()
    is_date = kind == FieldType.DATE and plan.to != LEAVE_OUT
    return ColumnView(
        place=place, header=column.name, filled=column.filled,
        distinct=str(column.distinct) if column.values or column.distinct <= len(column.examples) else "",
        examples=column.examples, to=plan.to, to_label=_label(plan.to, field), type=str(kind),
        confidence=_confidence(plan) if field else "",
        choices=tuple((choice.value, str(choice.label)) for choice in field.choices) if field else (),
        values=values[:MOST_SHOWN], unknown=sum(value.count for value in values if not value.to),
        is_date=is_date, day_first={True: "day", False: "month", None: ""}[plan.day_first],
        order_open=is_date and plan.day_first is None and bool(column.order.either or column.order.day_first),
        serial_years=column.serial_years, repair_years=plan.repair_years,
    )  # fmt: skip


def _label(to: str, field: Field | None) -> str:
    if field:
        return str(field.label)
    return _("Left out") if to == LEAVE_OUT else _("Extra field") if to == EXTRA else to


def _confidence(plan: ColumnPlan) -> str:
    if plan.confidence >= 1:
        return ""
    return {"sure": _("sure"), "likely": _("likely"), "guess": _("a guess")}[confidence_words(plan.confidence)]


def _values(column: Column, plan: ColumnPlan, field: Field) -> tuple[ValueView, ...]:
    joined: dict[str, list[tuple[str, int]]] = {}
    for text, count in column.values.items():
        joined.setdefault(value_key(text), []).append((text, count))
    found = [_value(key, spellings, plan, field) for key, spellings in joined.items()]
    return tuple(sorted(found, key=lambda value: (bool(value.to), -value.count)))


def _value(key: str, spellings: Sequence[tuple[str, int]], plan: ColumnPlan, field: Field) -> ValueView:
    text = max(spellings, key=lambda item: item[1])[0]
    to = choice_of(text, field.choices, plan.values) or ""
    if not to and is_no_value(text):
        to = "unknown" if any(choice.value == "unknown" for choice in field.choices) else ""
    return ValueView(key, tidy(text), sum(count for _text, count in spellings), to, key in plan.values)
