"""The overview of expectations: initiatives or goals by how far apart the sides are, as a page or as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations.reads import portfolio as reads
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, QUESTION_LABELS
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import csv_response
from accord.apps.ui.permissions import viewer_of

KINDS = {"goals": GOAL}


def portfolio(request: HttpRequest) -> HttpResponseBase:
    """List initiatives (or goals) with their latest revealed round."""
    viewer, today = viewer_of(request), timezone.localdate()
    kind = KINDS.get(request.GET.get("about", ""), INITIATIVE)
    query = ListQuery.read(request, reads.portfolio_spec(viewer=viewer, kind=kind, as_of=today))
    if request.GET.get("format") == "csv":
        return _csv(reads.all_portfolio_lines(viewer=viewer, kind=kind, query=query, as_of=today))
    page = reads.portfolio_lines(viewer=viewer, kind=kind, query=query, as_of=today)
    context = {"query": query, "page": page, "kind": kind, "today": today}
    return render(request, "expectations/portfolio.html", context)


def _csv(lines: Iterable[reads.PortfolioLine]) -> HttpResponseBase:
    headers = [_("Title"), _("Department"), _("State"), _("Revealed")]
    for words in QUESTION_LABELS.values():
        named = {"question": _(words)}
        headers += [
            _("%(question)s: business") % named, _("%(question)s: IT") % named, _("%(question)s: gap") % named,
            _("%(question)s: class") % named,
        ]  # fmt: skip
    headers += [_("Planned cost"), _("Planned benefit"), _("Currency")]
    return csv_response(_rows(lines), headers, "expectations.csv")


def _rows(lines: Iterable[reads.PortfolioLine]) -> Iterator[list[object]]:
    for line in lines:
        day: date | None = timezone.localdate(line.revealed_at) if line.revealed_at else None
        row: list[object] = [line.title, line.department, str(reads.STANDINGS[line.standing]), day]
        for cell in line.row:
            row += [cell.business_value, cell.it_value, cell.gap, cell.perception] if cell else ["", "", "", ""]
        yield [*row, line.cost_amount, line.benefit_amount, line.money_currency]
