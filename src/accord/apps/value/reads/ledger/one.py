"""The ledger of one initiative: by month, quarter or year and currency, with what stands behind the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Claim, Line, Posting, Study
from accord.apps.value.permissions import find
from accord.apps.value.reads.decided import released_by_month
from accord.apps.value.reads.effects.credited import CreditedClaim
from accord.apps.value.reads.ledger.evidence import counted_claims
from accord.apps.value.reads.ledger.imports import closed_months
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.flows import ZERO, last_month, month_after, months_of
from accord.apps.value.rules.ledger import Amounts, By, What, period_of, periods_between, spread, total
from accord.apps.value.rules.words import RHYTHM_MONTHS

Key = tuple[str, str, str, date]  # what, flow, currency, month


@dataclass(frozen=True)
class FlowCells:
    """One flow of a period: what was planned, committed, released, actual and realised; None where nothing is on record.

    ``difference`` is planned less actual (of a benefit: realised, else actual, less planned); None while nothing came, where
    nothing was planned, and for a period that is not over. ``to_date`` are the same added up from the first period on, as
    far as anything came: what nobody recorded is not the same as nothing. ``until`` names the last period of a total's
    difference. ``apart`` is by how much postings and monthly totals differ.
    """

    planned: Decimal | None = None
    committed: Decimal | None = None
    released: Decimal | None = None
    actual: Decimal | None = None
    realised: Decimal | None = None
    difference: Decimal | None = None
    planned_to_date: Decimal | None = None
    actual_to_date: Decimal | None = None
    difference_to_date: Decimal | None = None
    apart: Decimal = ZERO
    until: str = ""


@dataclass(frozen=True)
class PeriodRow:
    """One month, quarter or year of a ledger."""

    period: date
    label: str
    is_ahead: bool
    is_running: bool
    is_closed: bool
    cost: FlowCells
    benefit: FlowCells


@dataclass(frozen=True)
class CurrencyLedger:
    """The ledger in one currency; totals are those of all its periods."""

    currency: str
    rows: tuple[PeriodRow, ...]
    cost: FlowCells
    benefit: FlowCells

    @property
    def has_cost(self) -> bool:
        """Tell whether any cost is on record."""
        return _is_any(self.cost)

    @property
    def has_benefit(self) -> bool:
        """Tell whether any benefit is on record."""
        return _is_any(self.benefit)


@dataclass(frozen=True)
class InitiativeLedger:
    """The ledger of one initiative; ``version`` is the signed version the plan comes from, None: an unsigned plan."""

    initiative: Initiative
    by: str
    as_of: date
    version: CaseVersion | None
    latest: CaseVersion | None
    currencies: tuple[CurrencyLedger, ...]
    claims: tuple[CreditedClaim, ...] = ()

    @property
    def main(self) -> CurrencyLedger | None:
        """Give the ledger in the currency of the case, or the first there is."""
        own = self.version or self.latest
        mine = [one for one in self.currencies if own is not None and one.currency == own.currency]
        return mine[0] if mine else next(iter(self.currencies), None)

    @property
    def other_codes(self) -> tuple[str, ...]:
        """Name the currencies beside the main one."""
        return tuple(one.currency for one in self.currencies if one is not self.main)

    @property
    def grade(self) -> str:
        """Give the weakest grade of what is credited."""
        return max((one.grade for one in self.claims), default="")


@dataclass
class Book:
    """The amounts of an initiative by what, flow, currency and month, while they are gathered."""

    amounts: dict[Key, Amounts] = field(default_factory=dict)

    def add(self, key: Key, amount: Decimal, *, is_posted: bool = False) -> None:
        """Add an amount to what is posted, or to what is stated."""
        old = self.amounts.get(key, Amounts())
        if is_posted:
            self.amounts[key] = Amounts((old.posted or ZERO) + amount, old.stated)
        else:
            self.amounts[key] = Amounts(old.posted, (old.stated or ZERO) + amount)


def initiative_ledger(*, viewer: Viewer, initiative_id: int, by: str, as_of: date) -> InitiativeLedger:
    """Give the ledger of an initiative by ``by`` (month, quarter, year): a fixed number of queries. Raises NotFound."""
    initiative = find(viewer, initiative_id)
    versions = list(CaseVersion.objects.filter(case__initiative=initiative).order_by("number"))
    signed = next((one for one in versions if one.state == CaseState.SIGNED), None)
    book = Book()
    counted = _record(book, initiative, signed)
    for (month, currency), amount in released_by_month([initiative.pk]).get(initiative.pk, {}).items():
        book.add((What.RELEASED, Flow.COST, currency, month), amount)
    claims = counted_claims(viewer=viewer, initiative_ids=[initiative.pk])
    for key, amount in _realised(claims):
        book.add(key, amount)
    closed = closed_months(viewer=viewer)
    currencies = sorted({currency for _what, _flow, currency, _month in book.amounts})
    ledgers = tuple(_in_currency(book, counted, one, by, as_of, closed) for one in currencies)
    return InitiativeLedger(initiative, by, as_of, signed, versions[-1] if versions else None, ledgers, tuple(claims))


def _record(book: Book, initiative: Initiative, signed: CaseVersion | None) -> set[tuple[str, str, date]]:
    """Gather plan, postings and monthly totals; give the (what, flow, month) for which something is posted."""
    posted: set[tuple[str, str, date]] = set()
    postings = Posting.objects.filter(initiative=initiative, removed_at=None).order_by("pk")
    for what, flow, currency, month, amount in postings.values_list("entry", "flow", "currency", "month", "amount"):
        book.add((what, flow, currency, month), amount, is_posted=True)
        posted.add((what, flow, month))
    money = Money.objects.filter(initiative=initiative, removed_at=None).order_by("pk")
    for what, flow, currency, month, amount in money.values_list("kind", "flow", "currency", "period", "amount"):
        if what != Kind.PLANNED or signed is None:
            book.add((what, flow, currency, month), amount)
    if signed is not None:
        for line, month in planned_months(version=signed):
            book.add((What.PLANNED, line.flow, line.currency, month), line.likely)
    return posted


# no viewer: the caller has found the version as its viewer
def planned_months(*, version: CaseVersion) -> Iterator[tuple[Line, date]]:
    """List each month in which a line of a version comes: one query."""
    last = last_month(version.start_month, version.horizon_months)
    for line in Line.objects.filter(of=version).order_by("flow", "position", "pk"):
        for month in months_of(line.rhythm, line.from_month, line.to_month, last=last):
            yield line, month


def _realised(claims: Sequence[CreditedClaim]) -> Iterator[tuple[Key, Decimal]]:
    """Divide what is credited over the months the study saw, exact to the cent."""
    for one, months, parts in realised_months(claims=claims):
        for month, part in zip(months, parts, strict=True):
            yield (What.REALISED, Flow.BENEFIT, one.currency, month), part


# no viewer: claims the caller has found as its viewer
def realised_months(*, claims: Sequence[CreditedClaim]) -> Iterator[tuple[CreditedClaim, list[date], list[Decimal]]]:
    """Give the months of each credited claim and its part in each: from its start on, as many as the study saw; two queries."""
    begun = dict(Claim.objects.filter(pk__in=[one.claim_id for one in claims]).values_list("pk", "from_date"))
    seen = {pk: (n, rhythm) for pk, n, rhythm in
            Study.objects.filter(pk__in=[one.study_id for one in claims]).values_list("pk", "periods", "rhythm")}  # fmt: skip
    for one in claims:
        if one.realised is None:
            continue
        n, rhythm = seen[one.study_id]
        first = begun[one.claim_id].replace(day=1)
        months = [month_after(first, place) for place in range(max(1, n * (RHYTHM_MONTHS[rhythm] or 1)))]
        yield one, months, spread(one.realised.amount, len(months))


def _in_currency(
    book: Book, posted: Collection[tuple[str, str, date]], currency: str, by: str, as_of: date, closed: Collection[date]
) -> CurrencyLedger:
    own = {
        (what, flow, month): amounts for (what, flow, code, month), amounts in book.amounts.items() if code == currency
    }
    periods = periods_between([month for _what, _flow, month in own], by)
    grouped: dict[tuple[str, str, date], list[Decimal | None]] = defaultdict(list)
    apart: dict[tuple[str, date], Decimal] = defaultdict(lambda: ZERO)
    for (what, flow, month), amounts in own.items():
        counts = amounts.posted if (what, flow, month) in posted else amounts.counted
        grouped[what, flow, period_of(month, by)].append(counts)
        apart[flow, period_of(month, by)] += amounts.difference
    sums = {key: total(amounts) for key, amounts in grouped.items()}
    now = period_of(as_of, by)
    flows = {
        flow: list(_cells(sums, apart, flow, periods, now)) for flow in (Flow.COST, Flow.BENEFIT)
    }  # fmt: skip
    rows = tuple(
        PeriodRow(
            period, period_label(period=period, by=by), period > now, period == now,
            by == By.MONTH and period in closed, cost, benefit,
        )
        for period, cost, benefit in zip(periods, flows[Flow.COST], flows[Flow.BENEFIT], strict=True)
    )  # fmt: skip
    labels = [row.label for row in rows]
    return CurrencyLedger(currency, rows, _total(flows[Flow.COST], labels), _total(flows[Flow.BENEFIT], labels))


def _cells(
    sums: Mapping[tuple[str, str, date], Decimal | None],
    apart: Mapping[tuple[str, date], Decimal],
    flow: str,
    periods: Sequence[date],
    now: date,
) -> Iterator[FlowCells]:
    planned_sum, came_sum = ZERO, ZERO
    has_plan = has_come = False
    last = max((period for period in periods if _came(sums, flow, period) is not None), default=None)
    for period in periods:
        planned, committed, released, actual, realised = (sums.get((what, flow, period)) for what in What)
        came = _came(sums, flow, period)
        has_plan, has_come = has_plan or planned is not None, has_come or came is not None
        planned_sum, came_sum = planned_sum + (planned or ZERO), came_sum + (came or ZERO)
        is_known = last is not None and period <= last
        yield FlowCells(
            planned, committed, released, actual, realised,
            difference=_difference(flow, planned or ZERO, came) if has_plan and period < now else None,
            planned_to_date=planned_sum if has_plan else None,
            actual_to_date=came_sum if has_come and is_known else None,
            difference_to_date=_difference(flow, planned_sum, came_sum if has_come else None)
            if has_plan and is_known and period < now else None,
            apart=apart.get((flow, period), ZERO),
        )  # fmt: skip


def _is_any(cells: FlowCells) -> bool:
    return any(getattr(cells, what) is not None for what in What)


def _came(sums: Mapping[tuple[str, str, date], Decimal | None], flow: str, period: date) -> Decimal | None:
    """Give what came in a period: of a benefit what is realised, else what was posted."""
    actual, realised = sums.get((What.ACTUAL, flow, period)), sums.get((What.REALISED, flow, period))
    return actual if flow == Flow.COST or realised is None else realised


def _difference(flow: str, planned: Decimal, came: Decimal | None) -> Decimal | None:
    """Say by how much it came better than planned: less cost, or more benefit; None while nothing came."""
    if came is None:
        return None
    return planned - came if flow == Flow.COST else came - planned


def _total(cells: Sequence[FlowCells], labels: Sequence[str]) -> FlowCells:
    known = [(one.difference_to_date, label) for one, label in zip(cells, labels, strict=True)]
    last, until = next(((found, label) for found, label in reversed(known) if found is not None), (None, ""))
    planned, committed, released, actual, realised = (total(getattr(one, what) for one in cells) for what in What)
    apart = sum((one.apart for one in cells), ZERO)
    return FlowCells(planned, committed, released, actual, realised, difference=last, apart=apart, until=until)


# no viewer: it names a period
def period_label(*, period: date, by: str) -> str:
    """Say a month, quarter or year as people do."""
    if by == By.YEAR:
        return str(period.year)
    if by == By.QUARTER:
        return _("Q%(n)s %(year)s") % {"n": (period.month - 1) // 3 + 1, "year": period.year}
    return date_format(period, "M Y")
