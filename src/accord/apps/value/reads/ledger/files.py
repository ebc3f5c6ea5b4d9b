"""The rows behind a ledger, as they stand in a controller's workbook: postings, lines of signed versions, other amounts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Line, Posting, Release
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.ledger.one import InitiativeLedger, realised_months
from accord.apps.value.reads.money import Converted, converted, rates_on, reporting_currency
from accord.apps.value.rules import CaseState, ReleaseState
from accord.apps.value.rules.flows import last_month, months_of
from accord.apps.value.rules.ledger import What

PIECE = 1_000


@dataclass(frozen=True, slots=True)
class FilePosting:
    """One posting of a workbook, codes as they are."""

    initiative: str
    id: int
    month: date
    on: date
    entry: str
    flow: str
    amount: Decimal
    currency: str
    books: str
    posting_id: str
    account: str
    line_key: str
    words: str
    source: str
    answers: int | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a signed version in one month of its plan."""

    initiative: str
    number: int
    title: str
    flow: str
    month: date
    low: Decimal
    likely: Decimal
    high: Decimal
    currency: str
    rhythm: str
    key: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """An amount that is neither a posting nor a line: a monthly total, an unsigned plan, a release, a credit."""

    what: str
    flow: str
    month: date
    currency: str
    amount: Decimal
    counts: bool
    words: str


@dataclass(frozen=True)
class BookRows:
    """The rows behind a ledger; ``rates`` maps currencies to what one unit is worth in ``to_report``."""

    postings: tuple[FilePosting, ...]
    lines: tuple[LineRow, ...]
    others: tuple[OtherRow, ...]
    rates: Mapping[str, Converted]
    to_report: str


def book_rows(*, viewer: Viewer, initiative_ids: Collection[int]) -> BookRows:
    """Give the postings and the planned months of initiatives the viewer may see: two queries for every thousand."""
    ids = sorted(initiative_ids)
    pieces = [ids[start : start + PIECE] for start in range(0, len(ids), PIECE)]
    postings = tuple(one for piece in pieces for one in _postings(viewer, piece))
    lines = tuple(one for piece in pieces for one in _lines(viewer, piece))
    return BookRows(postings, lines, (), {}, "")


def own_rows(*, viewer: Viewer, ledger: InitiativeLedger) -> BookRows:
    """Give every row behind the ledger of one initiative that the viewer has found: a fixed number of queries."""
    pk = ledger.initiative.pk
    to, rates = reporting_currency(), rates_on(on=ledger.as_of)
    used = {
        one.currency: converted(amount=Decimal(1), currency=one.currency, to=to, on=ledger.as_of, rates=rates)
        for one in ledger.currencies
        if one.currency != to
    }
    postings = tuple(_postings(viewer, [pk]))
    posted = {(one.entry, one.flow, one.month) for one in postings}
    others = (*_stated(ledger, posted), *_released(pk), *_credited(ledger))
    return BookRows(postings, tuple(_lines(viewer, [pk])), others, used, to)


def _postings(viewer: Viewer, ids: Collection[int]) -> Iterator[FilePosting]:
    seen = visible_to(viewer).filter(pk__in=ids).order_by().values("pk")
    rows = Posting.objects.filter(initiative__in=seen, removed_at=None).order_by(
        "initiative__title", "month", "date", "pk"
    )
    names = ("initiative__title", "pk", "month", "date", "entry", "flow", "amount", "currency", "books", "posting_id",
             "account", "line_key", "words", "source", "corrects_id")  # fmt: skip
    for values in rows.values_list(*names):
        yield FilePosting(*values)


def _lines(viewer: Viewer, ids: Collection[int]) -> Iterator[LineRow]:
    seen = visible_to(viewer).filter(pk__in=ids).order_by().values("pk")
    versions = CaseVersion.objects.filter(case__initiative__in=seen, state=CaseState.SIGNED)
    rows = Line.objects.filter(of__in=versions.order_by().values("pk")).select_related("of__case__initiative")
    for line in rows.order_by("of__case__initiative__title", "of", "flow", "position", "pk"):
        last = last_month(line.of.start_month, line.of.horizon_months)
        for month in months_of(line.rhythm, line.from_month, line.to_month, last=last):
            yield LineRow(
                line.of.case.initiative.title, line.of.number, line.title, line.flow, month, line.low, line.likely,
                line.high, line.currency, line.rhythm, line.key,
            )  # fmt: skip


def _stated(ledger: InitiativeLedger, posted: Collection[tuple[str, str, date]]) -> Iterator[OtherRow]:
    rows = Money.objects.filter(initiative=ledger.initiative, removed_at=None).order_by("period", "flow", "kind", "pk")
    for one in rows:
        is_plan = one.kind == Kind.PLANNED
        counts = ledger.version is None if is_plan else (one.kind, one.flow, one.period) not in posted
        words = _("plan on record, unsigned") if is_plan else _("monthly total on record")
        yield OtherRow(one.kind, one.flow, one.period, one.currency, one.amount, counts, words)


def _released(initiative_id: int) -> Iterator[OtherRow]:
    rows = Release.objects.filter(state=ReleaseState.RELEASED, stage__case__initiative=initiative_id)
    for one in rows.select_related("stage").order_by("released_at", "pk"):
        if one.released_at is not None and one.amount is not None:
            month = timezone.localdate(one.released_at).replace(day=1)
            yield OtherRow(What.RELEASED, Flow.COST, month, one.currency, one.amount, True, one.stage.title)


def _credited(ledger: InitiativeLedger) -> Iterator[OtherRow]:
    for one, months, parts in realised_months(claims=ledger.claims):
        words = _("credited, evidence %(grade)s") % {"grade": one.grade}
        for month, part in zip(months, parts, strict=True):
            yield OtherRow(What.REALISED, Flow.BENEFIT, month, one.currency, part, True, words)
