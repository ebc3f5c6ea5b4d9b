"""The list of rates finance entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Rate


@dataclass(frozen=True)
class RateLine:
    """A rate with who entered it and how old it is."""

    id: int
    currency: str
    against: str
    date: date
    rate: Decimal
    source: str
    entered_at: datetime
    entered_by: str
    days_old: int

    @property
    def rate_words(self) -> str:
        """Say the rate without zeros nobody typed."""
        return number_format(Decimal(format(self.rate.normalize(), "f")))


def rates_spec(*, viewer: Viewer) -> ListSpec:
    """Say by what the rates can be narrowed and sorted (one query)."""
    live = Rate.objects.filter(removed_at=None).order_by()
    currencies = sorted({one for pair in live.values_list("currency", "against").distinct() for one in pair})
    return ListSpec(
        filters=(
            Filter("currency", _("Currency"), [(one, one) for one in currencies], where=_of),
        ),
        search=("source", "currency", "against"),
        sorts={"date": ("-date", "currency", "against"), "pair": ("currency", "against", "-date"), "rate": ("rate", "pk")},
        default_sort="date",
    )  # fmt: skip


def _of(values: Sequence[str]) -> Q:
    return Q(currency__in=values) | Q(against__in=values)


def rate_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[RateLine]:
    """List one page of rates."""
    page = query.page(_all())
    return query.page_with((_line(one) for one in page.rows), page)


def all_rate_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[RateLine]:
    """Give every rate the query finds, for a file."""
    for one in query.order(query.narrow(_all())).iterator(chunk_size=500):
        yield _line(one)


def rate_slice(*, viewer: Viewer, offset: int, limit: int) -> tuple[list[RateLine], int]:
    """Give part of the rates, newest first, and how many there are."""
    rows = _all().order_by("-date", "currency", "against", "pk")
    return [_line(one) for one in rows[offset : offset + limit]], rows.count()


def can_enter(*, viewer: Viewer) -> bool:
    """Tell whether the viewer enters rates."""
    return permissions.is_finance(viewer)


def _all() -> QuerySet[Rate]:
    return Rate.objects.filter(removed_at=None).select_related("entered_by")


def _line(one: Rate) -> RateLine:
    return RateLine(
        one.pk, one.currency, one.against, one.date, one.rate, one.source, one.entered_at,
        one.entered_by.name if one.entered_by else "", (timezone.localdate() - one.date).days,
    )  # fmt: skip
