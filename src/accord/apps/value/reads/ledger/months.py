"""Months of the books: what is posted in each, whether finance has closed it, and how often it was opened again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _

from accord.apps.ui.lists import ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Closing
from accord.apps.value.permissions import is_finance
from accord.apps.value.reads.ledger.amounts import amount_of, cents
from accord.apps.value.reads.ledger.postings import seen
from accord.apps.value.rules.flows import month_after
from accord.apps.value.rules.words import MOVE_LABELS


@dataclass(frozen=True)
class MonthSum:
    """What is posted in a month: one kind of amount in one currency."""

    label: str
    currency: str
    amount: Decimal


@dataclass(frozen=True)
class Opened:
    """That a closed month was opened again, by whom and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class MonthLine:
    """One month; ``sums`` and ``n`` are of the postings the viewer may see."""

    month: date
    n: int
    sums: tuple[MonthSum, ...]
    posted_last: datetime | None
    closed_at: datetime | None = None
    closed_by: str = ""
    opened: tuple[Opened, ...] = field(default=())

    @property
    def is_closed(self) -> bool:
        """Tell whether finance has closed it."""
        return self.closed_at is not None

    @property
    def key(self) -> str:
        """Give it as an address names it."""
        return f"{self.month:%Y-%m}"


# no viewer: how a list is sorted is no secret
def months_spec() -> ListSpec:
    """Say how months can be sorted: by time, by how much is posted, by when they were closed, open ones last."""
    return ListSpec(sorts=dict.fromkeys(("month", "postings", "closed"), ()), default_sort="-month", page_size=60)


def month_page(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[MonthLine]:
    """List one page of the months in the order of a query: two queries."""
    lines = month_lines(viewer=viewer, as_of=as_of)
    name, falling = query.sort.removeprefix("-"), query.sort.startswith("-")
    if name == "month":
        return query.page_of(lines if falling else lines[::-1])
    if name == "postings":
        return query.page_of(sorted(lines, key=lambda line: line.n, reverse=falling))
    closed = [line for line in lines if line.closed_at]
    rest = [line for line in lines if not line.closed_at]
    return query.page_of(sorted(closed, key=lambda line: line.closed_at or _NEVER, reverse=falling) + rest)


_NEVER = datetime.min.replace(tzinfo=UTC)


def month_lines(*, viewer: Viewer, as_of: date) -> list[MonthLine]:
    """List every month with postings or a closing, and the last two besides, newest first: two queries."""
    counts: dict[date, int] = defaultdict(int)
    sums: dict[date, list[MonthSum]] = defaultdict(list)
    last: dict[date, datetime] = {}
    rows = seen(viewer).order_by("month", "flow", "entry", "currency").values_list("month", "flow", "entry", "currency")
    for month, flow, entry, currency, whole, n, at in rows.annotate(
        whole=Sum(cents("amount")), n=Count("pk"), at=Max("posted_at")
    ):
        counts[month] += n
        sums[month].append(MonthSum(_(MOVE_LABELS[entry, flow]), currency, amount_of(int(whole))))
        last[month] = max(at, last.get(month, at))
    closings: dict[date, list[Closing]] = defaultdict(list)
    for one in Closing.objects.select_related("closed_by", "opened_by").order_by("closed_at", "pk"):
        closings[one.month].append(one)
    now = as_of.replace(day=1)
    months = sorted({*counts, *closings, now, month_after(now, -1)}, reverse=True)
    return [_line(month, counts[month], sums[month], last.get(month), closings.get(month, [])) for month in months]


def _line(month: date, n: int, sums: list[MonthSum], last: datetime | None, closings: list[Closing]) -> MonthLine:
    now = next((one for one in closings if one.opened_at is None), None)
    opened = tuple(
        Opened(one.opened_at, one.opened_by.name if one.opened_by else "", one.reason)
        for one in closings
        if one.opened_at
    )
    who = now.closed_by.name if now is not None and now.closed_by else ""
    return MonthLine(month, n, tuple(sums), last, now.closed_at if now else None, who, opened)


def may_close(*, viewer: Viewer) -> bool:
    """Tell whether the viewer may close months: one query at most."""
    return is_finance(viewer)
