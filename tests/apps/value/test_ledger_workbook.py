"""The controller's workbook: what stands in it, and formulas that come to the same cents when they are computed anew."""

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from io import BytesIO
from math import floor

import openpyxl
import pytest

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.value import writes
from accord.apps.value.models import Posting, Rate
from tests.apps.value.conftest import AT

pytestmark = pytest.mark.one_database
CENT = Decimal("0.01")


class Sheets:
    """A workbook twice: its formulas, and the values they had when it was written."""

    def __init__(self, response) -> None:
        content = BytesIO(b"".join(response.streaming_content))
        self.formulas = openpyxl.load_workbook(content)
        self.cached = openpyxl.load_workbook(content, data_only=True)

    def computed(self, sheet: str, place: str) -> Decimal | str:
        return Computing(self, sheet).of(self.formulas[sheet][place].value)

    def formula_cells(self, sheet: str):
        for row in self.formulas[sheet].iter_rows():
            yield from (cell for cell in row if cell.data_type == "f")


class Computing:
    """Computes the formulas of a ledger as a spreadsheet does, as far as the ledger uses them."""

    def __init__(self, sheets: Sheets, sheet: str) -> None:
        self.sheets, self.sheet = sheets, sheet

    def of(self, value):
        if not (isinstance(value, str) and value.startswith("=")):
            return Decimal(str(value)) if isinstance(value, int | float) else ("" if value is None else value)
        text = value[1:].replace('""', "EMPTY")
        text = re.sub(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", r'R("\1","\2\3","\4\5")', text)
        text = re.sub(r'(?<![A-Z"$])\$?([A-Z]{1,2})(\d+):([A-Z]{1,2})(\d+)', r'R("","\1\2","\3\4")', text)
        text = re.sub(r'(?<![A-Z"$])\$?([A-Z]{1,2}\d+)(?![\d"(])', r'C("\1")', text)
        text = re.sub(r"(?<![<>=])=(?!=)", "==", text)
        text = re.sub(r"(?<![\w.\"])(\d+\.?\d*)(?![\w.\"])", r'Decimal("\1")', text)
        names = {
            "Decimal": Decimal, "EMPTY": "", "R": self.range, "C": self.cell, "SUM": self.sum, "SUMIF": self.sum_if,
            "SUMIFS": self.sum_ifs, "ROUND": lambda x, n: x.quantize(Decimal(10) ** -int(n), rounding=ROUND_HALF_UP),
            "ROUNDDOWN": lambda x, n: x.quantize(Decimal(10) ** -int(n), rounding=ROUND_DOWN), "ABS": abs,
            "SIGN": lambda x: (x > 0) - (x < 0), "INT": floor, "N": lambda x: x or Decimal(0),
            "OR": lambda *given: any(given),
        }  # fmt: skip
        if text.startswith("IF(OR("):  # both branches would be computed
            condition, rest = text[3:].split(',"",' if ',"",' in text else ",EMPTY,", 1)
            return (
                "" if eval(condition, names) else eval(rest[:-1].replace("IF(", "CHOOSE("), names | {"CHOOSE": choose})
            )
        return eval(text.replace("IF(", "CHOOSE(") if "SIGN" in text else text, names | {"CHOOSE": choose})

    def cell(self, place: str):
        return self.of(self.sheets.formulas[self.sheet][place].value)

    def range(self, sheet: str, first: str, last: str) -> list:
        own = Computing(self.sheets, sheet or self.sheet)
        cells = self.sheets.formulas[sheet or self.sheet][f"{first}:{last}"]
        cells = cells if isinstance(cells, tuple) else ((cells,),)
        return [own.of(cell.value) for row in cells for cell in row]

    def sum(self, values: list) -> Decimal:
        return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))

    def sum_if(self, keys: list, key, values: list) -> Decimal:
        return sum((v for k, v in zip(keys, values, strict=True) if k == key and isinstance(v, Decimal)), Decimal(0))

    def sum_ifs(self, values: list, *pairs) -> Decimal:
        total = Decimal(0)
        for place, value in enumerate(values):
            if all(keys[place] == key for keys, key in zip(pairs[::2], pairs[1::2], strict=True)):
                total += value if isinstance(value, Decimal) else 0
        return total


def choose(condition, yes, no):
    return yes if condition else no


def test_the_computing_knows_a_sum_by_hand():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "One"
    for place, value in {"A1": 1.25, "A2": 2.5, "A3": "=ROUND(SUM(A1:A2),1)", "A4": "=SUMIF(A1:A2,2.5,A1:A2)"}.items():
        sheet[place] = value
    sheets = Sheets.__new__(Sheets)
    sheets.formulas = sheets.cached = book
    assert sheets.computed("One", "A3") == Decimal("3.8")
    assert sheets.computed("One", "A4") == Decimal("2.5")


