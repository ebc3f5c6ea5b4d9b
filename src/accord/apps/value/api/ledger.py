"""The ledger, postings and months as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from accord.apps.initiatives.rules import Flow
from accord.apps.ui.api import (
    PROBLEMS,
    Amount,
    Body,
    Currency,
    Day,
    Id,
    Listing,
    OptionalLine,
    Page,
    Search,
    Text,
    one_of,
    text,
)
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.reads.ledger import book as reads
from accord.apps.value.reads.ledger import months as ledger_months
from accord.apps.value.reads.ledger import one as ledger_one
from accord.apps.value.reads.ledger import postings as ledger_postings
from accord.apps.value.rules import Entry, Grade, Source
from accord.apps.value.rules.ledger import MOST_WORDS, By

router = Router(tags=["value"])


class LedgerLineOut(Schema):
    """One initiative: amounts in ``currency`` of the listing; null where nothing is on record."""

    id: int
    title: str
    department: str
    state: str
    number: int | None
    is_signed: bool
    planned: Decimal | None
    committed: Decimal | None
    released: Decimal | None
    actual: Decimal | None
    benefit: Decimal | None
    measured: Decimal | None
    realised: Decimal | None
    grade: str
    is_double: bool
    review_on: date | None
    without_rate: list[str]


class LedgerTotalOut(Schema):
    """All lines added up, to the cent."""

    n: int
    planned: Decimal | None
    committed: Decimal | None
    released: Decimal | None
    actual: Decimal | None
    benefit: Decimal | None
    measured: Decimal | None
    realised: Decimal | None


class LedgerLeftOutOut(Schema):
    """Amounts of one currency that stand in no total, because there is no rate."""

    currency: str
    total: LedgerTotalOut


class LedgerOut(Schema):
    """Part of the ledger with the totals of all of it."""

    items: list[LedgerLineOut]
    count: int
    currency: str
    as_of: date
    total: LedgerTotalOut
    left_out: list[LedgerLeftOutOut]


class LedgerQuery(Page):
    """How to narrow the ledger."""

    q: Search = ""
    department: Id | None = None
    goal: Id | None = None
    case: Annotated[str, one_of(("draft", "offered", "signed", "none"))] | None = None
    grade: Annotated[str, one_of((*Grade, "none"))] | None = None


class LedgerCellsOut(Schema):
    """One flow of a period; null where nothing is on record."""

    planned: Decimal | None
    committed: Decimal | None
    released: Decimal | None
    actual: Decimal | None
    realised: Decimal | None
    difference: Decimal | None
    planned_to_date: Decimal | None
    actual_to_date: Decimal | None
    difference_to_date: Decimal | None
    apart: Decimal


class LedgerPeriodOut(Schema):
    """One month, quarter or year; ``period`` is its first day."""

    period: date
    is_ahead: bool
    is_closed: bool
    cost: LedgerCellsOut
    benefit: LedgerCellsOut


class CurrencyLedgerOut(Schema):
    """The ledger of an initiative in one currency."""

    currency: str
    rows: list[LedgerPeriodOut]
    cost: LedgerCellsOut
    benefit: LedgerCellsOut


class InitiativeLedgerOut(Schema):
    """The ledger of one initiative; ``signed_version`` is the version the plan comes from, null: an unsigned plan."""

    initiative_id: int
    by: str
    as_of: date
    signed_version: int | None
    grade: str
    currencies: list[CurrencyLedgerOut]


class SpanQuery(Schema):
    """By what an initiative's ledger is given."""

    by: Annotated[str, one_of(By)] = By.MONTH


class PostingOut(Schema):
    """One posting; ``answers`` is the posting it takes back, ``answered_by`` the one that takes it back."""

    id: int
    initiative_id: int
    entry: str
    flow: str
    month: date
    on: date
    amount: Decimal
    currency: str
    books: str
    posting_id: str
    account: str
    line_key: str
    words: str
    source: str
    posted_at: datetime
    posted_by: str
    answers: int | None
    answered_by: int | None


class PostingIn(Body):
    """An amount of a month; less than zero is a credit note. Books and number come together or not at all."""

    initiative_id: Id
    entry: Annotated[str, one_of(Entry)]
    flow: Annotated[str, one_of(Flow)]
    month: Day
    on: Day
    amount: Amount
    currency: Currency
    books: OptionalLine = ""
    posting_id: OptionalLine = ""
    account: OptionalLine = ""
    line_key: Annotated[str, text(32, blank=True)] = ""
    words: Annotated[str, text(MOST_WORDS, blank=True)] = ""


class PostingAnswerIn(Body):
    """Why a posting is taken back."""

    reason: Annotated[str, text(MOST_WORDS)]


class ReadingIn(Body):
    """Which value of a measure is read as the benefit of which claim."""

    claim_id: Id
    actual_id: Id


class PostingsQuery(Page):
    """How to narrow postings."""

    q: Search = ""
    initiative: Id | None = None
    entry: Annotated[str, one_of(Entry)] | None = None
    flow: Annotated[str, one_of(Flow)] | None = None
    source: Annotated[str, one_of(Source)] | None = None


