"""Money and time set aside for trying things out: of how much, and how much of it was used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.reads import initiative_titles
from accord.apps.people.models import Department
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Budget, BudgetUse
from accord.apps.value.rules.deciding import share_of

KIND, USE = "value.budget", "value.budget_use"
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class UseLine:
    """What money or days of a budget were used for; the initiative only where the viewer may see it."""

    id: int
    date: date
    amount: Decimal | None
    days: Decimal | None
    words: str
    initiative_id: int | None
    initiative: str
    url: str
    is_removed: bool
    version: int


@dataclass(frozen=True)
class BudgetLine:
    """A budget with the share that is set aside, and the share of that which was used, in money and in days."""

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
    is_removed: bool
    version: int

    @property
    def url(self) -> str:
        """Where it is shown."""
        return reverse("value:budget", args=[self.id])

    @property
    def aside_share(self) -> Decimal | None:
        """Money set aside of all there is; in days where no money is named."""
        money = share_of(self.aside_amount, self.total_amount)
        return money if money is not None else share_of(self.aside_days, self.total_days)

    @property
    def used_share(self) -> Decimal | None:
        """Money used of what is set aside (it can be more than all); in days where no money is named."""
        money = share_of(self.used_amount, self.aside_amount)
        return money if money is not None else share_of(self.used_days, self.aside_days)

    @property
    def left_amount(self) -> Decimal | None:
        """Money set aside and not used; negative when more was used."""
        return None if self.aside_amount is None else self.aside_amount - self.used_amount

    @property
    def left_days(self) -> Decimal | None:
        """Days set aside and not used; negative when more were used."""
        return None if self.aside_days is None else self.aside_days - self.used_days


@dataclass(frozen=True)
class BudgetPage:
    """One budget with its uses and what the viewer may do."""

    line: BudgetLine
    uses: tuple[UseLine, ...]
    removed: tuple[UseLine, ...]
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_use: bool


def budgets_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list of budgets can be narrowed, searched and sorted: one query."""
    seen = permissions.budgets_visible_to(viewer).order_by()
    units = Department.objects.filter(pk__in=seen.values("department")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("when", gettext_lazy("When"), [
                ("now", gettext_lazy("runs now")),
                ("over", gettext_lazy("is over")),
                ("coming", gettext_lazy("is to come")),
            ], where=lambda values: _when(as_of, values)),
            Filter("department", gettext_lazy("Department"), [
                ("house", gettext_lazy("the whole house")),
                *((str(pk), name) for pk, name in units.values_list("pk", "name")),
            ], where=_departments),
        ),
        search=("title", "department__name"),
        sorts={
            "time": ("-from_date", "title"),
            "title": ("title",),
            "department": ("department__name", "-from_date"),
            "aside": ("aside_amount",),
        },
        default_sort="time",
    )  # fmt: skip


def budget_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[BudgetLine]:
    """List one page of the budgets the viewer may see: three queries."""
    page = query.page(permissions.budgets_visible_to(viewer).filter(removed_at=None).select_related("department"))
    return query.page_with(lines_of(page.rows), page)


def budget_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[BudgetLine], int]:
    """List some of the budgets of a query, and how many there are in all: three queries."""
    rows = query.narrow(permissions.budgets_visible_to(viewer).filter(removed_at=None).select_related("department"))
    return lines_of(list(query.order(rows)[offset : offset + limit])), rows.count()


def all_budget_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[BudgetLine]:
    """List every budget of a query, for a file: two queries."""
    rows = query.narrow(permissions.budgets_visible_to(viewer).filter(removed_at=None).select_related("department"))
    yield from lines_of(list(query.order(rows)))


def budget_page(*, viewer: Viewer, budget_id: int) -> BudgetPage:
    """Describe one budget with its uses. Raises NotFound for one the viewer may not see."""
    budget = permissions.find_budget(viewer, budget_id)
    uses = _uses(viewer, budget)
    return BudgetPage(
        line=lines_of([budget])[0],
        uses=tuple(one for one in uses if not one.is_removed),
        removed=tuple(one for one in uses if one.is_removed),
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, budget.pk))),
        can_edit=permissions.may_budget(viewer),
        can_use=permissions.can_use_budget(viewer, budget),
    )


def use_line(*, viewer: Viewer, use_id: int) -> tuple[Budget, BudgetUse]:
    """Get one use with its budget. Raises NotFound for one the viewer may not see."""
    use = BudgetUse.objects.filter(pk=use_id).first()
    if use is None:
        raise NotFound(_("There is no such budget, or it is not open to you."))
    return permissions.find_budget(viewer, use.budget_id), use


def budget_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    rows = permissions.budgets_visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("value:budget", args=[pk])) for pk, title in rows}


def use_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map uses of budgets the viewer may see to (words, address of the budget): one query."""
    seen = permissions.budgets_visible_to(viewer).order_by().values("pk")
    rows = BudgetUse.objects.filter(pk__in=ids, budget__in=seen).order_by().values_list("pk", "words", "budget")
    return {pk: (words, reverse("value:budget", args=[budget])) for pk, words, budget in rows}


# no viewer: the caller has found the budgets as its viewer
def lines_of(records: Sequence[Budget]) -> list[BudgetLine]:
    """Turn budgets (department loaded) into lines; amounts are added up to the cent: one query."""
    money: dict[int, Decimal] = {}
    days: dict[int, Decimal] = {}
    rows = BudgetUse.objects.filter(budget__in=[one.pk for one in records], removed_at=None).order_by()
    for pk, amount, used in rows.values_list("budget", "amount", "days"):
        money[pk] = money.get(pk, ZERO) + (amount or ZERO)
        days[pk] = days.get(pk, Decimal(0)) + (used or Decimal(0))
    return [
        BudgetLine(
            id=one.pk,
            title=one.title,
            department_id=one.department_id,
            department=one.department.name if one.department else "",
            from_date=one.from_date,
            to_date=one.to_date,
            currency=one.currency,
            total_amount=one.total_amount,
            aside_amount=one.aside_amount,
            used_amount=money.get(one.pk, ZERO),
            total_days=one.total_days,
            aside_days=one.aside_days,
            used_days=days.get(one.pk, Decimal(0)),
            is_removed=one.removed_at is not None,
            version=one.version,
        )
        for one in records
    ]


def _uses(viewer: Viewer, budget: Budget) -> list[UseLine]:
    rows = list(BudgetUse.objects.filter(budget=budget).order_by("-date", "-pk"))
    named = initiative_titles(viewer=viewer, ids=[one.initiative_id for one in rows if one.initiative_id])
    return [
        UseLine(
            one.pk, one.date, one.amount, one.days, one.words,
            one.initiative_id if one.initiative_id in named else None,
            *(named.get(one.initiative_id or 0, ("", ""))), is_removed=one.removed_at is not None, version=one.version,
        )
        for one in rows
    ]  # fmt: skip


def _when(as_of: date, values: Sequence[str]) -> Q:
    wanted = {
        "now": Q(from_date__lte=as_of, to_date__gte=as_of), "over": Q(to_date__lt=as_of), "coming": Q(from_date__gt=as_of),
    }  # fmt: skip
    found = Q(pk__in=[])
    for value in values:
        found |= wanted[value]
    return found


def _departments(values: Sequence[str]) -> Q:
    found = Q(department__in=[int(value) for value in values if value != "house"])
    return found | Q(department=None) if "house" in values else found
