"""The overview of expectations: initiatives or goals by how far apart the sides are, as a page or as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations.pages.tabs import tabs
from accord.apps.expectations.reads import picture
from accord.apps.expectations.reads import portfolio as reads
from accord.apps.expectations.reads.cells import Cell
from accord.apps.expectations.reads.dividing import divides, headline
from accord.apps.expectations.reads.dividing import dividing as read_dividing
from accord.apps.expectations.reads.narrowing import STANDINGS, portfolio_spec
from accord.apps.expectations.rules.months import base_of
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, QUESTION_LABELS, Question
from accord.apps.ui.charts import Chart, strip_scale
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of

KINDS = {"goals": GOAL}


def portfolio(request: HttpRequest) -> HttpResponseBase:
    """List initiatives (or goals) with their latest revealed round."""
    viewer, today = viewer_of(request), timezone.localdate()
    kind = KINDS.get(request.GET.get("about", ""), INITIATIVE)
    query = ListQuery.read(request, portfolio_spec(viewer=viewer, kind=kind, as_of=today))
    if file_asked(request):
        return _file(request, reads.all_portfolio_lines(viewer=viewer, kind=kind, query=query, as_of=today))
    page = reads.portfolio_lines(viewer=viewer, kind=kind, query=query, as_of=today)
    found = divides(viewer=viewer, kind=kind)
    scale, rows = _drawn(page.rows, today)
    context = {
        "query": query,
        "page": page,
        "rows": rows,
        "scale": scale,
        "divides": found,
        "headline": headline(divides=found),
        "is_goals": kind == GOAL,
        "whole": reads.whole_line(viewer=viewer, as_of=today),
        "tabs": tabs("goals" if kind == GOAL else "expectations"),
        "orders": _orders(query, kind),
        "may_ask": reads.may_ask_any(viewer=viewer),
    }
    return render(request, "expectations/portfolio.html", context)


def dividing(request: HttpRequest) -> HttpResponse:
    """Show which questions divide the sides: over all, by department, by goal."""
    context = {"page": read_dividing(viewer=viewer_of(request)), "tabs": tabs("dividing")}
    return render(request, "expectations/dividing.html", context)


def _orders(query: ListQuery, kind: str) -> list[dict[str, object]]:
    """List the orders that no column stands for."""
    found = [("size", _("largest gap first"))]
    if kind == INITIATIVE:
        found.append(("money", _("most planned cost first")))
    return [
        {"label": label, "url": query.url(sort=f"-{key}"), "active": query.sort == f"-{key}"} for key, label in found
    ]


@dataclass(frozen=True)
class Drawn:
    """One question of a row: what was said, drawn small, and the money planned for it."""

    label: str
    cell: Cell | None
    strip: Chart | None
    planned: Decimal | None
    currency: str


Rows = list[tuple[reads.PortfolioLine, list[Drawn]]]


def _drawn(lines: Sequence[reads.PortfolioLine], today: date) -> tuple[Chart | None, Rows]:
    """Draw the strips of all rows of a page; payoffs share one scale, which heads their column."""
    base = base_of(today)
    strips = picture.Strips.of((cell for line in lines for cell in line.cells.values()), base=base)
    labels = [_(QUESTION_LABELS[question]) for question in Question]
    drawn = [
        (line, [_cell(line, question, label, strips) for question, label in zip(Question, labels, strict=True)])
        for line in lines
    ]
    if not any(Question.PAYOFF in line.cells for line in lines):
        return None, drawn
    axis = picture.axis_of(Question.PAYOFF, base, "")
    return strip_scale(reach=strips.reach, axis=axis, title=_("Scale of the months")), drawn


def _cell(line: reads.PortfolioLine, question: Question, label: str, strips: picture.Strips) -> Drawn:
    cell = line.cells.get(question)
    amount, currency = line.planned.get(question, (None, ""))
    return Drawn(label, cell, strips.strip(cell) if cell else None, amount, currency)


def _file(request: HttpRequest, lines: Iterable[reads.PortfolioLine]) -> HttpResponseBase:
    headers = [_("Title"), _("Department"), _("State"), _("Revealed")]
    for words in QUESTION_LABELS.values():
        named = {"question": _(words)}
        headers += [
            _("%(question)s: business") % named, _("%(question)s: IT") % named, _("%(question)s: gap") % named,
            _("%(question)s: class") % named,
        ]  # fmt: skip
    headers += [_("Planned cost"), _("Planned benefit"), _("Currency")]
    return list_file(request, _rows(lines), headers, "expectations")


def _rows(lines: Iterable[reads.PortfolioLine]) -> Iterator[list[object]]:
    for line in lines:
        day: date | None = timezone.localdate(line.revealed_at) if line.revealed_at else None
        row: list[object] = [line.title, line.department, str(STANDINGS[line.standing]), day]
        for cell in line.row:
            row += [cell.business_value, cell.it_value, cell.gap, cell.perception] if cell else ["", "", "", ""]
        yield [*row, line.cost_amount, line.benefit_amount, line.money_currency]