@pytest.fixture
def many(cast, initiative):
    """Three initiatives in three currencies: one with a rate that rounds a half, one without a rate."""
    swiss = Initiative.objects.create(title="=Swiss()", created_at=AT)
    dollar = Initiative.objects.create(title="Dollar", created_at=AT)
    given = {"entry": "actual", "flow": "cost", "month": date(2026, 3, 1), "date": date(2026, 3, 9), "posted_at": AT}
    Posting.objects.bulk_create([
        Posting(initiative=initiative, amount=Decimal("10.01"), currency="EUR", **given),
        Posting(initiative=initiative, amount=Decimal("33.33"), currency="USD", **given),
        Posting(initiative=dollar, amount=Decimal("-0.05"), currency="USD", **given),
        Posting(initiative=swiss, amount=Decimal("40000"), currency="CHF", **given),
    ])  # fmt: skip
    Money.objects.create(
        initiative=initiative,
        period=date(2026, 3, 1),
        kind="planned",
        flow="cost",
        amount=Decimal("12.50"),
        currency="EUR",
    )
    Rate.objects.create(
        currency="USD", against="EUR", date=date(2026, 5, 1), rate=Decimal("0.9"), source="Central bank", entered_at=AT
    )


def test_the_portfolio_recomputes_to_the_cent(cast, many, client_of):
    sheets = Sheets(client_of(cast.cfo).get("/value/?format=xlsx"))

    assert sheets.formulas.sheetnames == ["Ledger", "Postings", "Lines", "Rates", "Read me"]
    formulas = list(sheets.formula_cells("Ledger"))
    assert len(formulas) > 40
    for cell in formulas:
        now, then = sheets.computed("Ledger", cell.coordinate), sheets.cached["Ledger"][cell.coordinate].value
        assert ("" if then is None or then == "" else Decimal(str(then))) == now, cell.coordinate
    rows = list(sheets.cached["Ledger"].iter_rows(values_only=True))
    total = next(row for row in rows if row[0] == "Total in EUR")
    # 10.01 + 33.33 × 0.9 = 29.997 → 30.00, −0.05 × 0.9 = −0.045 → −0.04 half to even; francs have no rate
    assert Decimal(str(total[17])) == Decimal("39.97")
    assert "=Swiss()" in [row[0] for row in rows]
    assert all(cell.data_type == "s" for cell in sheets.formulas["Ledger"]["A"] if cell.value)


def test_the_total_covers_every_row_and_no_other(cast, many, client_of):
    sheet = Sheets(client_of(cast.cfo).get("/value/?format=xlsx")).formulas["Ledger"]
    rows = [
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, 6).value and not str(sheet.cell(row, 1).value).startswith("Total")
    ]
    total = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Total in EUR")
    assert sheet.cell(total, 18).value == f"=ROUND(SUM(R2:R{rows[-1]}),2)"
    assert rows == list(range(2, total))


def test_the_ledger_of_one_recomputes_from_the_sheets_behind_it(cast, initiative, a_signed_case, client_of):
    a_signed_case(initiative, cast)
    Money.objects.create(
        initiative=initiative,
        period=date(2026, 6, 1),
        kind="actual",
        flow="cost",
        amount=Decimal("7.77"),
        currency="EUR",
    )
    for month, amount in ((7, "99999.99"), (8, "-0.01")):
        writes.post(
            initiative_id=initiative.pk, entry="actual", flow="cost", month=date(2026, month, 1), on=date(2026, month, 3),
            amount=Decimal(amount), currency="EUR", by=cast.cfo, at=AT,
        )  # fmt: skip
    sheets = Sheets(client_of(cast.cfo).get(f"/value/initiatives/{initiative.pk}/?format=xlsx"))

    assert sheets.formulas.sheetnames == ["Ledger", "Postings", "Lines", "Other amounts", "Rates", "Read me"]
    some = [
        cell for cell in sheets.formula_cells("Ledger") if cell.row in {2, 3, 4, 5, sheets.formulas["Ledger"].max_row}
    ]
    for cell in some:
        now, then = sheets.computed("Ledger", cell.coordinate), sheets.cached["Ledger"][cell.coordinate].value
        assert Decimal(str(then)).quantize(CENT) == now, cell.coordinate
    total = list(sheets.cached["Ledger"].iter_rows(values_only=True))[-1]
    assert Decimal(str(total[5])) == Decimal("100007.75")
    assert Decimal(str(total[2])) == 100_000 + 33 * 1_500


@pytest.mark.parametrize("cents", ["0.05", "-0.15", "0.25", "12.35", "999999999999.95", "-999999999999.85"])
def test_halves_go_to_the_even_cent_however_large_the_amount(cents):
    """A rate of a tenth makes every amount of these a half; spreadsheets refuse MOD where it is large."""
    from accord.apps.value.pages.ledger.sheets import half_even

    formula = half_even("A1", "B1")
    book = openpyxl.Workbook()
    book.active.title = "One"
    book.active["A1"], book.active["B1"], book.active["C1"] = float(cents), 0.1, f"={formula}"
    sheets = Sheets.__new__(Sheets)
    sheets.formulas = sheets.cached = book
    assert "MOD" not in formula
    assert sheets.computed("One", "C1") == (Decimal(cents) / 10).quantize(CENT, rounding=ROUND_HALF_EVEN)
