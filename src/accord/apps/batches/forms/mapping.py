"""What the columns of a file mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads.columns import ColumnView
from accord.apps.batches.rules.dates import Repair
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.money import CODES
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.proposals import reconsidered
from accord.apps.batches.rules.questions import Question
from accord.apps.batches.rules.soundness import MOST_PARTS, UNITS
from accord.apps.batches.sockets import fields_of
from accord.apps.people.rules import SIDE_LABELS

SEVERAL = "several"
EXTRA_TYPES = (
    (FieldType.TEXT, gettext_lazy("text")),
    (FieldType.NUMBER, gettext_lazy("number")),
    (FieldType.DATE, gettext_lazy("date")),
    (FieldType.YES_NO, gettext_lazy("yes or no")),
    (FieldType.URL, gettext_lazy("web address")),
    (FieldType.LIST, gettext_lazy("list")),
)
ORDERS = {"day": True, "month": False, "": None}
DECIMALS = (
    ("", gettext_lazy("Point or comma: not said")),
    (".", gettext_lazy("12,500.75: a point before the decimals")),
    (",", gettext_lazy("12.500,75: a comma before the decimals")),
)
UNIT_WORDS = (
    ("1", gettext_lazy("as they stand")),
    ("1000", gettext_lazy("thousands")),
    ("1000000", gettext_lazy("millions")),
    ("1000000000", gettext_lazy("billions")),
    ("0.01", gettext_lazy("per cent")),
)
SEPARATOR_WORDS = (
    ("", gettext_lazy("nothing: the cell is one item")),
    (";", gettext_lazy("semicolons")),
    (",", gettext_lazy("commas")),
    ("|", gettext_lazy("bars |")),
    ("/", gettext_lazy("slashes /")),
    ("\\n", gettext_lazy("new lines")),
    ("list", gettext_lazy("as in [“a”, “b”]")),
)


# no viewer: words for select boxes, the same for everybody
def select_words() -> dict[str, Any]:
    """Give what the mapping page offers in its select boxes."""
    return {
        "types": EXTRA_TYPES, "decimals": DECIMALS, "units": UNIT_WORDS, "separators": SEPARATOR_WORDS,
        "currencies": CODES, "sides": [(str(side), words) for side, words in SIDE_LABELS.items()],
        "months": [(number, MONTHS[number]) for number in range(1, 13)], "several": SEVERAL,
    }  # fmt: skip


class MappingForm:
    """What a person chose for every column. ``errors`` maps ``column-3`` or ``as_of`` to a sentence."""

    def __init__(self, data: QueryDict, columns: list[ColumnView], plan: Plan, target: str) -> None:
        self._data, self._columns, self._plan = data, columns, plan
        self._all = fields_of(target)
        self._fields: Mapping[str, Field] = {field.name: field for field in self._all}
        self.errors: dict[str, str] = {}

    def plan(self) -> Plan:
        """Read the chosen mapping; what was not sent stays as it was. Columns that were moved are looked at anew."""
        moved = {view.place for view in self._columns if self._is_moved(view)}
        plan = Plan(tuple(self._moved(view) if view.place in moved else view.plan for view in self._columns))
        plan = reconsidered(plan, [view.column for view in self._columns], self._all, moved)
        said = (
            own if view.place in moved and not self._is_retyped(view) else self._said(view, own)
            for view, own in zip(self._columns, plan.columns, strict=True)
        )
        return Plan(tuple(said))

    def as_of(self, present: date) -> date:
        """Read the day of the file."""
        try:
            return date.fromisoformat(self._data.get("as_of", "").strip() or present.isoformat())
        except ValueError:
            self.errors["as_of"] = _("Give a day as year-month-day, for example 2026-03-31.")
            return present

    def _is_moved(self, view: ColumnView) -> bool:
        to = self._data.get(f"to-{view.place}")
        now = SEVERAL if view.plan.parts and view.to == EXTRA else view.to
        return (to is not None and to != now) or self._is_retyped(view)

    def _is_retyped(self, view: ColumnView) -> bool:
        kind = self._data.get(f"type-{view.place}")
        return (
            view.to == EXTRA
            and kind is not None
            and kind != view.type
            and kind in {str(v) for v, _words in EXTRA_TYPES}
        )

    def _moved(self, view: ColumnView) -> ColumnPlan:
        """Start a column anew that somebody sends elsewhere; what stands for its cells stays."""
        to = self._data.get(f"to-{view.place}", view.to)
        if to not in {EXTRA, LEAVE_OUT, SEVERAL, *self._fields}:
            self.errors[f"column-{view.place}"] = _("There is no such field.")
            return view.plan
        kind = self._data.get(f"type-{view.place}", str(view.plan.type))
        return ColumnPlan(
            to=EXTRA if to == SEVERAL else to,
            type=FieldType(kind) if kind in {str(value) for value, _words in EXTRA_TYPES} else view.plan.type,
            confidence=1.0,
            replace=view.plan.replace,
            parts=("", "") if to == SEVERAL else (),
            separator=view.column.separator or ";" if to == SEVERAL else "",
            day_first=view.plan.day_first,
        )

    def _said(self, view: ColumnView, plan: ColumnPlan) -> ColumnPlan:
        """Take what was said about a column that stays where it is."""
        place = view.place
        asked = [question for question in self._data.getlist(f"asked-{place}") if question in set(Question)]
        repairs, years = self._repairs(view, plan)
        order = self._data.get(f"order-{place}")
        return replace(
            plan,
            answered=tuple(dict.fromkeys([*plan.answered, *asked])),
            day_first=ORDERS.get(order, plan.day_first) if order is not None else plan.day_first,
            repairs=repairs,
            repair_years=years,
            fiscal_month=self._number(f"fiscal-{place}", plan.fiscal_month, range(13)),
            decimal=self._one_of(f"decimal-{place}", plan.decimal, {"", ".", ","}),
            unit=self._unit(place, plan),
            currency=self._one_of(f"currency-{place}", plan.currency, {"", *CODES}),
            side=self._one_of(f"side-{place}", plan.side, {"", *map(str, SIDE_LABELS)}),
            separator=self._one_of(f"separator-{place}", plan.separator, {code for code, _words in SEPARATOR_WORDS}),
            parts=self._parts(place, plan),
            order=self._number(f"joined-{place}", plan.order, range(100)),
            values=self._values(view, plan),
            replace={old: new for number, (old, new) in enumerate(plan.replace.items())
                     if str(number) not in self._data.getlist(f"undo-{place}")},
        )  # fmt: skip

    def _one_of(self, name: str, present: str, known: set[str]) -> str:
        said = self._data.get(name)
        return said if said in known else present

    def _number(self, name: str, present: int, known: range) -> int:
        said = self._data.get(name, "")
        return int(said) if said.isdecimal() and len(said) < 4 and int(said) in known else present

    def _unit(self, place: int, plan: ColumnPlan) -> float:
        said = self._data.get(f"unit-{place}")
        return next((float(unit) for unit in UNITS if said == f"{unit:g}" or said == str(unit)), plan.unit)

    def _repairs(self, view: ColumnView, plan: ColumnPlan) -> tuple[tuple[str, ...], bool]:
        place = view.place
        if "repair_all" in self._data and view.is_date:
            proposed = {repair.code for repair in view.repairs if repair.proposal}
            return tuple(
                sorted({*plan.repairs, *(proposed - {Repair.YEARS})})
            ), plan.repair_years or Repair.YEARS in proposed
        if f"dates-shown-{place}" not in self._data:
            return plan.repairs, plan.repair_years
        chosen = [code for code in self._data.getlist(f"dates-{place}") if code in set(Repair)]
        return tuple(code for code in chosen if code != Repair.YEARS), Repair.YEARS in chosen

    def _parts(self, place: int, plan: ColumnPlan) -> tuple[str, ...]:
        names = [self._data.get(f"part-{place}-{number}") for number in range(MOST_PARTS)]
        if all(name is None for name in names):
            return plan.parts
        known = [name if name in self._fields else "" for name in names]
        while known and not known[-1]:
            known.pop()
        return tuple(name or "" for name in known) or ("",)

    def _values(self, view: ColumnView, plan: ColumnPlan) -> dict[str, str]:
        chosen = dict(plan.values)
        for number, value in enumerate(view.values):
            to = self._data.get(f"value-{view.place}-{number}")
            if to is None or to == value.to:
                continue
            known = {code for code, _words in (*view.options, *value.options)}
            if to in known or to == "" or view.type == FieldType.LIST:
                chosen[value.key] = " ".join(to.split())[:500]
        return chosen
