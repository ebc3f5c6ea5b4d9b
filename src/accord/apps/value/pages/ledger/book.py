"""The value ledger: of one initiative, of all that are open to the viewer, and the rows behind a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import money_words
from accord.apps.value.pages.ledger.charts import to_date, waterfall
from accord.apps.value.pages.ledger.months import month_of
from accord.apps.value.pages.ledger.postings import may_post
from accord.apps.value.pages.ledger.workbook import initiative_workbook, ledger_workbook
from accord.apps.value.reads.ledger import book as reads
from accord.apps.value.reads.ledger.closing import closing_offers
from accord.apps.value.reads.ledger.lines import LedgerBook, LedgerLine
from accord.apps.value.reads.ledger.month import period_rows
from accord.apps.value.reads.ledger.one import FlowCells, InitiativeLedger, initiative_ledger
from accord.apps.value.reads.ledger.outlook import outlooks
from accord.apps.value.reads.ledger.standing import ledger_standing
from accord.apps.value.reads.tabs import places, tabs
from accord.apps.value.rules.ledger import BY_LABELS, WHAT_LABELS, By, period_of
from accord.apps.value.rules.words import CASE_STATE_LABELS

MOST_PICTURES = 6
GROUPS = ("goal", "department")


def ledger(request: HttpRequest) -> HttpResponseBase:
    """Show the ledger of all initiatives that are open to the viewer, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.ledger_spec(viewer=viewer))
    book = reads.ledger_book(viewer=viewer, query=query, as_of=today)
    if kind := file_asked(request):
        if kind == "xlsx":
            return ledger_workbook(viewer, book)
        return list_file(request, cells(book), headers(book.to_report), "value-ledger")
    group = request.GET.get("by", "")
    words: dict[str, Any] = {
        "query": query, "book": book, "tabs": places("ledger"), "headline": _headline(book), "group": group,
        "waterfall": waterfall(book.total, title=_("From plan to benefit"), currency=book.to_report),
        "may_post": may_post(viewer), "beyond": _beyond(query, book),
    }  # fmt: skip
    if group in GROUPS:
        words |= _grouped(viewer, book, group, query.sort)
        return render(request, "value/ledger/groups.html", words)
    page = query.page_of(book.lines)
    likely = outlooks(viewer=viewer, initiative_ids=[line.id for line in page.rows])
    words |= {"page": page, "rows": [(line, likely.get(line.id)) for line in page.rows]}
    return render(request, "value/ledger/portfolio.html", words)


def _grouped(viewer: Viewer, book: LedgerBook, by: str, sort: str) -> dict[str, Any]:
    every = reads.ledger_groups(viewer=viewer, lines=book.lines, by=by, sort=sort)
    groups = [one for one in every if any(cell is not None for cell in one.total.cells)]
    pictures = [waterfall(one.total, title=one.title, currency=book.to_report) for one in groups[:MOST_PICTURES]]
    return {
        "groups": groups, "pictures": pictures, "more": max(0, len(groups) - MOST_PICTURES),
        "empty_ones": len(every) - len(groups),
    }  # fmt: skip


def _headline(book: LedgerBook) -> str:
    total = book.total
    if total.planned is None and total.actual is None:
        return _("What each initiative costs and brings: planned, committed, released, spent and realised.")
    said = {name: money_words(getattr(total, name) or 0, book.to_report) for name in ("planned", "actual", "realised")}
    return _("Of %(planned)s planned, %(actual)s is spent; %(realised)s of benefit is realised so far.") % said


def _beyond(query: ListQuery, book: LedgerBook) -> str:
    """Say what a controller looks at first: that more is spent than was released; "" where it is not."""
    n, amount = book.beyond
    if not n or query.values("spent"):
        return ""
    return ngettext(
        "%(n)s initiative has spent %(amount)s more than was released to it.",
        "%(n)s initiatives have spent %(amount)s more than was released to them.",
        n,
    ) % {"n": n, "amount": money_words(amount, book.to_report)}


