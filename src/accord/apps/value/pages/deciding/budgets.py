"""Money and time set aside for trying things out: the list, one budget with its uses, changing both."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives import reads as initiatives
from accord.apps.people import reads as people
from accord.apps.ui.charts import BarRow, Chart, bar_rows
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import money_words, number_words, share_words
from accord.apps.value import permissions, writes
from accord.apps.value.forms import deciding as forms
from accord.apps.value.models import Budget, BudgetUse
from accord.apps.value.reads import reporting_currency
from accord.apps.value.reads.deciding import budgets as reads
from accord.apps.value.reads.deciding.budgets import BudgetLine
from accord.apps.value.reads.tabs import places
from accord.apps.value.rules.deciding import share_of


def budgets(request: HttpRequest) -> HttpResponseBase:
    """List what is set aside and used for trying things out, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.budgets_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        return list_file(request, _cells(viewer, query), _headers(), "research")
    page = reads.budget_lines(viewer=viewer, query=query)
    words = {"query": query, "page": page, "tabs": places("budgets"), "can_add": permissions.may_budget(viewer)}
    return render(request, "value/deciding/budgets.html", words)


def _headers() -> list[str]:
    return [_("Budget"), _("Department"), _("First day"), _("Last day"), _("Currency"), _("The whole budget"), _("Set aside"),
            _("Used"), _("All working days"), _("Days set aside"), _("Days used"), _("Share set aside"), _("Share used")]  # fmt: skip


def _cells(viewer: Viewer, query: ListQuery) -> Any:
    return (
        (one.title, one.department or _("the whole house"), one.from_date, one.to_date, one.currency, one.total_amount,
         one.aside_amount, one.used_amount, one.total_days, one.aside_days, one.used_days, one.aside_share, one.used_share)
        for one in reads.all_budget_lines(viewer=viewer, query=query)
    )  # fmt: skip


def budget(request: HttpRequest, budget_id: int) -> HttpResponse:
    """Show one budget with what it was used for."""
    page = reads.budget_page(viewer=viewer_of(request), budget_id=budget_id)
    charts = [chart for chart in (_money_chart(page.line), _days_chart(page.line)) if chart]
    return render(request, "value/deciding/budget.html", {"page": page, "line": page.line, "charts": charts})


def _money_chart(line: BudgetLine) -> Chart | None:
    def say(value: Decimal | None) -> str:
        return money_words(value, line.currency)

    return _chart(_("Money"), line.total_amount, line.aside_amount, line.used_amount, say)


def _days_chart(line: BudgetLine) -> Chart | None:
    def say(value: Decimal | None) -> str:
        return _("%(n)s days") % {"n": number_words(value)}

    return _chart(_("Time"), line.total_days, line.aside_days, line.used_days, say)


def _chart(
    title: str, total: Decimal | None, aside: Decimal | None, used: Decimal, say: Callable[[Decimal | None], str]
) -> Chart | None:
    """Draw what is set aside of the whole, and what is used of that, each as a share."""
    aside_share, used_share = share_of(aside, total), share_of(used, aside)
    if aside_share is None or used_share is None:
        return None
    aside_words = _("Set aside: %(part)s of %(whole)s") % {"part": say(aside), "whole": say(total)}
    used_words = _("Used of that: %(part)s") % {"part": say(used)}
    rows = [BarRow(aside_words, float(aside_share), 1.0), BarRow(used_words, float(used_share), 1.0)]
    return bar_rows(rows, title=title, say=share_words, headers=("", _("Share")))


def add_budget(request: HttpRequest) -> HttpResponse:
    """Set money or time aside."""
    viewer = viewer_of(request)
    permissions.check_budget(viewer)
    departments = people.department_choices(viewer=viewer)
    return answer(
        request, make=lambda *a, **k: forms.BudgetForm(*a, departments=departments, **k),
        save=lambda form: writes.add_budget(**form.values(), by=viewer, at=timezone.now()),
        words={
            "title": _("Set money or time aside"), "submit": _("Set it aside"), "cancel": reverse("value:budgets"),
            "back_label": _("Research"),
            "lead": _("What is set aside for trying things out is not asked for a case. It is only asked what came of it."),
        },
        saved=_("Set aside."), back=_page, initial={"currency": reporting_currency()}, names={"department_id": "department"},
    )  # fmt: skip


