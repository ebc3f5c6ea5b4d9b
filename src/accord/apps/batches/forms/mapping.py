"""What the columns of a file mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads import ColumnView
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.sockets import fields_of

EXTRA_TYPES = (
    (FieldType.TEXT, gettext_lazy("text")),
    (FieldType.NUMBER, gettext_lazy("number")),
    (FieldType.DATE, gettext_lazy("date")),
    (FieldType.YES_NO, gettext_lazy("yes or no")),
    (FieldType.URL, gettext_lazy("web address")),
)
ORDERS = {"day": True, "month": False, "": None}


class MappingForm:
    """What a person chose for every column. ``errors`` maps ``column-3`` or ``as_of`` to a sentence."""

    def __init__(self, data: Mapping[str, str], columns: list[ColumnView], plan: Plan, target: str) -> None:
        self._data, self._columns, self._plan = data, columns, plan
        self._fields = {field.name: field for field in fields_of(target)}
        self.errors: dict[str, str] = {}

    def plan(self) -> Plan:
        """Read the chosen mapping; what was not sent stays as it was."""
        return Plan(tuple(self._column(column, self._plan.columns[column.place]) for column in self._columns))

    def as_of(self, present: date) -> date:
        """Read the day of the file."""
        try:
            return date.fromisoformat(self._data.get("as_of", "").strip() or present.isoformat())
        except ValueError:
            self.errors["as_of"] = _("Give a day as year-month-day, for example 2026-03-31.")
            return present

    def _column(self, column: ColumnView, plan: ColumnPlan) -> ColumnPlan:
        place = column.place
        to = self._data.get(f"to-{place}", plan.to)
        if to not in {EXTRA, LEAVE_OUT, *self._fields}:
            self.errors[f"column-{place}"] = _("There is no such field.")
            to = plan.to
        kind = self._data.get(f"type-{place}", str(plan.type))
        order = self._data.get(f"order-{place}")
        changed = to != plan.to
        return replace(
            plan,
            to=to,
            type=FieldType(kind) if kind in {str(value) for value, _words in EXTRA_TYPES} else plan.type,
            confidence=1.0 if changed else plan.confidence,
            day_first=ORDERS.get(order, plan.day_first) if order is not None else plan.day_first,
            repair_years=f"repair-{place}" in self._data
            if f"repair-shown-{place}" in self._data
            else plan.repair_years,
            values={} if changed else self._values(column, plan),
        )

    def _values(self, column: ColumnView, plan: ColumnPlan) -> dict[str, str]:
        chosen = dict(plan.values)
        known = {value for value, _label in column.choices}
        for place, value in enumerate(column.values):
            to = self._data.get(f"value-{column.place}-{place}")
            if to is None or to == value.to:
                continue
            if to in known:
                chosen[value.key] = to
            elif to == "":
                chosen.pop(value.key, None)
        return chosen