class MonthSumOut(Schema):
    """What is posted in a month of one kind, in one currency."""

    label: str
    currency: str
    amount: Decimal


class MonthOut(Schema):
    """A month of the books; ``closed_at`` is null while it is open."""

    month: date
    n: int
    sums: list[MonthSumOut]
    closed_at: datetime | None
    closed_by: str


class MonthOpeningIn(Body):
    """Why a closed month is opened again."""

    reason: Text


@router.get("/value/ledger", response={200: LedgerOut, **PROBLEMS})
@door(permissions.SEE)
def ledger(request: HttpRequest, page: Query[LedgerQuery]) -> Any:
    """List the ledger of the initiatives whose money the viewer may see, by title, with the totals of all of it."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.ledger_spec(viewer=viewer), sort="title")
    book = reads.ledger_book(viewer=viewer, query=query, as_of=today)
    return {
        "items": book.lines[page.offset : page.offset + page.limit], "count": len(book.lines),
        "currency": book.to_report, "as_of": today, "total": book.total, "left_out": book.left_out,
    }  # fmt: skip


@router.get("/value/initiatives/{initiative_id}/ledger", response={200: InitiativeLedgerOut, **PROBLEMS})
@door(permissions.SEE)
def initiative_ledger(request: HttpRequest, initiative_id: Id, span: Query[SpanQuery]) -> Any:
    """Give the ledger of one initiative by months, quarters or years."""
    found = ledger_one.initiative_ledger(
        viewer=viewer_of(request), initiative_id=initiative_id, by=span.by, as_of=timezone.localdate()
    )
    return {
        "initiative_id": initiative_id, "by": found.by, "as_of": found.as_of, "grade": found.grade,
        "signed_version": found.version.number if found.version else None, "currencies": found.currencies,
    }  # fmt: skip


@router.get("/value/postings", response={200: Listing[PostingOut], **PROBLEMS})
@door(permissions.SEE)
def postings(request: HttpRequest, page: Query[PostingsQuery]) -> Any:
    """List postings, the newest month first."""
    viewer = viewer_of(request)
    chosen = () if page.initiative is None else (str(page.initiative),)
    query = page.asked(ledger_postings.postings_spec(viewer=viewer, chosen=chosen))
    rows, count = ledger_postings.posting_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/value/postings", response={201: PostingOut, **PROBLEMS})
@door(permissions.POST)
def post(request: HttpRequest, data: PostingIn) -> Any:
    """Post an amount."""
    made = writes.post(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, _posting(request, made.pk))


@router.get("/value/postings/{posting_id}", response={200: PostingOut, **PROBLEMS})
@door(permissions.SEE)
def posting(request: HttpRequest, posting_id: Id) -> Any:
    """Show one posting."""
    return _posting(request, posting_id)


def _posting(request: HttpRequest, posting_id: int) -> Any:
    return ledger_postings.posting_found(viewer=viewer_of(request), posting_id=posting_id)


@router.post("/value/postings/{posting_id}/answer", response={201: PostingOut, **PROBLEMS})
@door(permissions.POST)
def answer_posting(request: HttpRequest, posting_id: Id, data: PostingAnswerIn) -> Any:
    """Take a posting back by its opposite, in its month or the next one that is open."""
    made = writes.correct_posting(posting_id=posting_id, reason=data.reason, by=viewer_of(request), at=timezone.now())
    return Status(201, _posting(request, made.pk))


@router.post("/value/readings", response={201: PostingOut, **PROBLEMS})
@door(permissions.POST)
def read_measure(request: HttpRequest, data: ReadingIn) -> Any:
    """Read a benefit from what a measure was on a day; the same value gives the same posting."""
    made = writes.post_from_measure(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, _posting(request, made.pk))


@router.get("/value/months", response={200: list[MonthOut], **PROBLEMS})
@door(permissions.SEE)
def months(request: HttpRequest) -> Any:
    """List the months with what is posted in each, newest first."""
    return ledger_months.month_lines(viewer=viewer_of(request), as_of=timezone.localdate())


@router.put("/value/months/{month}/closing", response={200: MonthOut, **PROBLEMS})
@door(permissions.FINANCE)
def close_month(request: HttpRequest, month: Day) -> Any:
    """Close a month, named by any of its days."""
    made = writes.close_month(month=month, by=viewer_of(request), at=timezone.now())
    return _month(request, made.month)


@router.post("/value/months/{month}/opening", response={200: MonthOut, **PROBLEMS})
@door(permissions.FINANCE)
def open_month(request: HttpRequest, month: Day, data: MonthOpeningIn) -> Any:
    """Open a closed month again, with a reason."""
    found = writes.open_month(month=month, reason=data.reason, by=viewer_of(request), at=timezone.now())
    return _month(request, found.month)


def _month(request: HttpRequest, month: date) -> Any:
    lines = ledger_months.month_lines(viewer=viewer_of(request), as_of=timezone.localdate())
    return next(line for line in lines if line.month == month)
