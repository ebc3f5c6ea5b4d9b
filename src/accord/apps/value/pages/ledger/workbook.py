"""The ledger as a workbook for a controller: rows, postings, lines and rates, with formulas that recompute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.http import FileResponse
from django.utils.translation import gettext as _

from accord.apps.ui.pages.files import WORKBOOK, file_name
from accord.apps.ui.rules import Viewer
from accord.apps.value.pages.ledger.sheets import Book, Formula, Sheet, cell, half_even
from accord.apps.value.reads.ledger.files import FilePosting, LineRow, OtherRow, book_rows, own_rows
from accord.apps.value.reads.ledger.lines import COLUMNS, LedgerBook, LedgerLine, Own, total_of
from accord.apps.value.reads.ledger.one import InitiativeLedger
from accord.apps.value.reads.money import Converted
from accord.apps.value.rules.ledger import What

RATE, FIRST_OWN = 6, 7
FIRST_REPORTED = FIRST_OWN + len(COLUMNS)
DIFFERENCE = FIRST_REPORTED + len(COLUMNS)
PLANNED, ACTUAL = 0, 3  # places among the columns


def amounts_named() -> list[str]:
    """Name the seven amounts of a line."""
    return [_("Planned cost"), _("Committed"), _("Released"), _("Actual cost"), _("Planned benefit"),
            _("Actual benefit"), _("Realised benefit")]  # fmt: skip


def ledger_workbook(viewer: Viewer, book: LedgerBook) -> FileResponse:
    """Send the ledger of many initiatives as a workbook."""
    rows = book_rows(viewer=viewer, initiative_ids=[line.id for line in book.lines])
    with Book(in_order=True) as made:
        _ledger(made, book)
        _postings(made, rows.postings)
        _lines(made, rows.lines)
        _rates(made, book.used, book.to_report, book.as_of)
        _read_me(made, _words(book.as_of, book.to_report))
    return _sent(made, "value-ledger")


def _sent(made: Book, name: str) -> FileResponse:
    response = FileResponse(made.file, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, "xlsx")}"'
    return response


# --- many initiatives -----------------------------------------------------------------------------------------------


def _ledger(made: Book, book: LedgerBook) -> None:
    to = book.to_report
    named = amounts_named()
    columns = [
        _("Initiative"), _("Id"), _("Department"), _("Case"), _("Signed version"), _("Currency"),
        _("Rate to %(currency)s") % {"currency": to}, *named, *(f"{name} ({to})" for name in named),
        _("Planned less actual cost (%(currency)s)") % {"currency": to},
        _("Actual cost, running total (%(currency)s)") % {"currency": to}, _("Evidence"), _("Next review"),
    ]  # fmt: skip
    sheet = made.sheet(_("Ledger"), columns, [40, 8, 24, 18, 8, 9, 14])
    running = Decimal("0.00")
    for line in book.lines:
        for own in line.own or (Own(to, line.cells),):
            running += _own_row(sheet, line, own, book, running)
    _total_row(sheet, book)
    sheet.page.autofilter(0, 0, max(1, sheet.at - 2), len(columns) - 1)


def _own_row(sheet: Sheet, line: LedgerLine, own: Own, book: LedgerBook, running: Decimal) -> Decimal:
    """Write an initiative's amounts in one currency, converted by formula; give its actual cost as converted."""
    row = sheet.at + 1
    rate = _rate(own.currency, book)
    converted = [_as_reported(amount, rate) for amount in own.amounts]
    formulas = []
    for place, value in enumerate(converted):
        source, factor = cell(FIRST_OWN + place, row), cell(RATE, row)
        formulas.append(Formula(f'=IF(OR({factor}="",{source}=""),"",{half_even(source, factor)})', value))
    planned, actual = converted[PLANNED] or Decimal(0), converted[ACTUAL] or Decimal(0)
    names = {place: cell(FIRST_REPORTED + place, row) for place in (PLANNED, ACTUAL)}
    before = cell(DIFFERENCE + 1, row - 1)
    sum_ = f"=N({names[ACTUAL]})" if row == 2 else f"=ROUND({before}+N({names[ACTUAL]}),2)"
    sheet.add(
        line.title, line.id, line.department, line.state, line.number, own.currency, None, *own.amounts, *formulas,
        Formula(f"=ROUND(N({names[PLANNED]})-N({names[ACTUAL]}),2)", planned - actual),
        Formula(sum_, running + actual), line.grade, line.review_on,
    )  # fmt: skip
    if rate is not None:
        sheet.number(RATE, rate)
    return actual


def _rate(currency: str, book: LedgerBook) -> Decimal | None:
    return Decimal(1) if currency == book.to_report else book.used[currency].rate if currency in book.used else None


