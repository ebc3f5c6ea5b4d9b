"""Money and time set aside for trying things out as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from accord.apps.ui.api import PROBLEMS, Amount, Body, Currency, Day, Id, Listing, Page, Search, Version, one_of, text
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads.deciding import budgets as reads
from accord.apps.value.rules.words import MOST_TITLE

router = Router(tags=["value"])
BudgetTitle = Annotated[str, text(MOST_TITLE)]
UseWords = Annotated[str, text(500)]


class BudgetOut(Schema):
    """What a department has, what of it is set aside for trying things out, and what of that was used."""

    id: int
    title: str
    department_id: int | None
    department: str
    from_date: date
    to_date: date
    currency: str
    total_amount: Decimal | None
    aside_amount: Decimal | None
    used_amount: Decimal
    total_days: Decimal | None
    aside_days: Decimal | None
    used_days: Decimal
    aside_share: Decimal | None
    used_share: Decimal | None
    is_removed: bool
    version: int


class BudgetUseOut(Schema):
    """What money or days of a budget were used for."""

    id: int
    date: date
    amount: Decimal | None
    days: Decimal | None
    words: str
    initiative_id: int | None
    is_removed: bool
    version: int


class WholeBudgetOut(BudgetOut):
    """A budget with its uses."""

    uses: list[BudgetUseOut]


class BudgetIn(Body):
    """What there is over some time, and what of it is set aside; without a department it is the whole house's."""

    title: BudgetTitle
    from_date: Day
    to_date: Day
    currency: Currency
    department_id: Id | None = None
    total_amount: Amount | None = None
    aside_amount: Amount | None = None
    total_days: Amount | None = None
    aside_days: Amount | None = None


class BudgetChange(Body):
    """What changes; what is left out stays."""

    version: Version
    title: BudgetTitle | None = None
    from_date: Day | None = None
    to_date: Day | None = None
    currency: Currency | None = None
    department_id: Id | None = None
    total_amount: Amount | None = None
    aside_amount: Amount | None = None
    total_days: Amount | None = None
    aside_days: Amount | None = None


class BudgetUseIn(Body):
    """What money or days were used for."""

    date: Day
    words: UseWords
    amount: Amount | None = None
    days: Amount | None = None
    initiative_id: Id | None = None


class BudgetUseChange(Body):
    """What changes; what is left out stays."""

    version: Version
    date: Day | None = None
    words: UseWords | None = None
    amount: Amount | None = None
    days: Amount | None = None
    initiative_id: Id | None = None


class BudgetsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    when: Annotated[str, one_of(("now", "over", "coming"))] | None = None
    department: Annotated[str, text(20)] | None = None


_NEVER_EMPTY = {"title", "from_date", "to_date", "currency", "date", "words"}


@router.get("/research-budgets", response={200: Listing[BudgetOut], **PROBLEMS})
@door(permissions.SEE)
def budgets(request: HttpRequest, page: Query[BudgetsQuery]) -> Any:
    """List what is set aside for trying things out, the latest first."""
    viewer, today = viewer_of(request), timezone.localdate()
    spec = reads.budgets_spec(viewer=viewer, as_of=today)
    known = {item.name: {value for value, _words in item.choices} for item in spec.filters}
    asked = {"when": page.when, "department": page.department}
    chosen = {name: (value,) for name, value in asked.items() if value is not None and value in known[name]}
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort=spec.default_sort)
    rows, count = reads.budget_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/research-budgets", response={201: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def add_budget(request: HttpRequest, data: BudgetIn) -> Any:
    """Set money or time aside for trying things out."""
    made = writes.add_budget(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, _shown(request, made.pk))


@router.get("/research-budgets/{budget_id}", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.SEE)
def budget(request: HttpRequest, budget_id: Id) -> Any:
    """Show one budget with its uses."""
    return _shown(request, budget_id)


@router.patch("/research-budgets/{budget_id}", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def edit_budget(request: HttpRequest, budget_id: Id, data: BudgetChange) -> Any:
    """Change a budget."""
    writes.edit_budget(
        budget_id=budget_id, values=_given(data), seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _shown(request, budget_id)


@router.delete("/research-budgets/{budget_id}", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def remove_budget(request: HttpRequest, budget_id: Id) -> Any:
    """Remove a budget; it can be put back."""
    writes.remove_budget(budget_id=budget_id, by=viewer_of(request), at=timezone.now())
    return _shown(request, budget_id)


@router.put("/research-budgets/{budget_id}/restoral", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def restore_budget(request: HttpRequest, budget_id: Id) -> Any:
    """Put a removed budget back."""
    writes.restore_budget(budget_id=budget_id, by=viewer_of(request), at=timezone.now())
    return _shown(request, budget_id)


@router.post("/research-budgets/{budget_id}/uses", response={201: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def use_budget(request: HttpRequest, budget_id: Id, data: BudgetUseIn) -> Any:
    """Note what money or days were used for."""
    writes.use_budget(budget_id=budget_id, **data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, _shown(request, budget_id))


@router.patch("/research-uses/{use_id}", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def edit_use(request: HttpRequest, use_id: Id, data: BudgetUseChange) -> Any:
    """Change what money or days were used for."""
    use = writes.edit_use(
        use_id=use_id, values=_given(data), seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _shown(request, use.budget_id)


@router.delete("/research-uses/{use_id}", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def remove_use(request: HttpRequest, use_id: Id) -> Any:
    """Remove a use; it can be put back."""
    return _shown(request, writes.remove_use(use_id=use_id, by=viewer_of(request), at=timezone.now()).budget_id)


@router.put("/research-uses/{use_id}/restoral", response={200: WholeBudgetOut, **PROBLEMS})
@door(permissions.BUDGET)
def restore_use(request: HttpRequest, use_id: Id) -> Any:
    """Put a removed use back."""
    return _shown(request, writes.restore_use(use_id=use_id, by=viewer_of(request), at=timezone.now()).budget_id)


def _given(data: BudgetChange | BudgetUseChange) -> dict[str, Any]:
    given = {name: getattr(data, name) for name in data.model_fields_set - {"version"}}
    return {name: value for name, value in given.items() if value is not None or name not in _NEVER_EMPTY}


def _shown(request: HttpRequest, budget_id: int) -> dict[str, Any]:
    page = reads.budget_page(viewer=viewer_of(request), budget_id=budget_id)
    line = page.line
    return {**{name: getattr(line, name) for name in BudgetOut.model_fields}, "uses": page.uses}