def sheet(request: HttpRequest) -> HttpResponse:
    """Show the whole ledger of a query on sheets of paper."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.ledger_spec(viewer=viewer))
    book = reads.ledger_book(viewer=viewer, query=query, as_of=today)
    return render(request, "value/ledger/sheet.html", {"query": query, "book": book})


def headers(currency: str) -> list[str]:
    """Name the columns of the ledger in a file; amounts are in one currency."""
    amounts = (_("Planned cost"), _("Committed"), _("Released"), _("Actual cost"), _("Planned benefit"),
               _("Actual benefit"), _("Realised benefit"))  # fmt: skip
    return [_("Initiative"), _("Department"), _("Case"), _("Signed version"),
            *(f"{name} ({currency})" for name in amounts), _("Evidence"), _("Claimed twice"), _("Next review"),
            _("Currencies without a rate"), _("Id")]  # fmt: skip


def cells(book: LedgerBook) -> Iterator[tuple[object, ...]]:
    """Give every line of the ledger as it stands in a file."""
    return (
        (line.title, line.department, case_words(line), line.number, *line.amounts, line.grade, line.is_double,
         line.review_on, list(line.without_rate), line.id)
        for line in book.lines
    )  # fmt: skip


def case_words(line: LedgerLine) -> str:
    """Say how the case of a line stands."""
    return _(CASE_STATE_LABELS[line.state]) if line.state else _("No case yet")


def initiative(request: HttpRequest, initiative_id: int) -> HttpResponseBase:
    """Show the ledger of one initiative by months, quarters or years."""
    viewer, today = viewer_of(request), timezone.localdate()
    by = _by(request)
    if file_asked(request):
        months = initiative_ledger(viewer=viewer, initiative_id=initiative_id, by=By.MONTH, as_of=today)
        return _own_file(request, viewer, months)
    found = initiative_ledger(viewer=viewer, initiative_id=initiative_id, by=by, as_of=today)
    words = {
        "ledger": found, "initiative": found.initiative, "by": by, "tabs": tabs(initiative_id, "ledger"),
        "spans": [{"code": code, "label": _(label), "active": code == by} for code, label in BY_LABELS.items()],
        "pictures": _pictures(found), "may_post": may_post(viewer),
        "standing": ledger_standing(viewer=viewer, ledger=found),
        "offers": closing_offers(viewer=viewer, initiative_id=initiative_id, as_of=today),
    }  # fmt: skip
    return render(request, "value/ledger/initiative.html", words)


def _own_file(request: HttpRequest, viewer: Viewer, ledger: InitiativeLedger) -> HttpResponseBase:
    if file_asked(request) == "xlsx":
        return initiative_workbook(viewer, ledger)
    rows = (
        (row.period, one.currency, *_of(row.cost), *_of(row.benefit)) for one in ledger.currencies for row in one.rows
    )
    amounts = [f"{flow}: {_(words)}" for flow in (_("Cost"), _("Benefit")) for words in WHAT_LABELS.values()]
    return list_file(request, rows, [_("Month"), _("Currency"), *amounts], f"ledger-{ledger.initiative.title}")


def _of(cells: FlowCells) -> tuple[Decimal | None, ...]:
    return (cells.planned, cells.committed, cells.released, cells.actual, cells.realised)


def _by(request: HttpRequest) -> str:
    asked = request.GET.get("by", "")
    return asked if asked in set(By) else By.QUARTER


def _pictures(found: InitiativeLedger) -> list[Any]:
    main = found.main
    if main is None:
        return []
    titles = {"cost": _("Cost to date"), "benefit": _("Benefit to date")}
    pictures = [to_date(main, flow=flow, title=title, by=found.by) for flow, title in titles.items()]
    return [one for one in pictures if one.rows]


def period(request: HttpRequest, initiative_id: int, month: str) -> HttpResponse:
    """Show the rows behind one month, quarter or year of an initiative's ledger."""
    viewer, asked = viewer_of(request), request.GET.get("by", "")
    by = asked if asked in set(By) else By.MONTH
    first: date = period_of(month_of(month), by)
    rows = period_rows(viewer=viewer, initiative_id=initiative_id, period=first, by=by)
    words = {"rows": rows, "by": by, "initiative": rows.initiative, "tabs": tabs(initiative_id, "ledger"),
             "may_post": may_post(viewer)}  # fmt: skip
    return render(request, "value/ledger/period.html", words)
