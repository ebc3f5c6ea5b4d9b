"""Dated rates between currencies, as finance enters them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason, why_not_currency, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Event, changes_between
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.cases import RateAdded, RateRemoved, RateRestored
from accord.apps.value.models import Rate
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.writes.checking import refuse

RATE = "value.rate"
MOST_RATE = Decimal(10) ** 7  # with eight decimals no more is exact in every database
_SAME = Reason(gettext_noop("Choose two different currencies."))
_RATE = Reason(gettext_noop("A rate lies above zero and below ten million, with at most eight decimals."))
_FUTURE = Reason(gettext_noop("This day has not come yet."))


@transaction.atomic
def add_rate(*, currency: str, against: str, on: date, rate: Decimal, source: str, by: Viewer, at: datetime) -> Rate:
    """Enter what one unit of a currency was worth in another on a day, and where that is known from.

    Raises NotAllowed for everybody but finance, Invalid, also when this day has a rate already.
    """
    permissions.check_finance(by)
    refuse(
        currency=why_not_currency(currency),
        against=why_not_currency(against) or (_SAME if currency == against else None),
        rate=None if rate.is_finite() and 0 < rate < MOST_RATE and rate == round(rate, 8) else _RATE,
        source=why_not_text(source, most=300),
        date=why_not_day(on) or (_FUTURE if on > timezone.localdate(at) else None),
    )
    values = {"currency": currency, "against": against, "date": on, "rate": rate, "source": source.strip()}
    try:
        with transaction.atomic():
            made = Rate.objects.create(**values, entered_at=at, entered_by_id=by.pk)
    except IntegrityError as error:
        taken = _("This day has a rate already: remove that one first.")
        raise Invalid(taken, {"date": taken}) from error
    trail.record(RateAdded(subject=Ref(RATE, made.pk), changes=changes_between({}, values)), by=by, at=at)
    return made


def remove_rate(*, rate_id: int, by: Viewer, at: datetime) -> Rate:
    """Remove a rate; it can be put back. Raises NotAllowed, NotFound, WrongState."""
    return _put(rate_id, RateRemoved, removed=True, by=by, at=at)


def restore_rate(*, rate_id: int, by: Viewer, at: datetime) -> Rate:
    """Put a removed rate back. Raises NotAllowed, NotFound, WrongState when its day has another by now."""
    return _put(rate_id, RateRestored, removed=False, by=by, at=at)


@transaction.atomic
def _put(rate_id: int, event: type[Event], *, removed: bool, by: Viewer, at: datetime) -> Rate:
    permissions.check_finance(by)
    one = Rate.objects.filter(pk=rate_id).first()
    if one is None:
        raise NotFound(_("There is no such rate."))
    if (one.removed_at is not None) == removed:
        raise WrongState(_("This has been removed already.") if removed else _("This is there already."))
    values = {"removed_at": at if removed else None}
    try:
        with transaction.atomic():
            trail.edit(one, values, event=event, subject=Ref(RATE, one.pk), by=by, at=at)
    except IntegrityError as error:
        raise WrongState(_("This day has another rate by now.")) from error
    return one
