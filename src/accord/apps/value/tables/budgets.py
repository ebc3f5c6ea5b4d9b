"""Budgets with what is set aside for trying things out, and what of it was used, as rows of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import polars as pl

from accord.apps.value.models import Budget, BudgetUse
from accord.apps.value.tables.days import after, number, there

TEXT, DAY, NUMBER = pl.String(), pl.Date(), pl.Float64()
Used = dict[int, tuple[Decimal | None, Decimal | None]]


def research_budgets_table(*, as_of: date) -> pl.DataFrame:
    """Give the budgets that were there by ``as_of`` with what was used by then; no use on record is not known. Two queries."""
    used = _used(
        BudgetUse.objects.filter(there(as_of), date__lte=as_of, recorded_at__lt=after(as_of))
        .order_by("pk")
        .values_list("budget_id", "amount", "days")
    )
    rows = Budget.objects.filter(there(as_of), from_date__lte=as_of).order_by("pk")
    return pl.DataFrame(
        [
            (
                str(one.pk), None if one.department_id is None else str(one.department_id), one.from_date, one.to_date,
                one.currency or None, number(one.total_amount), number(one.aside_amount), number(amount),
                number(one.total_days), number(one.aside_days), number(days),
            )
            for one in rows
            for amount, days in [used.get(one.pk, (None, None))]
        ],
        schema={
            "id": TEXT, "department": TEXT, "from_on": DAY, "to_on": DAY, "currency": TEXT, "total_amount": NUMBER,
            "aside_amount": NUMBER, "used_amount": NUMBER, "total_days": NUMBER, "aside_days": NUMBER,
            "used_days": NUMBER,
        },
        orient="row",
    )  # fmt: skip


def _used(rows: Iterable[tuple[int, Decimal | None, Decimal | None]]) -> Used:
    """Add up amounts and days by budget, exactly; what nobody ever gave stays unknown."""
    found: Used = {}
    for budget, amount, days in rows:
        had = found.get(budget, (None, None))
        found[budget] = (_more(had[0], amount), _more(had[1], days))
    return found


def _more(had: Decimal | None, more: Decimal | None) -> Decimal | None:
    return had if more is None else more + (had or 0)
