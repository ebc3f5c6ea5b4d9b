"""The money of an initiative by month: planned, committed, actual; cost and benefit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.events import MoneyChanged, MoneyRemoved, MoneyRestored, MoneySet
from accord.apps.initiatives.models import Initiative, Money
from accord.apps.initiatives.permissions import check_money
from accord.apps.initiatives.rules import Flow, Kind, Reason, first_of_month, why_not_amount, why_not_currency
from accord.apps.initiatives.writes.checking import INITIATIVE, MONEY, _put, _refuse, _taken
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer

_ONE_OF = Reason(gettext_noop("Choose one of the list."))


@transaction.atomic
def set_money(
    *,
    initiative: Initiative,
    period: date,
    kind: str,
    flow: str,
    amount: Decimal,
    currency: str,
    by: Viewer,
    at: datetime,
    seen_version: int | None = None,
) -> Money:
    """Set the amount of a month (any day of it) for a kind and a flow: new, or in place of the one there.

    ``seen_version`` is the version of the amount that was looked at. Raises NotAllowed, Invalid, EditConflict.
    """
    check_money(by, initiative)
    _refuse(
        kind=None if kind in set(Kind) else _ONE_OF,
        flow=None if flow in set(Flow) else _ONE_OF,
        amount=why_not_amount(amount),
        currency=why_not_currency(currency),
    )
    month, exact = first_of_month(period), amount.quantize(Decimal("0.01"))
    there = Money.objects.filter(initiative=initiative, period=month, kind=kind, flow=flow, removed_at=None).first()
    if there:
        subject, values = Ref(MONEY, there.pk), {"amount": exact, "currency": currency}
        trail.edit(there, values, event=MoneyChanged, subject=subject, by=by, at=at, seen_version=seen_version)
        return there
    try:
        with transaction.atomic():
            new = Money.objects.create(
                initiative=initiative, period=month, kind=kind, flow=flow, amount=exact, currency=currency
            )
    except IntegrityError as error:
        raise _taken(_("Someone else has just recorded this amount: look at it, then change it.")) from error
    changes = (
        Change(field="initiative", new=str(Ref(INITIATIVE, initiative.pk))), Change(field="period", new=month),
        Change(field="kind", new=kind), Change(field="flow", new=flow),
        Change(field="amount", new=exact), Change(field="currency", new=currency),
    )  # fmt: skip
    trail.record(MoneySet(subject=Ref(MONEY, new.pk), changes=changes), by=by, at=at)
    return new


@transaction.atomic
def remove_money(*, money: Money, by: Viewer, at: datetime) -> Money:
    """Remove an amount; it can be put back. Raises NotAllowed, WrongState."""
    check_money(by, money.initiative)
    _put(money, removed=True, event=MoneyRemoved, subject=Ref(MONEY, money.pk), by=by, at=at)
    return money


@transaction.atomic
def restore_money(*, money: Money, by: Viewer, at: datetime) -> Money:
    """Put a removed amount back. Raises NotAllowed, WrongState when the month has a new one."""
    check_money(by, money.initiative)
    subject, taken = Ref(MONEY, money.pk), _("This month has a new amount by now.")
    _put(money, removed=False, event=MoneyRestored, subject=subject, by=by, at=at, taken=taken)
    return money
