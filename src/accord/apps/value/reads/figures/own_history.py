"""What finished initiatives of the house came to, and in how many months, against what was first estimated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Min, QuerySet, Sum

from accord.apps.initiatives.models import Initiative, Money, StageChange, Statement
from accord.apps.initiatives.rules import Flow, Kind, Stage
from accord.apps.initiatives.sockets import recorders
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Line, Posting
from accord.apps.value.rules import Entry
from accord.apps.value.rules.flows import last_month, months_of

DAYS_A_MONTH = 365.25 / 12
OVER = (Stage.LIVE, Stage.RETIRED)
Amount = tuple[Decimal, str]
"""An amount and its currency."""


@dataclass(frozen=True)
class OwnCase:
    """A finished initiative: its cost and its months, first estimated and really; None for what is not known."""

    initiative_id: int
    title: str
    currency: str
    first_cost: Decimal | None
    last_cost: Decimal | None
    first_source: str  # signed, stated or planned
    last_source: str  # closed, books or stated
    planned_months: float | None
    months: float | None

    @property
    def cost_ratio(self) -> float | None:
        """What it cost by what was first estimated."""
        return _ratio(self.last_cost, self.first_cost)

    @property
    def months_ratio(self) -> float | None:
        """The months it took by those first planned."""
        return _ratio(self.months, self.planned_months)


def _ratio(last: Decimal | float | None, first: Decimal | float | None) -> float | None:
    if last is None or first is None or not last > 0 or not first > 0:
        return None
    return float(last) / float(first)


def own_cases(*, viewer: Viewer | None, but: int | None = None) -> list[OwnCase]:
    """List the finished initiatives whose cost is closed, in the order of their titles: eight queries.

    ``viewer`` None is Accord itself.

    The cost: the closed cost that was recorded; of what is retired or ended, else what the books say, else what was
    stated last. The first estimate: the first signed version, else the first statement, else what was planned by month.
    Amounts of two currencies are not held against each other. The months: from approval to live, against those to the
    planned end stated first, or to the first benefit of the first signed version.
    """
    closed = _closed_costs(viewer)
    found = Initiative.objects.filter(stage__in=OVER).exclude(pk=but or 0).order_by("title", "pk")
    rows = [
        row
        for row in found.values_list("pk", "title", "stage", "ended_on")
        if row[0] in closed or row[2] == Stage.RETIRED or row[3]
    ]
    if not rows:
        return []
    ids = [row[0] for row in rows]
    signed, benefit = _signed(ids)
    stated, ends, last = _stated(ids)
    planned, books = _sums(ids, Kind.PLANNED), _books(ids)
    began, live = _stages(ids)
    cases = []
    for pk, title, _stage, ended in rows:
        first = _first((signed.get(pk), "signed"), (stated.get(pk), "stated"), (planned.get(pk), "planned"))
        came = _first((closed.get(pk), "closed"), (books.get(pk), "books"), (last.get(pk), "stated"))
        same = first and came and first[0][1] == came[0][1]
        until = benefit.get(pk) if pk in benefit else None
        cases.append(
            OwnCase(
                initiative_id=pk,
                title=title,
                currency=came[0][1] if came else "",
                first_cost=first[0][0] if same and first else None,
                last_cost=came[0][0] if came else None,
                first_source=first[1] if first else "",
                last_source=came[1] if came else "",
                planned_months=_months(began.get(pk), ends.get(pk) or until),
                months=_months(began.get(pk), live.get(pk) or ended),
            )
        )
    return cases


def _first(*told: tuple[Amount | None, str]) -> tuple[Amount, str] | None:
    return next(((amount, source) for amount, source in told if amount is not None and amount[0] > 0), None)


def _months(start: date | None, end: date | None) -> float | None:
    return (end - start).days / DAYS_A_MONTH if start and end and end > start else None


def _closed_costs(viewer: Viewer | None) -> Mapping[int, Amount]:
    return {pk: amount for recorder in recorders for pk, amount in recorder.closed_costs(viewer=viewer).items()}


def _signed(ids: Collection[int]) -> tuple[dict[int, Amount], dict[int, date]]:
    """Give the likely cost of the first signed version, and the month of its first benefit: two queries."""
    versions: dict[int, CaseVersion] = {}
    for one in (
        CaseVersion.objects.filter(case__initiative__in=ids)
        .exclude(signed_at=None)
        .order_by("signed_at")
        .select_related("case")
    ):
        versions.setdefault(one.case.initiative_id, one)
    owners = {one.pk: pk for pk, one in versions.items()}
    costs: dict[int, Decimal] = {}
    benefits: dict[int, date] = {}
    mixed: set[int] = set()
    for line in Line.objects.filter(of__in=owners):
        pk = owners[line.of_id]
        version = versions[pk]
        if line.flow == Flow.BENEFIT:
            benefits[pk] = min(line.from_month, benefits.get(pk, line.from_month))
        elif line.currency != version.currency:
            mixed.add(pk)
        else:
            last = last_month(version.start_month, version.horizon_months)
            count = len(months_of(line.rhythm, line.from_month, line.to_month, last=last))
            costs[pk] = costs.get(pk, Decimal(0)) + line.likely * count
    return {pk: (costs[pk], versions[pk].currency) for pk in costs if pk not in mixed}, benefits


def _stated(ids: Collection[int]) -> tuple[dict[int, Amount], dict[int, date], dict[int, Amount]]:
    """Give the cost stated first, the planned end stated first, and the cost stated last: one query."""
    first: dict[int, Amount] = {}
    ends: dict[int, date] = {}
    last: dict[int, Amount] = {}
    rows = Statement.objects.filter(initiative__in=ids).order_by("as_of", "pk")
    for pk, amount, currency, end in rows.values_list("initiative", "cost_amount", "cost_currency", "planned_end_on"):
        if amount is not None:
            first.setdefault(pk, (amount, currency))
            last[pk] = (amount, currency)
        if end is not None:
            ends.setdefault(pk, end)
    return first, ends, last


def _sums(ids: Collection[int], kind: str) -> dict[int, Amount]:
    """Add up the costs of a kind by initiative, where all are of one currency: one query."""
    rows = Money.objects.filter(initiative__in=ids, kind=kind, flow=Flow.COST, removed_at=None)
    return _in_one_currency(rows.order_by().values_list("initiative", "currency").annotate(total=Sum("amount")))


def _in_one_currency(
    rows: QuerySet[Money, tuple[int, str, Decimal]] | Sequence[tuple[int, str, Decimal]],
) -> dict[int, Amount]:
    found: dict[int, Amount | None] = {}
    for pk, currency, total in rows:
        found[pk] = None if pk in found else (total.quantize(Decimal("0.01")), currency)
    return {pk: amount for pk, amount in found.items() if amount is not None}


def _books(ids: Collection[int]) -> dict[int, Amount]:
    """Add up what was really spent: postings of a month where there are any, else its total by month: two queries."""
    amounts: dict[tuple[int, date, str], Decimal] = {}
    posted: set[tuple[int, date]] = set()
    rows = Posting.objects.filter(initiative__in=ids, entry=Entry.ACTUAL, flow=Flow.COST, removed_at=None).order_by()
    for pk, month, currency, amount in rows.values_list("initiative", "month", "currency", "amount"):
        posted.add((pk, month))
        amounts[pk, month, currency] = amounts.get((pk, month, currency), Decimal(0)) + amount
    told = Money.objects.filter(initiative__in=ids, kind=Kind.ACTUAL, flow=Flow.COST, removed_at=None).order_by()
    for pk, month, currency, amount in told.values_list("initiative", "period", "currency", "amount"):
        if (pk, month) not in posted:
            amounts[pk, month, currency] = amount
    totals: dict[tuple[int, str], Decimal] = {}
    for (pk, _month, currency), amount in amounts.items():
        totals[pk, currency] = totals.get((pk, currency), Decimal(0)) + amount
    return _in_one_currency([(pk, currency, total) for (pk, currency), total in totals.items()])


def _stages(ids: Collection[int]) -> tuple[dict[int, date], dict[int, date]]:
    """Give the first day of approval (or building) and of going live: one query."""
    rows = StageChange.objects.filter(initiative__in=ids, date__isnull=False).order_by()
    found = rows.values_list("initiative", "stage").annotate(first=Min(F("date")))
    began: dict[int, date] = {}
    live: dict[int, date] = {}
    for pk, stage, first in found:
        if stage in (Stage.APPROVED, Stage.BUILDING):
            began[pk] = min(first, began.get(pk, first))
        elif stage == Stage.LIVE:
            live[pk] = first
    return began, live
