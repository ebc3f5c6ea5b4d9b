"""What the closed books of an initiative offer to the scoring of forecasts: its cost in total, and when it paid off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min

from accord.apps.initiatives.models import StageChange
from accord.apps.initiatives.rules import Stage
from accord.apps.initiatives.sockets import recorders
from accord.apps.ui.rules import Viewer
from accord.apps.value.permissions import is_finance
from accord.apps.value.reads.ledger.one import CurrencyLedger, InitiativeLedger, PeriodRow, initiative_ledger
from accord.apps.value.rules.flows import ZERO
from accord.apps.value.rules.ledger import By

COST, PAYOFF = "cost", "payoff"
OVER = (Stage.LIVE, Stage.RETIRED)


@dataclass(frozen=True)
class ClosingOffer:
    """One thing finance could record as having happened, with the last month of the books it rests on.

    A cost has ``amount`` and ``currency``, a payoff only the month itself.
    """

    question: str
    until: date
    amount: Decimal | None = None
    currency: str = ""


def closing_offers(*, viewer: Viewer, initiative_id: int, as_of: date) -> tuple[ClosingOffer, ...]:
    """Give what finance could record from closed months: the cost until it was in use, and the month it paid off.

    Empty for whoever may not record it, before it is in use, for amounts in several currencies, and for what is recorded.
    The cost: what was spent up to the month it went live (where nobody knows that month, of something retired: up to the last
    cost). The payoff: the first month in which all benefit so far, signed by finance or posted, is at least all cost so
    far. Every month they rest on must be closed. Raises NotFound.
    """
    if not is_finance(viewer) or not recorders:
        return ()
    if not all(one.may_record(viewer=viewer, initiative_id=initiative_id) for one in recorders):
        return ()
    known = {
        one.question for recorder in recorders for one in recorder.recorded(viewer=viewer, initiative_id=initiative_id)
    }
    if {COST, PAYOFF} <= known:
        return ()
    ledger = initiative_ledger(viewer=viewer, initiative_id=initiative_id, by=By.MONTH, as_of=as_of)
    own = [one for one in ledger.currencies if one.cost.actual is not None or one.benefit.actual is not None]
    if ledger.initiative.stage not in OVER or len(own) != 1:
        return ()
    found = (_cost(ledger, own[0]), _payoff(ledger, own[0]))
    return tuple(one for one in found if one is not None and one.question not in known)


def _cost(ledger: InitiativeLedger, own: CurrencyLedger) -> ClosingOffer | None:
    spent = [row for row in own.rows if row.cost.actual is not None]
    live = _live_month(ledger.initiative.pk)
    if live is None and ledger.initiative.stage != Stage.RETIRED:
        return None
    until = live or max((row.period for row in spent), default=None)
    counted = [row for row in spent if until is not None and row.period <= until]
    amount = sum((row.cost.actual or ZERO for row in counted), ZERO)
    if until is None or amount <= 0 or not _are_closed(own.rows, until):
        return None
    return ClosingOffer(COST, until, amount, own.currency)


def _live_month(initiative_id: int) -> date | None:
    """Give the month in which it went live first, if that is known."""
    changes = StageChange.objects.filter(initiative=initiative_id, stage=Stage.LIVE, date__isnull=False)
    first: date | None = changes.order_by().aggregate(first=Min("date"))["first"]
    return first.replace(day=1) if first else None


def _payoff(ledger: InitiativeLedger, own: CurrencyLedger) -> ClosingOffer | None:
    """Find the month of the payoff; what only the grade credits is not counted, it is not signed."""
    is_signed = all(one.is_signed for one in ledger.claims)
    cost = benefit = ZERO
    for row in own.rows:
        cost += row.cost.actual or ZERO
        benefit += _brought(row, is_signed)
        if benefit >= cost > 0:
            return ClosingOffer(PAYOFF, row.period) if _are_closed(own.rows, row.period) else None
    return None


def _brought(row: PeriodRow, is_signed: bool) -> Decimal:
    cells = row.benefit
    brought = cells.realised if is_signed and cells.realised is not None else cells.actual
    return brought or ZERO


def _are_closed(rows: Sequence[PeriodRow], until: date) -> bool:
    """Tell whether every month with money that really moved, up to this one, is closed."""
    return all(
        row.is_closed for row in rows
        if row.period <= until and (row.cost.actual is not None or row.benefit.actual is not None)
    )  # fmt: skip