def edit_budget(request: HttpRequest, budget_id: int) -> HttpResponse:
    """Change a budget."""
    viewer = viewer_of(request)
    found = permissions.find_budget(viewer, budget_id)
    permissions.check_budget(viewer)
    departments = people.department_choices(viewer=viewer)
    names = (
        "title",
        "from_date",
        "to_date",
        "currency",
        "total_amount",
        "aside_amount",
        "total_days",
        "aside_days",
        "version",
    )
    return answer(
        request, make=lambda *a, **k: forms.BudgetForm(*a, departments=departments, **k),
        save=lambda form: writes.edit_budget(
            budget_id=found.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("Change the budget"), _("Save")), saved=_("Saved."), back=_page,
        initial={**{name: getattr(found, name) for name in names}, "department": found.department_id},
        names={"department_id": "department"},
    )  # fmt: skip


@require_POST
def budget_removal(request: HttpRequest, budget_id: int) -> HttpResponse:
    """Remove a budget."""
    one = writes.remove_budget(budget_id=budget_id, by=viewer_of(request), at=timezone.now())
    undo = reverse("value:budget_restoral", args=[one.pk])
    return done(request, _("The budget is removed."), reverse("value:budgets"), undo=undo)


@require_POST
def budget_restoral(request: HttpRequest, budget_id: int) -> HttpResponse:
    """Put a budget back."""
    one = writes.restore_budget(budget_id=budget_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The budget is back."), _page(one))


def use_budget(request: HttpRequest, budget_id: int) -> HttpResponse:
    """Note what a budget was used for."""
    viewer = viewer_of(request)
    found = permissions.find_budget(viewer, budget_id)
    permissions.check_use_budget(viewer, found)
    return answer(
        request, make=lambda *a, **k: forms.UseForm(*a, initiatives=_initiatives(viewer), **k),
        save=lambda form: writes.use_budget(budget_id=found.pk, **form.values(), by=viewer, at=timezone.now()),
        words=_words(found, _("Note what it was used for"), _("Note it")), saved=_("Noted."), back=_of,
        initial={"date": min(max(timezone.localdate(), found.from_date), found.to_date)},
        names={"initiative_id": "initiative"},
    )  # fmt: skip


def edit_use(request: HttpRequest, use_id: int) -> HttpResponse:
    """Change what a budget was used for."""
    viewer = viewer_of(request)
    found, use = reads.use_line(viewer=viewer, use_id=use_id)
    permissions.check_use_budget(viewer, found)
    names = ("words", "date", "amount", "days", "version")
    return answer(
        request, make=lambda *a, **k: forms.UseForm(*a, initiatives=_initiatives(viewer), **k),
        save=lambda form: writes.edit_use(
            use_id=use.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("Change what it was used for"), _("Save")), saved=_("Saved."), back=_of,
        initial={**{name: getattr(use, name) for name in names}, "initiative": use.initiative_id},
        names={"initiative_id": "initiative"},
    )  # fmt: skip


@require_POST
def use_removal(request: HttpRequest, use_id: int) -> HttpResponse:
    """Remove a use."""
    one = writes.remove_use(use_id=use_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("Removed."), _of(one), undo=reverse("value:use_restoral", args=[one.pk]))


@require_POST
def use_restoral(request: HttpRequest, use_id: int) -> HttpResponse:
    """Put a use back."""
    one = writes.restore_use(use_id=use_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("It is back."), _of(one))


def _initiatives(viewer: Viewer) -> list[tuple[int, str]]:
    return [(one.id, one.title) for one in initiatives.initiative_choices(viewer=viewer)]


def _words(found: Budget, title: str, submit: str) -> dict[str, Any]:
    return {"title": title, "submit": submit, "cancel": _page(found), "back_label": found.title}


def _page(one: Budget) -> str:
    return reverse("value:budget", args=[one.pk])


def _of(one: BudgetUse) -> str:
    return reverse("value:budget", args=[one.budget_id])
