"""The columns of a batch as the mapping page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.permissions import visible_to
from accord.apps.batches.reads.values import NAMED, ValueView, known_for, options_of, value_views
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.dates import Repair
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.naming import Names
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, ColumnPlan, Plan
from accord.apps.batches.rules.proposals import confidence_words
from accord.apps.batches.rules.questions import Question, questions
from accord.apps.batches.sockets import fields_of
from accord.apps.ui.rules import NotFound, Viewer

MOST_SHOWN = 60
VALUED = frozenset({FieldType.CHOICE, FieldType.YES_NO, FieldType.LIST, *NAMED})


REPAIR_WORDS = {
    Repair.YEARS: gettext_lazy("Days of 1905 are the years they stand for"),
    Repair.TWO_DIGITS: gettext_lazy("Years of two digits up to 69 are in this century"),
    Repair.MONTH_YEAR: gettext_lazy("Shortened dates are a month and its year"),
    Repair.PERIODS: gettext_lazy("Quarters and fiscal years"),
    Repair.COUNTED: gettext_lazy("Numbers are days counted by a machine"),
    Repair.INSIDE: gettext_lazy("The one date inside a sentence counts"),
}


@dataclass(frozen=True)
class RepairView:
    """One kind of odd dates in a column: how many, an example, what it would become, and whether that was agreed."""

    code: str
    count: int
    example: str
    proposal: str
    is_on: bool

    @property
    def words(self) -> str:
        """Say what it does, where there is no example."""
        return str(REPAIR_WORDS[Repair(self.code)])


@dataclass(frozen=True)
class ColumnView:
    """One column with its proposal. ``confidence`` in words is "" for an extra field or a person's choice.

    ``options`` is what its values may go to where that is the same for all; ``joined_with`` are the headers of the other
    columns that go to the same field, of which it is number ``order``.
    """

    place: int
    header: str
    filled: int
    distinct: str
    examples: tuple[str, ...]
    to: str
    to_label: str
    type: str
    confidence: str
    plan: ColumnPlan
    column: Column
    asks: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    values: tuple[ValueView, ...]
    more_values: int
    unknown: int
    near: int
    new: int
    repairs: tuple[RepairView, ...]
    periods: RepairView | None
    joined_with: tuple[str, ...] = ()

    @property
    def values_asked(self) -> list[tuple[int, ValueView]]:
        """Give the values that are asked about, each with its number."""
        is_asked = Question.VALUES in self.asks or Question.NAMES in self.asks
        return [(number, value) for number, value in enumerate(self.values) if is_asked and value.is_open]

    @property
    def values_rest(self) -> list[tuple[int, ValueView]]:
        """Give the other values, each with its number."""
        asked = {number for number, _value in self.values_asked}
        return [(number, value) for number, value in enumerate(self.values) if number not in asked]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What every value may go to."""
        return self.options

    @property
    def anchor(self) -> str:
        """Under which name what is wrong with it is told."""
        return f"column-{self.place}"

    @property
    def day_first(self) -> str:
        """``day``, ``month`` or "" when nobody has said."""
        return {True: "day", False: "month", None: ""}[self.plan.day_first]

    @property
    def is_date(self) -> bool:
        """Tell whether its values are read as dates."""
        return self.type == FieldType.DATE and self.to != LEAVE_OUT

    @property
    def is_counted(self) -> bool:
        """Tell whether its values are read as numbers or money."""
        return self.type in {FieldType.NUMBER, FieldType.MONEY} and self.to != LEAVE_OUT

    @property
    def is_cut(self) -> bool:
        """Tell whether its cells are cut into items or parts."""
        return bool(self.plan.parts) or (self.type == FieldType.LIST and self.to != LEAVE_OUT)


def column_views(*, viewer: Viewer, batch_id: int, plan: Plan | None = None) -> list[ColumnView]:
    """Give the columns of a batch in the order of the file, under its mapping or another. Raises NotFound."""
    batch = visible_to(viewer).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    shown = plan or Plan.from_json(batch.plan)
    columns = [Column.from_json(data) for data in batch.columns]
    return views_of(columns=columns, plan=shown, fields=fields_of(batch.target))


