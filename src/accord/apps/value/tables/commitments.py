"""When money was first committed, and when finance first took part, as rows of a snapshot (P07)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Min, QuerySet
from django.utils import timezone

from accord.apps.initiatives.models import Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.value.models import Case, Involvement, Posting, Release
from accord.apps.value.rules import Entry, ReleaseState, Side
from accord.apps.value.rules.flows import month_after
from accord.apps.value.tables.days import after, there

TEXT, DAY = pl.String(), pl.Date()


def commitments_table(*, as_of: date) -> pl.DataFrame:
    """Give for each initiative the first commitment of its money and finance's first entry, known by ``as_of``.

    Where only the month is known, it may be any day of it. Five queries.
    """
    exact, months, finance = _exact(as_of), _months(as_of), _finance(as_of)
    asked = _asked(as_of)
    ids = sorted({*exact, *months, *finance, *asked})
    return pl.DataFrame(
        [(str(pk), *_span(exact.get(pk), months.get(pk), as_of), finance.get(pk), pk in asked) for pk in ids],
        schema={"initiative": TEXT, "committed_on": DAY, "committed_until": DAY, "finance_on": DAY,
                "asked": pl.Boolean()},
        orient="row",
    )  # fmt: skip


def _span(exact: date | None, month: date | None, as_of: date) -> tuple[date | None, date | None]:
    """Give the first and the last day it can have been. Postings of a month say more than its total."""
    if month is None or (exact and exact < month_after(month, 1)):
        return exact, exact
    end = month_after(month, 1) - date.resolution
    return month, min(end, exact or end, max(as_of, month))


def _exact(as_of: date) -> dict[int, date]:
    """Give the earliest posting or release of cost: two queries."""
    postings = Posting.objects.filter(there(as_of), flow=Flow.COST, posted_at__lt=after(as_of), date__lte=as_of)
    found = dict(_earliest(postings.filter(entry__in=list(Entry)), "initiative", "date"))
    releases = Release.objects.filter(state=ReleaseState.RELEASED, released_at__lt=after(as_of))
    for pk, moment in _earliest(releases, "stage__case__initiative", "released_at"):
        day = timezone.localdate(moment)
        found[pk] = min(day, found.get(pk, day))
    return found


def _months(as_of: date) -> dict[int, date]:
    money = Money.objects.filter(there(as_of), flow=Flow.COST, amount__gt=0, period__lte=as_of)
    return dict(_earliest(money.filter(kind__in=[Kind.COMMITTED, Kind.ACTUAL]), "initiative", "period"))


def _finance(as_of: date) -> dict[int, date]:
    return dict(_earliest(_involvements(as_of).filter(side=Side.FINANCE), "initiative", "date"))


def _asked(as_of: date) -> set[int]:
    """Give the initiatives with a case: there it shows when finance came in, and that it did not."""
    cases = Case.objects.filter(created_at__lt=after(as_of), initiative__created_at__lt=after(as_of))
    return set(cases.order_by().values_list("initiative_id", flat=True))


def _involvements(as_of: date) -> QuerySet[Involvement]:
    return Involvement.objects.filter(there(as_of), recorded_at__lt=after(as_of), date__lte=as_of)


def _earliest(rows: QuerySet[Any], owner: str, name: str) -> Iterable[tuple[int, Any]]:
    found: Iterable[tuple[int, Any]] = (
        rows.order_by().values(owner).annotate(first=Min(name)).values_list(owner, "first")
    )
    return found