def _as_reported(amount: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if amount is None or rate is None:
        return None
    return (amount * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def _total_row(sheet: Sheet, book: LedgerBook) -> None:
    last = sheet.at
    values = [*book.total.amounts]
    sums = [
        Formula(f"=ROUND(SUM({_span(FIRST_REPORTED + place, last)}),2)", value or Decimal(0))
        for place, value in enumerate(values)
    ]
    difference = (values[PLANNED] or Decimal(0)) - (values[ACTUAL] or Decimal(0))
    sheet.add(
        _("Total in %(currency)s") % {"currency": book.to_report}, *[None] * (FIRST_REPORTED - 1), *sums,
        Formula(f"=ROUND(SUM({_span(DIFFERENCE, last)}),2)", difference), is_total=True,
    )  # fmt: skip
    for currency in sorted({own.currency for line in book.lines for own in line.own}):
        mine = total_of(own for line in book.lines for own in line.own if own.currency == currency)
        by_currency = [
            Formula(
                f'=ROUND(SUMIF({_span(5, last)},"{currency}",{_span(FIRST_OWN + place, last)}),2)', value or Decimal(0)
            )
            for place, value in enumerate(mine.amounts)
        ]
        words = _("Total in %(currency)s, not converted") % {"currency": currency}
        sheet.add(words, *[None] * 4, currency, None, *by_currency, is_total=True)


def _span(place: int, last: int) -> str:
    return f"{cell(place, 2)}:{cell(place, max(2, last))}"


# --- one initiative -------------------------------------------------------------------------------------------------


def initiative_workbook(viewer: Viewer, ledger: InitiativeLedger) -> FileResponse:
    """Send the ledger of one initiative by months; every amount of it is a formula over the sheets behind it."""
    rows = own_rows(viewer=viewer, ledger=ledger)
    with Book() as made:
        first = made.sheet(_("Ledger"), _month_columns(), [10, 9])
        postings, lines = _postings(made, rows.postings), _lines(made, rows.lines)
        others = _others(made, rows.others)
        _months(first, ledger, postings, lines, others)
        _rates(made, rows.rates, rows.to_report, ledger.as_of)
        _read_me(made, _words(ledger.as_of, "", ledger))
    return _sent(made, f"ledger-{ledger.initiative.title}")


def _month_columns() -> list[str]:
    return [_("Month"), _("Currency"), *amounts_named(), _("Planned less actual cost"), _("Planned cost to date"),
            _("Actual cost to date"), _("Realised less planned benefit"), _("Planned benefit to date"),
            _("Realised benefit to date")]  # fmt: skip


def _months(sheet: Sheet, ledger: InitiativeLedger, postings: Sheet, lines: Sheet, others: Sheet) -> None:
    for one in ledger.currencies:
        top = sheet.at + 1
        to_date = {place: Decimal("0.00") for place in (0, 3, 4, 6)}
        for row in one.rows:
            at = sheet.at + 1
            values = [
                row.cost.planned, row.cost.committed, row.cost.released, row.cost.actual, row.benefit.planned,
                row.benefit.actual, row.benefit.realised,
            ]  # fmt: skip
            known = [value or Decimal("0.00") for value in values]
            cells_ = [
                Formula(_sum_of(what, flow, at, postings, lines, others), value)
                for (what, flow), value in zip(COLUMNS, known, strict=True)
            ]
            to_date = {place: sum_ + known[place] for place, sum_ in to_date.items()}
            sheet.add(
                row.period, one.currency, *cells_,
                Formula(f"=ROUND({cell(2, at)}-{cell(5, at)},2)", known[0] - known[3]),
                _to_date(2, 10, at, top, to_date[0]), _to_date(5, 11, at, top, to_date[3]),
                Formula(f"=ROUND({cell(8, at)}-{cell(6, at)},2)", known[6] - known[4]),
                _to_date(6, 13, at, top, to_date[4]), _to_date(8, 14, at, top, to_date[6]), is_month=True,
            )  # fmt: skip
        _month_totals(sheet, one.currency, top, to_date, ledger)


def _to_date(source: int, place: int, at: int, top: int, value: Decimal) -> Formula:
    before = "" if at == top else f"{cell(place, at - 1)}+"
    return Formula(f"=ROUND({before}{cell(source, at)},2)", value)


def _sum_of(what: str, flow: str, at: int, postings: Sheet, lines: Sheet, others: Sheet) -> str:
    """Write the formula that adds up what counts of one amount in the row's month and currency."""
    month, currency = f"$A{at}", f"$B{at}"
    keys = f'{others.column(0)},"{what}",{others.column(1)},"{flow}",{others.column(2)},{month},{others.column(3)},{currency}'
    parts = [f'SUMIFS({others.column(4)},{keys},{others.column(5)},"yes")']
    if what in {What.COMMITTED, What.ACTUAL}:
        parts.append(
            f'SUMIFS({postings.column(6)},{postings.column(4)},"{what}",{postings.column(5)},"{flow}",'
            f"{postings.column(2)},{month},{postings.column(7)},{currency})"
        )
    if what == What.PLANNED:
        parts.append(
            f'SUMIFS({lines.column(6)},{lines.column(3)},"{flow}",{lines.column(4)},{month},{lines.column(8)},{currency})'
        )
    return f"=ROUND({'+'.join(parts)},2)"


def _month_totals(
    sheet: Sheet, currency: str, top: int, to_date: Mapping[int, Decimal], ledger: InitiativeLedger
) -> None:
    one = next(item for item in ledger.currencies if item.currency == currency)
    values = [one.cost.planned, one.cost.committed, one.cost.released, one.cost.actual, one.benefit.planned,
              one.benefit.actual, one.benefit.realised]  # fmt: skip
    last = sheet.at
    sums = [
        Formula(f"=ROUND(SUM({cell(2 + place, top)}:{cell(2 + place, last)}),2)", value or Decimal("0.00"))
        for place, value in enumerate(values)
    ]
    at = last + 1
    difference = Formula(f"=ROUND({cell(2, at)}-{cell(5, at)},2)", to_date[0] - to_date[3])
    better = Formula(f"=ROUND({cell(8, at)}-{cell(6, at)},2)", to_date[6] - to_date[4])
    sheet.add(_("Total"), currency, *sums, difference, None, None, better, is_total=True)


# --- the sheets behind ----------------------------------------------------------------------------------------------


def _postings(made: Book, rows: Sequence[FilePosting]) -> Sheet:
    columns = [_("Initiative"), _("Id"), _("Month"), _("Day"), _("Committed or actual"), _("Cost or benefit"), _("Amount"),
               _("Currency"), _("Books"), _("Posting id"), _("Account"), _("Line of the case"), _("What for"),
               _("Where from"), _("Counter-posting of")]  # fmt: skip
    sheet = made.sheet(_("Postings"), columns, [36, 8])
    for one in rows:
        sheet.add(
            one.initiative, one.id, one.month, one.on, one.entry, one.flow, one.amount, one.currency, one.books,
            one.posting_id, one.account, one.line_key, one.words, one.source, one.answers, is_month=True,
        )  # fmt: skip
    return sheet


def _lines(made: Book, rows: Sequence[LineRow]) -> Sheet:
    columns = [_("Initiative"), _("Version"), _("Line"), _("Cost or benefit"), _("Month"), _("Low"), _("Likely"), _("High"),
               _("Currency"), _("How often"), _("Key")]  # fmt: skip
    sheet = made.sheet(_("Lines"), columns, [36, 8, 36])
    for one in rows:
        sheet.add(
            one.initiative, one.number, one.title, one.flow, one.month, one.low, one.likely, one.high, one.currency,
            one.rhythm, one.key, is_month=True,
        )  # fmt: skip
    return sheet


def _others(made: Book, rows: Sequence[OtherRow]) -> Sheet:
    columns = [_("What"), _("Cost or benefit"), _("Month"), _("Currency"), _("Amount"), _("Counts"), _("Where from")]
    sheet = made.sheet(_("Other amounts"), columns, [12, 12, 10, 9, 14, 8, 60])
    for one in rows:
        sheet.add(
            one.what,
            one.flow,
            one.month,
            one.currency,
            one.amount,
            "yes" if one.counts else "no",
            one.words,
            is_month=True,
        )
    return sheet


def _rates(made: Book, used: Mapping[str, Converted], to: str, as_of: date) -> None:
    columns = [_("Currency"), _("Into"), _("Rate"), _("Entered for"), _("Source")]
    sheet = made.sheet(_("Rates"), columns, [10, 10, 14, 12, 60])
    for code, one in sorted(used.items()):
        missing = _("No rate was entered: its amounts stand in no total.")
        sheet.add(code, to, None, one.rate_date, one.source if one.rate is not None else missing)
        if one.rate is not None:
            sheet.number(2, one.rate)


def _read_me(made: Book, words: Sequence[str]) -> None:
    sheet = made.sheet(_("Read me"), [_("What this workbook holds")], [110])
    for line in words:
        sheet.page.write_string(sheet.at, 0, line, made.wrapped)
        sheet.at += 1


def _words(as_of: date, to: str, ledger: InitiativeLedger | None = None) -> list[str]:
    said = [
        _("Made from Accord as of %(day)s.") % {"day": as_of.isoformat()},
        _(
            "Planned: the likely amounts of the signed version, month by month; without one the plan on record, unsigned."
        ),
        _("Committed and actual: the postings of a month where there are any, else the monthly total on record."),
        _("Released: what was granted stage by stage. Realised: what is credited on the evidence, after its grade."),
        _("A dash is nothing on record; that is not the same as nothing spent."),
        _("Totals, differences, running totals and conversions are formulas and follow when you change an amount."),
    ]
    if to:
        said.append(
            _("Converted into %(currency)s with the rate that counts on that day, each column of a row rounded to the cent, "
              "half to even. What has no rate stands in no total.") % {"currency": to}
        )  # fmt: skip
    if ledger is not None and ledger.version is not None:
        said.append(_("The plan is version %(n)s of the case.") % {"n": ledger.version.number})
    return said
