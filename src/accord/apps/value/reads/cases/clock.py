"""The finance-first clock (P07): finance's first entry against the first commitment of money, with its sign."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.initiatives.models import Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.ui.templatetags.formats import exact_day
from accord.apps.value.models import Involvement, Posting, Release
from accord.apps.value.rules import Entry, ReleaseState, Side
from accord.apps.value.rules.flows import month_after


@dataclass(frozen=True)
class Commitment:
    """The first commitment of money: its day and where it is known from; ``is_month_only``: the day is the first of its month."""

    date: date
    source: str  # posting, release or money
    is_month_only: bool = False


@dataclass(frozen=True)
class Clock:
    """When finance came in, and when money was first committed; ``days`` is above zero when finance came first."""

    finance_on: date | None
    commitment: Commitment | None

    @property
    def days(self) -> int | None:
        """Count the days from finance's first entry to the first commitment; None while one of them is missing."""
        if self.finance_on is None or self.commitment is None:
            return None
        return (self.commitment.date - self.finance_on).days

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        days = self.days
        if days is None:
            return self._unfinished()
        if days == 0:
            return _("Finance came in on the day on which the first money was committed.")
        n = {"n": abs(days)}
        if days > 0:
            return (
                ngettext(
                    "Finance came in %(n)s day before the first money was committed.",
                    "Finance came in %(n)s days before the first money was committed.",
                    days,
                )
                % n
            )
        return (
            ngettext(
                "Finance came in %(n)s day after the first money was committed.",
                "Finance came in %(n)s days after the first money was committed.",
                -days,
            )
            % n
        )

    def _unfinished(self) -> str:
        if self.commitment is not None:
            return _("Money was first committed on %(day)s, and finance has not come in so far.") % {
                "day": exact_day(self.commitment.date)
            }
        if self.finance_on is not None:
            return _("Finance has been in since %(day)s; no money is committed yet.") % {
                "day": exact_day(self.finance_on)
            }
        return _("No money is committed yet, and finance has not come in: this is the time to ask them.")

    @property
    def remark(self) -> str:
        """Say what is known by its month only."""
        if self.commitment is None or not self.commitment.is_month_only:
            return ""
        return _("The commitment is known by its month only and counted from the first day of it.")


# no viewer: the caller has found the initiatives as its viewer
def first_commitments(*, initiative_ids: Collection[int]) -> dict[int, Commitment]:
    """Map initiatives to the first commitment of their money; without any they are absent (three queries)."""
    found: dict[int, Commitment] = {}
    postings = Posting.objects.filter(initiative__in=initiative_ids, flow=Flow.COST, removed_at=None)
    for pk, day in _earliest(postings.filter(entry__in=list(Entry)), "initiative", "date"):
        _keep(found, pk, Commitment(day, "posting"))
    releases = Release.objects.filter(stage__case__initiative__in=initiative_ids, state=ReleaseState.RELEASED)
    for pk, moment in _earliest(releases, "stage__case__initiative", "released_at"):
        _keep(found, pk, Commitment(timezone.localdate(moment), "release"))
    money = Money.objects.filter(initiative__in=initiative_ids, flow=Flow.COST, removed_at=None, amount__gt=0)
    for pk, day in _earliest(money.filter(kind__in=[Kind.COMMITTED, Kind.ACTUAL]), "initiative", "period"):
        _keep_month(found, pk, day)
    return found


def _earliest(rows: QuerySet[Any], by: str, name: str) -> Iterable[tuple[int, Any]]:
    found: Iterable[tuple[int, Any]] = rows.order_by().values(by).annotate(first=Min(name)).values_list(by, "first")
    return found


def _keep(found: dict[int, Commitment], pk: int, one: Commitment) -> None:
    if pk not in found or one.date < found[pk].date:
        found[pk] = one


def _keep_month(found: dict[int, Commitment], pk: int, month: date) -> None:
    """Take the first day of a month, unless a day of that month or before it is known: a posting says more than a total."""
    if pk not in found or found[pk].date >= month_after(month, 1):
        found[pk] = Commitment(month, "money", is_month_only=True)


# no viewer: the caller has found the initiative as its viewer
def first_commitment(*, initiative_id: int) -> Commitment | None:
    """Give the first commitment of an initiative's money: earliest posting, release or recorded amount of cost."""
    return first_commitments(initiative_ids=[initiative_id]).get(initiative_id)


# no viewer: the caller has found the initiatives as its viewer
def finance_entries(*, initiative_ids: Collection[int]) -> dict[int, date]:
    """Map initiatives to the day on which finance first took part; without any they are absent (one query)."""
    rows = Involvement.objects.filter(initiative__in=initiative_ids, side=Side.FINANCE, removed_at=None)
    return dict(rows.order_by().values("initiative").annotate(first=Min("date")).values_list("initiative", "first"))


# no viewer: the caller has found the initiatives as its viewer
def clocks(*, initiative_ids: Collection[int]) -> dict[int, Clock]:
    """Map each initiative to its clock (four queries)."""
    entries, commitments = (
        finance_entries(initiative_ids=initiative_ids),
        first_commitments(initiative_ids=initiative_ids),
    )
    return {pk: Clock(entries.get(pk), commitments.get(pk)) for pk in initiative_ids}
