"""Which field a column most likely means, from its header and from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from accord.apps.batches.rules.cells import choice_of
from accord.apps.batches.rules.columns import MOST_VALUES, Column
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.joining import name_part
from accord.apps.batches.rules.marking import marked
from accord.apps.batches.rules.plans import ColumnPlan, Plan
from accord.apps.batches.rules.words import header_words, is_no_value

SUREST, SURE, LIKELY, LEAST = 0.99, 0.9, 0.7, 0.5  # 1 is left for what a person chose
TELLING = 0.9  # share of values that must be a field's own before they speak for it
LONGEST_KEY = 100
_HEAD = re.compile(r"^(.+?)(?:\s*[(\[\n\r:]|$)", re.DOTALL)


def propose(columns: Sequence[Column], fields: Sequence[Field]) -> Plan:
    """Propose where each column goes; what fits no field becomes an extra field. Each field is given once.

    Only the parts of a name go to one field together.
    """
    plans = _names(columns, fields)
    taken = {plan.to for plan in plans if plan.confidence}
    scores = [
        (score, -place, -order, column, field)
        for place, column in enumerate(columns)
        for order, field in enumerate(fields)
        if (score := fit(column, field)) >= LEAST
    ]
    for score, minus_place, _order, column, field in sorted(scores, key=lambda item: item[:3], reverse=True):
        if field.name in taken or plans[-minus_place].confidence:
            continue
        taken.add(field.name)
        plans[-minus_place] = ColumnPlan(to=field.name, type=column.kind, confidence=min(score, SUREST))
    types = {field.name: field.type for field in fields}
    return Plan(tuple(marked(_with_order(plans, columns, types), columns, types)))


def fit(column: Column, field: Field) -> float:
    """Score 0–1 how well a column fits a field: its header first, then whether its values can be what the field needs.

    Values that are the field's own and nothing else make up for half of what a header leaves open.
    """
    said = header_fit(column.name, field)
    if not said:
        return 0.0
    content = _content_fit(column, field)
    if content >= TELLING and _is_telling(column, field):
        said += (1 - said) * 0.5
    return said * content


def header_fit(header: str, field: Field) -> float:
    """Score 0–1 how well a header names a field: the very words, the words inside a longer header, shared words.

    What stands in brackets or on a second line explains; the words before it count alone, too.
    """
    names = [words for name in (str(field.label), field.name, *field.synonyms) if (words := _words(name))]
    return max((_likeness(words, name) for words in _heads(header) for name in names), default=0.0)


@lru_cache(maxsize=8192)
def _heads(header: str) -> tuple[str, ...]:
    head = _HEAD.match(header.strip())
    found = (_words(header), _words(head[1]) if head else "", _words(header.rsplit("·", 1)[-1]))
    return tuple(dict.fromkeys(words for words in found if words))


@lru_cache(maxsize=8192)
def _words(text: str) -> str:
    """Bring a header to plain words in the singular."""
    return " ".join(_singular(word) for word in header_words(text).split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _likeness(header: str, name: str) -> float:
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
    if not column.seen:
        return 1.0
    match field.type:
        case FieldType.CHOICE:
            return 0.4 + 0.6 * _known_share(column, field) if column.values else 0.3
        case FieldType.DATE:
            return 0.5 + 0.5 * min(1.0, column.dated / column.seen)
        case FieldType.MONEY:
            return 0.3 + 0.7 * min(1.0, column.amounts / column.seen)
        case FieldType.NUMBER:
            return 1.0 if column.kind == FieldType.NUMBER or column.amounts >= 0.9 * column.seen else 0.4
        case FieldType.YES_NO:
            return 1.0 if column.kind == FieldType.YES_NO else 0.4
        case FieldType.URL:
            return 1.0 if column.kind == FieldType.URL else 0.5
        case FieldType.KEY:
            alone = column.distinct > MOST_VALUES or column.distinct > 0.95 * column.filled
            return 1.0 if alone and all(len(text) <= LONGEST_KEY for text in column.examples) else 0.5
        case FieldType.PERSON | FieldType.DEPARTMENT if column.kind != FieldType.TEXT:
            return 0.4
        case FieldType.TEXT if field.required and column.kind in {FieldType.NUMBER, FieldType.DATE, FieldType.YES_NO}:
            return 0.5
    return 1.0


def _is_telling(column: Column, field: Field) -> bool:
    """Tell whether the values alone would make one think of this field."""
    match field.type:
        case FieldType.CHOICE:
            found = {choice_of(text, field.choices) for text in column.values if not is_no_value(text)}
            return len(found - {None, "unknown"}) >= 2
        case FieldType.DATE:
            return column.dated > 0
        case FieldType.MONEY:
            return sum(column.currencies.values()) > 0.5 * column.seen
    return False


def _known_share(column: Column, field: Field) -> float:
    total = sum(column.values.values())
    known = sum(
        n for text, n in column.values.items() if is_no_value(text) or choice_of(text, field.choices) is not None
    )
    return known / total if total else 1.0


def _names(columns: Sequence[Column], fields: Sequence[Field]) -> list[ColumnPlan]:
    """Join columns that hold the parts of one name: to the person or title that the rest of their headers names."""
    plans = [ColumnPlan(type=column.kind) for column in columns]
    asked: dict[str, list[tuple[int, int]]] = {}
    for place, column in enumerate(columns):
        if (part := name_part(column.name)) and (name := _named_by(column.name, fields)):
            asked.setdefault(name, []).append((part, place))
    for name, parts in asked.items():
        if {1, 3} <= {part for part, _place in parts}:
            for part, place in parts:
                plans[place] = replace(plans[place], to=name, confidence=SURE, order=part)
    return plans


def _named_by(header: str, fields: Sequence[Field]) -> str:
    rest = " ".join(word for word in _words(header).split() if word not in _NAME_WORDS)
    if not rest:
        return next((field.name for field in fields if field.required and field.type == FieldType.TEXT), "")
    people = [field for field in fields if field.type == FieldType.PERSON]
    return next((field.name for field in people if header_fit(rest, field) >= LIKELY), "")


_NAME_WORDS = frozenset(
    [
        "first",
        "last",
        "middle",
        "given",
        "family",
        "second",
        "surname",
        "forename",
        "name",
        "initial",
        "vorname",
        "nachname",
        "prénom",
    ]
)


def _with_order(
    plans: Sequence[ColumnPlan], columns: Sequence[Column], types: Mapping[str, FieldType]
) -> list[ColumnPlan]:
    """Decide the order of day and month: by a column's own values, else by what every other date column agrees on."""
    is_date = [types.get(plan.to, plan.type) == FieldType.DATE for plan in plans]
    own = [column.order.decided if here else None for column, here in zip(columns, is_date, strict=True)]
    agreed = {order for order in own if order is not None}
    common = agreed.pop() if len(agreed) == 1 else None
    done = []
    for plan, column, order, here in zip(plans, columns, own, is_date, strict=True):
        contradictory = bool(column.order.day_first and column.order.month_first)
        done.append(replace(plan, day_first=order if order is not None or contradictory else common) if here else plan)
    return done


def reconsidered(plan: Plan, columns: Sequence[Column], fields: Sequence[Field], places: Collection[int]) -> Plan:
    """Look anew at the columns that somebody moved: what their order of days, decimal mark, unit and currency are."""
    types = {field.name: field.type for field in fields}
    anew = marked(_with_order(plan.columns, columns, types), columns, types)
    return Plan(
        tuple(new if place in places else old for place, (new, old) in enumerate(zip(anew, plan.columns, strict=True)))
    )


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
