"""What the values of a column mean, one by one: choices, yes and no, people, departments, items of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.batches.reads.naming import names_of
from accord.apps.batches.rules.cells import choice_of, value_key, yes_no_of
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.fields import Choice, Field, FieldType
from accord.apps.batches.rules.lists import items_of
from accord.apps.batches.rules.naming import Names
from accord.apps.batches.rules.plans import ColumnPlan
from accord.apps.batches.rules.words import is_no_value, tidy

NAMED = frozenset({FieldType.PERSON, FieldType.DEPARTMENT})


@dataclass(frozen=True)
class ValueView:
    """One value of a column: its text, how often, what it goes to ("" unknown) and what it may go to.

    ``found`` says how it was taken: ``here`` (exactly this is here), ``near`` (something like it is), ``new``, ``unknown``
    or ``said`` (a person decided).
    """

    key: str
    text: str
    count: int
    to: str
    found: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether somebody should say what it means."""
        return self.found in {"unknown", "near"}

    @property
    def is_decided(self) -> bool:
        """Tell whether a person said what it means."""
        return self.found == "said"


# no viewer: part of column_views, which has asked who is looking
def value_views(
    *, column: Column, plan: ColumnPlan, field: Field, known: Mapping[FieldType, Names]
) -> tuple[ValueView, ...]:
    """Give the values of a column for a field whose values can be decided; those to look at come first."""
    joined: dict[str, list[tuple[str, int]]] = {}
    for text, count in column.values.items():
        for item in items_of(text, plan.separator) if field.type == FieldType.LIST else [text]:
            joined.setdefault(value_key(item), []).append((item, count))
    found = []
    for key, spellings in joined.items():
        text = tidy(max(spellings, key=lambda item: item[1])[0])
        found.append(_value(key, text, sum(count for _text, count in spellings), plan, field, known))
    missing = [key for key in plan.values if key not in joined]
    found += [_value(key, key, 0, plan, field, known) for key in missing]
    first = {"unknown": 0, "near": 1, "new": 2}
    return tuple(sorted(found, key=lambda value: (first.get(value.found, 3), -value.count)))


def _value(
    key: str, text: str, count: int, plan: ColumnPlan, field: Field, known: Mapping[FieldType, Names]
) -> ValueView:
    if field.type in NAMED:
        return _name(key, text, count, plan, field.type, known[field.type])
    if field.type == FieldType.LIST:
        said = plan.values.get(key)
        return ValueView(key, text, count, text if said is None else said, "here" if said is None else "said")
    if field.type == FieldType.YES_NO:
        answer = yes_no_of(plan.values.get(key, text))
        to = "" if answer is None else "yes" if answer else "no"
        return ValueView(key, text, count, to, _how(key, plan, to, text))
    to = choice_of(text, field.choices, plan.values) or ""
    if not to and is_no_value(text):
        to = "unknown" if any(choice.value == "unknown" for choice in field.choices) else ""
    return ValueView(key, text, count, to, _how(key, plan, to, text))


def _how(key: str, plan: ColumnPlan, to: str, text: str) -> str:
    if key in plan.values:
        return "said"
    return "here" if to or is_no_value(text) else "unknown"


def _name(key: str, text: str, count: int, plan: ColumnPlan, kind: FieldType, known: Names) -> ValueView:
    if is_no_value(text):
        return ValueView(key, text, count, "", "here")
    exact = known.exact(text)
    near = known.near(text) if len(exact) != 1 else []
    options = [(one.value, one.label) for one in [*exact, *near]]
    own = tidy(text)
    if key in plan.values:
        to, found = plan.values[key], "said"
        if to and to not in {value for value, _label in options}:
            options.insert(0, (to, to))
    elif len(exact) == 1:
        to, found = exact[0].value, "here"
    else:
        to, found = (own if kind == FieldType.DEPARTMENT else ""), "near" if options else "new"
    if kind == FieldType.DEPARTMENT and own not in {value for value, _label in options}:
        options.append((own, _("A new department: %(name)s") % {"name": own}))
    return ValueView(key, own, count, to, found, tuple(dict(options).items()))


# no viewer: see value_views
def options_of(*, field: Field) -> tuple[tuple[str, str], ...]:
    """Give what every value of a field may go to; empty where each value has its own."""
    if field.type == FieldType.YES_NO:
        return (("yes", str(_("Yes"))), ("no", str(_("No"))))
    return tuple((choice.value, str(choice.label)) for choice in _choices(field))


def _choices(field: Field) -> Sequence[Choice]:
    return field.choices if field.type == FieldType.CHOICE else ()


# no viewer: see value_views
def known_for(*, fields: Sequence[Field], plans: Sequence[ColumnPlan]) -> dict[FieldType, Names]:
    """Read the people and departments that are here, where a column names some."""
    named = {name for plan in plans for name in plan.fields}
    kinds = {field.type for field in fields if field.name in named and field.type in NAMED}
    return {kind: names_of(kind=kind) for kind in sorted(kinds)}
