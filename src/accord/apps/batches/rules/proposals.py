"""Which field a column most likely means, from its header and from what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accord.apps.batches.rules.cells import choice_of
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.plans import ColumnPlan, Plan
from accord.apps.batches.rules.words import header_words, is_no_value

SUREST, SURE, LIKELY, LEAST = 0.99, 0.9, 0.7, 0.5  # 1 is left for what a person chose


def propose(columns: Sequence[Column], fields: Sequence[Field]) -> Plan:
    """Propose where each column goes; what fits no field becomes an extra field. Each field is given once."""
    scores = [
        (score, -place, -order, column, field)
        for place, column in enumerate(columns)
        for order, field in enumerate(fields)
        if (score := fit(column, field)) >= LEAST
    ]
    plans = [ColumnPlan(type=_extra_type(column)) for column in columns]
    taken: set[str] = set()
    for score, minus_place, _order, column, field in sorted(scores, key=lambda item: item[:3], reverse=True):
        if field.name in taken or plans[-minus_place].confidence:
            continue
        taken.add(field.name)
        plans[-minus_place] = ColumnPlan(to=field.name, type=_extra_type(column), confidence=min(score, SUREST))
    return Plan(tuple(_with_order(plans, columns, fields)))


def fit(column: Column, field: Field) -> float:
    """Score 0–1 how well a column fits a field: its header first, then whether its values can be what the field needs."""
    score = header_fit(column.name, field)
    return score * _content_fit(column, field) if score else 0.0


def header_fit(header: str, field: Field) -> float:
    """Score 0–1 how well a header names a field: the very words, the words inside a longer header, shared words."""
    words = header_words(header)
    if not words:
        return 0.0
    return max(
        (_likeness(words, header_words(name)) for name in (str(field.label), field.name, *field.synonyms)), default=0.0
    )


def _likeness(header: str, name: str) -> float:
    if not name:
        return 0.0
    if header == name:
        return 1.0
    if f" {name} " in f" {header} ":
        inside = len(name.split()) / len(header.split())
        return 0.9 if len(name.split()) >= 3 else 0.45 + 0.45 * inside
    ours, theirs = set(header.split()), set(name.split())
    shared = len(ours & theirs) / len(ours | theirs)
    return 0.75 * shared if shared >= 0.6 else 0.0


def _content_fit(column: Column, field: Field) -> float:
    """Weigh down a column whose values cannot be what the field needs; an empty column says nothing."""
    if not column.filled:
        return 0.95
    match field.type:
        case FieldType.CHOICE:
            return 0.4 + 0.6 * _known_share(column, field) if column.values else 0.3
        case FieldType.DATE:
            said = sum(n for text, n in column.values.items() if not is_no_value(text)) or column.filled
            return 0.5 + 0.5 * min(1.0, column.dated / said)
        case FieldType.TEXT if field.required and column.kind in {FieldType.NUMBER, FieldType.DATE, FieldType.YES_NO}:
            return 0.5
    return 1.0


def _known_share(column: Column, field: Field) -> float:
    total = sum(column.values.values())
    known = sum(
        n for text, n in column.values.items() if is_no_value(text) or choice_of(text, field.choices) is not None
    )
    return known / total if total else 1.0


def _extra_type(column: Column) -> FieldType:
    return column.kind


def _with_order(plans: list[ColumnPlan], columns: Sequence[Column], fields: Sequence[Field]) -> list[ColumnPlan]:
    """Decide the order of day and month: by a column's own values, else by what every other date column agrees on."""
    types = {field.name: field.type for field in fields}
    is_date = [types.get(plan.to, plan.type) == FieldType.DATE for plan in plans]
    own = [column.order.decided if here else None for column, here in zip(columns, is_date, strict=True)]
    agreed = {order for order in own if order is not None}
    common = agreed.pop() if len(agreed) == 1 else None
    done = []
    for plan, column, order, here in zip(plans, columns, own, is_date, strict=True):
        contradictory = bool(column.order.day_first and column.order.month_first)
        done.append(replace(plan, day_first=order if order is not None or contradictory else common) if here else plan)
    return done


def confidence_words(confidence: float) -> str:
    """Name how sure a proposal is: ``sure``, ``likely`` or ``guess``."""
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "guess"


def looks_turned(headers: Sequence[str], first_column: Sequence[str], fields: Sequence[Field]) -> bool:
    """Tell whether records stand in columns: the first column names at least three fields and the headers at most one."""

    def named(texts: Sequence[str]) -> int:
        found = {field.name for text in texts[:60] for field in fields if header_fit(text, field) >= SURE}
        return len(found)

    return len(headers) > 2 and named([headers[0], *first_column]) >= 3 and named(headers[1:]) <= 1
