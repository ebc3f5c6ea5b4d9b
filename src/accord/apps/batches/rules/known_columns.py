"""Columns that Accord wrote itself: known by their very headings, whatever else their words might mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.words import fold

SUREST = 0.99
ENOUGH = 2  # headings of what Accord works out that tell its own file from any other


def known_columns(
    plan: Plan, headers: Sequence[str], *, fields: Sequence[Field], computed: Collection[str], extra: Mapping[str, str]
) -> Plan:
    """Correct a proposal where a heading is exactly one that Accord writes.

    Only in a file that Accord wrote, which shows by what no other file has: a column headed by a field's own name goes to that field; one that only shows what Accord works out (``computed``) is
    left out. In any file, a column headed as an extra field that is here already keeps that field's type. ``extra`` maps folded headings
    and codes to types.
    """
    shown = {fold(words) for words in computed}
    if not shown or len(shown & {fold(header) for header in headers}) < min(ENOUGH, len(shown)):
        return Plan(tuple(_typed(now, header, extra) for now, header in zip(plan.columns, headers, strict=True)))
    columns = list(plan.columns)
    names = {fold(str(field.label)): field.name for field in fields}
    own: dict[str, int] = {}
    for place, header in enumerate(headers):
        if (name := names.get(_plain(header))) is not None:
            own.setdefault(name, place)
    for place, header in enumerate(headers):
        now = columns[place]
        if fold(header) in shown and fold(header) not in names:
            columns[place] = replace(now, to=LEAVE_OUT, confidence=SUREST)
        elif own.get(now.to, place) != place:
            columns[place] = _typed(replace(now, to=EXTRA, confidence=0.0), header, extra)
        else:
            columns[place] = _typed(now, header, extra)
    for name, place in own.items():
        if columns[place].to != name:
            columns[place] = replace(columns[place], to=name, confidence=SUREST)
    return Plan(tuple(columns))


def _plain(header: str) -> str:
    """Fold a heading without what stands in brackets behind it, such as a currency."""
    return fold(header.split(" (", maxsplit=1)[0])


def _typed(plan: ColumnPlan, header: str, extra: Mapping[str, str]) -> ColumnPlan:
    """Give an extra field that is known the type it has."""
    kind = extra.get(fold(header)) if plan.to == EXTRA else None
    return replace(plan, type=FieldType(kind)) if kind else plan
