"""Closing a month and opening it again; nothing is posted into a closed month, however close the race."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import first_of_month, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.ledger import MonthClosed, MonthOpened
from accord.apps.value.models import Closing, Posting
from accord.apps.value.rules.ledger import why_not_close
from accord.apps.value.rules.words import MOST_TEXT
from accord.apps.value.writes.checking import refuse, refuse_state

CLOSING = "value.closing"
LOCKS = 7_240  # a space of our own among PostgreSQL's advisory locks; the month is the second number


# no event: it locks, and changes nothing
def hold_months(*, months: Collection[date], is_closing: bool = False) -> set[date]:
    """Keep months as they are until the transaction ends, and give those that are closed.

    Any number may post into a month at the same time; who closes or opens it waits for them, and they for it. SQLite has
    one writer anyway. Months are taken in order, so that nobody waits in a circle.
    """
    if connection.vendor == "postgresql":
        name = "pg_advisory_xact_lock" if is_closing else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            for month in sorted(set(months)):
                cursor.execute(f"SELECT {name}(%s, %s)", [LOCKS, month.year * 12 + month.month])
    return set(Closing.objects.filter(month__in=list(months), opened_at=None).values_list("month", flat=True))


@transaction.atomic
def close_month(*, month: date, by: Viewer, at: datetime) -> Closing:
    """Close a month (any day of it): from then on nothing is posted into it. Raises NotAllowed, WrongState."""
    permissions.check_finance(by)
    first = first_of_month(month)
    refuse_state(why_not_close(first, timezone.localdate(at)))
    if hold_months(months=[first], is_closing=True):
        raise WrongState(_("This month is closed already."))
    try:
        with transaction.atomic():
            made = Closing.objects.create(month=first, closed_at=at, closed_by_id=by.pk)
    except IntegrityError as error:
        raise WrongState(_("This month is closed already.")) from error
    count = Posting.objects.filter(month=first, removed_at=None).count()
    told = (Change(field="month", new=f"{first:%Y-%m}"), Change(field="postings", new=count))
    trail.record(MonthClosed(subject=Ref(CLOSING, made.pk), changes=told), by=by, at=at)
    return made


@transaction.atomic
def open_month(*, month: date, reason: str, by: Viewer, at: datetime) -> Closing:
    """Open a closed month again, and say why. Raises NotAllowed, Invalid, WrongState."""
    permissions.check_finance(by)
    refuse(reason=why_not_text(reason, most=MOST_TEXT))
    first = first_of_month(month)
    hold_months(months=[first], is_closing=True)
    found = Closing.objects.filter(month=first, opened_at=None).first()
    if found is None:
        raise WrongState(_("This month is open already."))
    found.opened_at, found.opened_by_id, found.reason = at, by.pk, reason.strip()
    found.save(update_fields=["opened_at", "opened_by", "reason"])
    told = (
        Change(field="month", new=f"{first:%Y-%m}"),
        Change(field="reason", new=found.reason, person_id=by.pk),
    )
    trail.record(MonthOpened(subject=Ref(CLOSING, found.pk), changes=told), by=by, at=at)
    return found
