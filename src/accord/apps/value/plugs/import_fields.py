"""The fields of a posting that a file can bring, with the words by which ledgers name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.initiatives.rules import FLOW_LABELS, Flow
from accord.apps.value.rules import Entry
from accord.apps.value.rules.words import ENTRY_LABELS, MOST_ID, MOST_TITLE

ENTRY_WORDS: dict[Entry, tuple[str, ...]] = {
    Entry.COMMITTED: ("commitment", "obligo", "order", "ordered", "purchase order", "po", "reserved", "obligation"),
    Entry.ACTUAL: ("actuals", "spent", "paid", "invoice", "invoiced", "booked", "posted", "expense", "is", "ist"),
}
FLOW_WORDS: dict[Flow, tuple[str, ...]] = {
    Flow.COST: ("costs", "expense", "expenditure", "spend", "kosten", "aufwand"),
    Flow.BENEFIT: ("benefits", "saving", "savings", "revenue", "income", "nutzen", "ertrag"),
}
INITIATIVE = Field(
    "initiative", _("Initiative"), required=True, most=MOST_TITLE,
    synonyms=("project", "project name", "initiative title", "initiative key", "project number", "wbs element",
              "internal order", "cost object", "project id", "order number", "projekt", "psp element", "psp-element",
              "innenauftrag", "auftrag", "kostenträger", "initiative"),
    help=_("The initiative it belongs to: its title or its key."),
)  # fmt: skip
MONTH = Field(
    "month",
    _("Month"),
    most=40,
    synonyms=(
        "period",
        "posting period",
        "fiscal period",
        "accounting period",
        "accounting month",
        "booking month",
        "monat",
        "periode",
        "buchungsperiode",
        "buchungsmonat",
    ),
    help=_("The month it counts in, such as 2026-05. Blank: the month of the day."),
)
DAY = Field(
    "date",
    _("Day"),
    FieldType.DATE,
    synonyms=(
        "posting date",
        "document date",
        "booking date",
        "date",
        "invoice date",
        "entry date",
        "value date",
        "buchungsdatum",
        "belegdatum",
        "buchungstag",
        "datum",
    ),
    help=_("The day of the document."),
)
ENTRY = Field(
    "entry", _("Committed or actual"), FieldType.CHOICE,
    tuple(Choice(one.value, _(ENTRY_LABELS[one]), ENTRY_WORDS[one]) for one in Entry),
    synonyms=("entry", "value type", "kind of amount", "posting type", "type of posting"),
    help=_("Blank: actual."),
)  # fmt: skip
FLOW = Field(
    "flow", _("Cost or benefit"), FieldType.CHOICE,
    tuple(Choice(one.value, _(FLOW_LABELS[one]), FLOW_WORDS[one]) for one in Flow),
    synonyms=("flow", "cost benefit", "kind"),
    help=_("Blank: a cost."),
)  # fmt: skip
AMOUNT = Field(
    "amount", _("Amount"), FieldType.MONEY,
    synonyms=("value", "amount in local currency", "amount in currency", "net amount", "posted amount", "sum", "total",
              "amount in company code currency", "betrag", "betrag in hauswährung", "wert"),
    help=_("Less than zero for a credit note. Not needed where debit and credit stand in columns of their own."),
)  # fmt: skip
DEBIT = Field(
    "debit", _("Debit"), FieldType.MONEY,
    synonyms=("debit amount", "debits", "dr", "dr amount", "soll", "sollbetrag", "soll betrag", "débit"),
    help=_("What was spent, where the books keep two columns."),
)  # fmt: skip
CREDIT = Field(
    "credit", _("Credit"), FieldType.MONEY,
    synonyms=("credit amount", "credits", "cr", "cr amount", "haben", "habenbetrag", "haben betrag", "crédit"),
    help=_("What came back: taken from the debit. Of a benefit it is the amount itself."),
)  # fmt: skip
SIGN = Field(
    "sign", _("Debit or credit"), FieldType.CHOICE,
    (Choice("debit", _("debit"), ("d", "dr", "deb", "s", "soll", "+")),
     Choice("credit", _("credit"), ("c", "cr", "k", "h", "haben", "-"))),
    synonyms=("debit credit", "debit/credit", "d/c", "dc", "dr/cr", "debit credit indicator", "debit/credit indicator",
              "s/h", "soll/haben", "soll haben", "soll/haben kennz", "soll/haben kennzeichen"),
    help=_("Where amounts have no sign of their own: a credit counts as less than zero."),
)  # fmt: skip
CURRENCY = Field(
    "currency",
    _("Currency"),
    most=3,
    synonyms=(
        "currency code",
        "curr",
        "crcy",
        "document currency",
        "local currency",
        "company code currency",
        "währung",
        "hauswährung",
        "belegwährung",
    ),
)
BOOKS = Field(
    "books", _("Books"), most=MOST_TITLE,
    synonyms=("ledger", "company code", "source system", "system", "journal", "book", "buchungskreis"),
    help=_("In which books it stands. Blank: the general ledger."),
)  # fmt: skip
POSTING_ID = Field(
    "posting_id", _("Posting id"), most=MOST_ID,
    synonyms=("document number", "document no", "doc no", "posting number", "voucher", "voucher number", "entry number",
              "journal entry", "transaction id", "reference", "invoice number", "posting no",
              "doc number", "belegnummer", "beleg nr", "beleg", "buchungsnummer"),
    help=_("Its number in the books, by which it is found again: so nothing is counted twice."),
)  # fmt: skip
ACCOUNT = Field(
    "account", _("Account"), most=MOST_TITLE,
    synonyms=("gl account", "g/l account", "account number", "cost element", "cost centre", "cost center", "konto", "sachkonto",
              "kostenart", "kostenstelle"),
)  # fmt: skip
WORDS = Field(
    "words", _("What for"), most=500,
    synonyms=("text", "description", "posting text", "memo", "narrative", "item text", "purpose", "comment", "buchungstext", "bezeichnung", "verwendungszweck"),
)  # fmt: skip
LINE = Field("line_key", _("Line of the case"), most=32, synonyms=("case line",))
NUMBER = Field(
    "own_id",
    _("Id"),
    FieldType.NUMBER,
    help=_("The number it has here, in a file that was made here. Leave it as it is."),
)
FIELDS: tuple[Field, ...] = (
    INITIATIVE, MONTH, DAY, ENTRY, FLOW, AMOUNT, DEBIT, CREDIT, SIGN, CURRENCY, BOOKS, POSTING_ID, ACCOUNT, LINE, WORDS, NUMBER,
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
COMPUTED = (_("Where from"), _("Posted"), _("Posted by"), _("Counter-posting of"))
ITEM_WORDS = ("item", "line item", "document item", "position", "pos", "line", "line number", "line no", "buchungszeile",
              "belegposition", "belegzeile", "posten")  # fmt: skip
"""How books head the number of a line within a document."""