# no viewer: the columns are given by whoever has asked who is looking
def views_of(*, columns: Sequence[Column], plan: Plan, fields: Sequence[Field]) -> list[ColumnView]:
    """Show columns under a mapping."""
    by_name = {field.name: field for field in fields}
    known = known_for(fields=fields, plans=plan.columns)
    twice = {name: plan.places(name) for name in plan.twice()}
    return [
        _column(place, column, own, by_name, known, [columns[other].name for other in twice.get(own.to, []) if other != place])
        for place, (column, own) in enumerate(zip(columns, plan.columns, strict=True))
    ]  # fmt: skip


def _column(
    place: int, column: Column, plan: ColumnPlan, fields: Mapping[str, Field], known: Mapping[FieldType, Names],
    joined_with: Sequence[str],
) -> ColumnView:  # fmt: skip
    field = fields.get(plan.to)
    kind = field.type if field else plan.type
    values = value_views(column=column, plan=plan, field=field, known=known) if field and kind in VALUED else ()
    count = {how: sum(value.count for value in values if value.found == how) for how in ("unknown", "near", "new")}
    asks = questions(column, plan, kind, unknown=count["unknown"], near=count["near"]) if field else []
    repairs = _repairs(column, plan) if kind == FieldType.DATE else []
    return ColumnView(
        place=place, header=column.name, filled=column.filled,
        distinct=str(column.distinct) if column.values or column.distinct <= len(column.examples) else "",
        examples=column.examples, to=plan.to, to_label=_label(plan, field), type=str(kind),
        confidence=_confidence(plan) if field else "", plan=plan, column=column, asks=tuple(map(str, asks)),
        options=options_of(field=field) if field else (), values=values[:MOST_SHOWN],
        more_values=max(0, len(values) - MOST_SHOWN), unknown=count["unknown"], near=count["near"],
        new=sum(value.found in {"new", "near"} and value.to == value.text for value in values),
        repairs=tuple(one for one in repairs if one.code != Repair.PERIODS),
        periods=next((one for one in repairs if one.code == Repair.PERIODS), None), joined_with=tuple(joined_with),
    )  # fmt: skip


def _repairs(column: Column, plan: ColumnPlan) -> list[RepairView]:
    """List the repairs that would help here, and those that were agreed although nothing here needs them."""
    agreed = {
        *plan.repairs, *([Repair.YEARS] if plan.repair_years else []), *([Repair.PERIODS] if plan.fiscal_month else [])
    }  # fmt: skip
    found = [
        RepairView(code, int(said[0]), str(said[1]), str(said[2]), code in agreed) for code, said in column.odd.items()
    ]
    return [*found, *(RepairView(code, 0, "", "", is_on=True) for code in sorted(agreed - set(column.odd)))]


def _label(plan: ColumnPlan, field: Field | None) -> str:
    if plan.parts:
        return _("Several fields")
    if field:
        return str(field.label)
    return _("Left out") if plan.to == LEAVE_OUT else _("Extra field") if plan.to == EXTRA else plan.to


def _confidence(plan: ColumnPlan) -> str:
    if plan.confidence >= 1:
        return ""
    return {"sure": _("sure"), "likely": _("likely"), "guess": _("a guess")}[confidence_words(plan.confidence)]


@dataclass(frozen=True)
class Sorted:
    """Columns by what there is to do about them: answer a question, look, nothing."""

    asked: tuple[ColumnView, ...]
    fields: tuple[ColumnView, ...]
    extra: tuple[ColumnView, ...]
    left_out: tuple[ColumnView, ...]

    @property
    def repairs(self) -> int:
        """Count the dates of the columns asked about for which a repair is proposed and not agreed."""
        dates = [view for view in self.asked if Question.DATES in view.asks]
        return sum(one.count for view in dates for one in view.repairs if one.proposal and not one.is_on)


# no viewer: it only sorts what column_views gave
def sorted_views(*, views: Sequence[ColumnView], wrong: Mapping[str, str]) -> Sorted:
    """Put the columns to look at first: those with questions, or something wrong."""
    asked = [view for view in views if view.asks or f"column-{view.place}" in wrong]
    rest = [view for view in views if view not in asked]
    return Sorted(
        tuple(asked),
        tuple(view for view in rest if view.plan.fields),
        tuple(view for view in rest if view.to == EXTRA and not view.plan.fields),
        tuple(view for view in rest if view.to == LEAVE_OUT and not view.plan.fields),
    )
