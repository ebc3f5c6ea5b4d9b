"""What stands behind one period of an initiative's ledger: postings, monthly totals, lines of the plan, releases, credits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.initiatives.rules import Kind
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Claim, Posting, Release
from accord.apps.value.permissions import find
from accord.apps.value.reads.ledger.evidence import counted_claims
from accord.apps.value.reads.ledger.imports import closed_months
from accord.apps.value.reads.ledger.one import period_label, planned_months, realised_months
from accord.apps.value.reads.ledger.postings import PostingLine, posting_line
from accord.apps.value.rules import CaseState, ReleaseState
from accord.apps.value.rules.flows import month_after
from accord.apps.value.rules.ledger import By, next_period, periods_between
from accord.apps.value.rules.words import MOVE_LABELS, RHYTHM_LABELS


@dataclass(frozen=True)
class StatedLine:
    """A monthly total of the initiative's money, and whether it counts: only where nothing of the kind is posted."""

    what: str
    month: date
    amount: Decimal
    currency: str
    counts: bool
    why: str


@dataclass(frozen=True)
class PlannedLine:
    """A line of the signed version in one month, with how its amount comes about."""

    title: str
    what: str
    month: date
    amount: Decimal
    low: Decimal
    high: Decimal
    currency: str
    words: str


@dataclass(frozen=True)
class ReleasedLine:
    """Money released in the period."""

    title: str
    on: date
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class CreditedLine:
    """The part of a credited benefit that falls into a month, with how it comes about."""

    title: str
    month: date
    amount: Decimal
    currency: str
    words: str


@dataclass(frozen=True)
class PeriodRows:
    """Everything an initiative's ledger counts in one period."""

    initiative: Initiative
    period: date
    label: str
    is_closed: bool
    version: CaseVersion | None
    postings: tuple[PostingLine, ...]
    stated: tuple[StatedLine, ...]
    planned: tuple[PlannedLine, ...]
    released: tuple[ReleasedLine, ...]
    credited: tuple[CreditedLine, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is on record."""
        return not (self.postings or self.stated or self.planned or self.released or self.credited)

    @property
    def comes_to(self) -> list[tuple[str, str, Decimal]]:
        """Add up what counts: (what it is, currency, amount), as it stands in the ledger."""
        counted: list[tuple[str, str, Decimal]] = [
            *((one.what, one.currency, one.amount) for one in self.planned),
            *((one.what, one.currency, one.amount) for one in self.stated if one.counts),
            *((one.move_label, one.currency, one.amount) for one in self.postings),
            *((_("Released"), one.currency, one.amount) for one in self.released),
            *((_("Realised benefit"), one.currency, one.amount) for one in self.credited),
        ]
        sums: dict[tuple[str, str], Decimal] = {}
        for what, currency, amount in counted:
            sums[what, currency] = sums.get((what, currency), Decimal("0.00")) + amount
        return [(what, currency, amount) for (what, currency), amount in sums.items()]


def period_rows(*, viewer: Viewer, initiative_id: int, period: date, by: str) -> PeriodRows:
    """Give the rows behind one period: a fixed number of queries. Raises NotFound."""
    initiative = find(viewer, initiative_id)
    end = next_period(period, by)
    signed = CaseVersion.objects.filter(case__initiative=initiative, state=CaseState.SIGNED).first()
    rows = Posting.objects.filter(initiative=initiative, month__gte=period, month__lt=end, removed_at=None)
    postings = list(
        rows.select_related("initiative", "posted_by", "corrects", "corrected_by").order_by("month", "date", "pk")
    )
    closed = closed_months(viewer=viewer)
    return PeriodRows(
        initiative,
        period,
        period_label(period=period, by=by),
        all(month in closed for month in periods_between([period, month_after(end, -1)], By.MONTH)),
        signed,
        tuple(posting_line(posting=one) for one in postings),
        _stated(initiative, period, end, {(one.entry, one.flow, one.month) for one in postings}, signed is not None),
        _planned(signed, period, end),
        _released(initiative, period, end),
        _credited(viewer, initiative, period, end),
    )


def _stated(
    initiative: Initiative, period: date, end: date, posted: set[tuple[str, str, date]], is_signed: bool
) -> tuple[StatedLine, ...]:
    rows = Money.objects.filter(initiative=initiative, period__gte=period, period__lt=end, removed_at=None)
    found = []
    for one in rows.order_by("period", "flow", "kind", "pk"):
        why = ""
        if one.kind == Kind.PLANNED and is_signed:
            why = _("does not count: the signed version does")
        elif (one.kind, one.flow, one.period) in posted:
            why = _("does not count: the postings of this month do")
        found.append(StatedLine(_(MOVE_LABELS[one.kind, one.flow]), one.period, one.amount, one.currency, not why, why))
    return tuple(found)


def _planned(signed: CaseVersion | None, period: date, end: date) -> tuple[PlannedLine, ...]:
    if signed is None:
        return ()
    return tuple(
        PlannedLine(
            line.title, _(MOVE_LABELS[Kind.PLANNED, line.flow]), month, line.likely, line.low, line.high, line.currency,
            _(RHYTHM_LABELS[line.rhythm]),
        )
        for line, month in planned_months(version=signed)
        if period <= month < end
    )  # fmt: skip


def _released(initiative: Initiative, period: date, end: date) -> tuple[ReleasedLine, ...]:
    rows = Release.objects.filter(state=ReleaseState.RELEASED, stage__case__initiative=initiative)
    dated = [
        (one, timezone.localdate(one.released_at), one.amount)
        for one in rows.select_related("stage").order_by("released_at")
        if one.released_at is not None and one.amount is not None
    ]
    return tuple(
        ReleasedLine(one.stage.title, on, amount, one.currency) for one, on, amount in dated if period <= on < end
    )


def _credited(viewer: Viewer, initiative: Initiative, period: date, end: date) -> tuple[CreditedLine, ...]:
    claims = counted_claims(viewer=viewer, initiative_ids=[initiative.pk])
    titles = dict(Claim.objects.filter(pk__in=[one.claim_id for one in claims]).values_list("pk", "series__title"))
    return tuple(
        CreditedLine(
            titles[one.claim_id], month, part, one.currency,
            _("%(amount)s %(currency)s credited over %(n)s months, evidence %(grade)s") % {
                "amount": one.realised.amount if one.realised else "", "currency": one.currency, "n": len(months),
                "grade": one.grade},
        )
        for one, months, parts in realised_months(claims=claims)
        for month, part in zip(months, parts, strict=True)
        if period <= month < end
    )  # fmt: skip
