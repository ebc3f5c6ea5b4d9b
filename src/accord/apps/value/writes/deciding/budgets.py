"""Money and time set aside for trying things out, and what they were used for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.rules import Reason, why_not_amount, why_not_currency, why_not_text
from accord.apps.people.models import Department
from accord.apps.ui.rules import NotFound, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.deciding import (
    BudgetAdded,
    BudgetEdited,
    BudgetRemoved,
    BudgetRestored,
    BudgetUsed,
    BudgetUseEdited,
    BudgetUseRemoved,
    BudgetUseRestored,
)
from accord.apps.value.models import Budget, BudgetUse
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.deciding import why_not_aside, why_not_days
from accord.apps.value.rules.words import MOST_TITLE
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.deciding.checking import change, put, refuse_unknown, tell_new

BUDGET, USE = "value.budget", "value.budget_use"
MOST_WORDS = 500
BUDGET_FIELDS = (
    "title", "department_id", "from_date", "to_date", "currency", "total_amount", "aside_amount", "total_days",
    "aside_days",
)  # fmt: skip
USE_FIELDS = ("date", "amount", "days", "words", "initiative_id")
_ORDER = Reason(gettext_noop("The last day comes after the first."))
_NOTHING = Reason(gettext_noop("Say how much money or how many days are set aside."))
_NO_USE = Reason(gettext_noop("Give an amount, days, or both."))
_NO_DEPARTMENT = Reason(gettext_noop("Choose a department from the list."))
_NO_INITIATIVE = Reason(gettext_noop("There is no such record, or it is not open to you."))
_OUTSIDE = Reason(gettext_noop("This day lies outside the time of the budget."))


@transaction.atomic
def add_budget(
    *,
    title: str,
    from_date: date,
    to_date: date,
    currency: str,
    by: Viewer,
    at: datetime,
    department_id: int | None = None,
    total_amount: Decimal | None = None,
    aside_amount: Decimal | None = None,
    total_days: Decimal | None = None,
    aside_days: Decimal | None = None,
) -> Budget:
    """Keep what a department (None: the whole house) has over some time, and what of it is for trying things out.

    Raises NotAllowed, Invalid.
    """
    permissions.check_budget(by)
    values = {
        "title": title.strip(), "department_id": department_id, "from_date": from_date, "to_date": to_date,
        "currency": currency, "total_amount": total_amount, "aside_amount": aside_amount, "total_days": total_days,
        "aside_days": aside_days,
    }  # fmt: skip
    _refuse_budget(values)
    budget = Budget.objects.create(**values)
    tell_new(budget, BudgetAdded, BUDGET, BUDGET_FIELDS, by=by, at=at)
    return budget


@transaction.atomic
def edit_budget(
    *, budget_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Budget:
    """Change what is in ``values``. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict."""
    refuse_unknown(values, BUDGET_FIELDS)
    budget = permissions.find_budget(by, budget_id)
    permissions.check_budget(by)
    change(budget, {}, BudgetEdited, BUDGET, by=by, at=at, seen_version=seen_version)
    _refuse_removed(budget)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _refuse_budget({**{name: getattr(budget, name) for name in BUDGET_FIELDS}, **wanted})
    change(budget, wanted, BudgetEdited, BUDGET, by=by, at=at)
    return budget


@transaction.atomic
def remove_budget(*, budget_id: int, by: Viewer, at: datetime) -> Budget:
    """Remove a budget; it can be put back with its uses. Raises NotAllowed, NotFound, WrongState."""
    budget = permissions.find_budget(by, budget_id)
    permissions.check_budget(by)
    put(budget, is_removed=True, event=BudgetRemoved, kind=BUDGET, by=by, at=at)
    return budget


@transaction.atomic
def restore_budget(*, budget_id: int, by: Viewer, at: datetime) -> Budget:
    """Put a removed budget back. Raises NotAllowed, NotFound, WrongState."""
    budget = permissions.find_budget(by, budget_id)
    permissions.check_budget(by)
    put(budget, is_removed=False, event=BudgetRestored, kind=BUDGET, by=by, at=at)
    return budget


@transaction.atomic
def use_budget(
    *,
    budget_id: int,
    date: date,
    words: str,
    by: Viewer,
    at: datetime,
    amount: Decimal | None = None,
    days: Decimal | None = None,
    initiative_id: int | None = None,
) -> BudgetUse:
    """Note what money or days of a budget were used for. Raises NotAllowed, NotFound, Invalid, WrongState."""
    budget = permissions.find_budget(by, budget_id)
    permissions.check_use_budget(by, budget)
    _refuse_removed(budget)
    values = {
        "date": date, "words": words.strip(), "amount": amount, "days": days, "initiative_id": initiative_id,
    }  # fmt: skip
    _refuse_use(budget, values, by)
    use = BudgetUse.objects.create(budget=budget, recorded_at=at, recorded_by_id=by.pk, **values)
    tell_new(use, BudgetUsed, USE, (*USE_FIELDS, "budget_id"), by=by, at=at)
    return use


@transaction.atomic
def edit_use(
    *, use_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> BudgetUse:
    """Change what is in ``values``. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict."""
    refuse_unknown(values, USE_FIELDS)
    use = _use(use_id, by)
    change(use, {}, BudgetUseEdited, USE, by=by, at=at, seen_version=seen_version)
    _refuse_removed(use)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _refuse_use(use.budget, {**{name: getattr(use, name) for name in USE_FIELDS}, **wanted}, by)
    change(use, wanted, BudgetUseEdited, USE, by=by, at=at)
    return use


@transaction.atomic
def remove_use(*, use_id: int, by: Viewer, at: datetime) -> BudgetUse:
    """Remove a use of a budget. Raises NotAllowed, NotFound, WrongState."""
    use = _use(use_id, by)
    put(use, is_removed=True, event=BudgetUseRemoved, kind=USE, by=by, at=at)
    return use


@transaction.atomic
def restore_use(*, use_id: int, by: Viewer, at: datetime) -> BudgetUse:
    """Put a removed use back. Raises NotAllowed, NotFound, WrongState."""
    use = _use(use_id, by)
    put(use, is_removed=False, event=BudgetUseRestored, kind=USE, by=by, at=at)
    return use


def _use(use_id: int, by: Viewer) -> BudgetUse:
    use = BudgetUse.objects.select_related("budget").filter(pk=use_id).first()
    if use is None:
        raise NotFound(_("There is no such budget, or it is not open to you."))
    permissions.check_use_budget(by, permissions.find_budget(by, use.budget_id))
    return use


def _refuse_removed(record: Budget | BudgetUse) -> None:
    if record.removed_at is not None:
        raise WrongState(_("This has been removed. Put it back first."))


def _refuse_budget(values: Mapping[str, Any]) -> None:
    is_empty = values["aside_amount"] is None and values["aside_days"] is None
    department = values["department_id"]
    is_unknown = department is not None and not Department.objects.filter(pk=department).exists()
    refuse(
        title=why_not_text(values["title"], most=MOST_TITLE),
        department_id=_NO_DEPARTMENT if is_unknown else None,
        from_date=why_not_day(values["from_date"]),
        to_date=why_not_day(values["to_date"]) or (_ORDER if values["to_date"] < values["from_date"] else None),
        currency=why_not_currency(values["currency"]),
        total_amount=_amount(values["total_amount"]),
        total_days=_days(values["total_days"]),
        aside_amount=_NOTHING
        if is_empty
        else _amount(values["aside_amount"]) or why_not_aside(values["total_amount"], values["aside_amount"]),
        aside_days=_days(values["aside_days"]) or why_not_aside(values["total_days"], values["aside_days"]),
    )


def _refuse_use(budget: Budget, values: Mapping[str, Any], by: Viewer) -> None:
    initiative = values["initiative_id"]
    is_hidden = initiative is not None and not initiatives.visible_to(by).filter(pk=initiative).exists()
    is_outside = not budget.from_date <= values["date"] <= budget.to_date
    refuse(
        words=why_not_text(values["words"], most=MOST_WORDS),
        date=_OUTSIDE if is_outside else None,
        amount=_NO_USE if values["amount"] is None and values["days"] is None else _amount(values["amount"]),
        days=_days(values["days"]),
        initiative_id=_NO_INITIATIVE if is_hidden else None,
    )


def _amount(value: Decimal | None) -> Reason | None:
    return None if value is None else why_not_amount(value)


def _days(value: Decimal | None) -> Reason | None:
    return None if value is None else why_not_days(value)
