"""When a side took part in the money of an initiative: noted by every write, told by hand where it was outside Accord."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import Side as House
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import NotFound, Ref, Role, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.cases import InvolvementRemoved, InvolvementRestored, InvolvementTold
from accord.apps.value.models import Involvement
from accord.apps.value.rules import Involved, Side
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.words import MOST_TEXT
from accord.apps.value.writes.checking import refuse

INVOLVEMENT = "value.involvement"
_FUTURE = Reason(gettext_noop("This day has not come yet."))
_ONE_OF = Reason(gettext_noop("Choose one of the list."))


# no event: the write that calls it tells what was done; this only remembers which side came when
def note(*, initiative_id: int, how: Involved, by: Viewer, at: datetime) -> None:
    """Remember that the side of ``by`` took part in this way, once: the first time counts. Runs in the caller's transaction."""
    side = side_of(viewer=by)
    if Involvement.objects.filter(initiative=initiative_id, side=side, how=how, removed_at=None).exists():
        return
    Involvement.objects.create(
        initiative_id=initiative_id, side=side, how=how, date=timezone.localdate(at), person_id=by.pk, recorded_at=at
    )


# no event: it names a side and changes nothing
def side_of(*, viewer: Viewer) -> Side:
    """Say for which side somebody acts on money: finance before IT; all others stand with the business.

    Whoever heads a whole with finance in it is of finance to every door, but does not come for finance: the clock of finance
    starts with those who work there or head one of its departments themselves (two queries).
    """
    heads = Department.objects.filter(head=viewer.pk, side=House.FINANCE).exists()
    own = Person.objects.filter(pk=viewer.pk).values_list("department__side", flat=True).first()
    if Role.CFO in viewer.roles or heads or own == House.FINANCE:
        return Side.FINANCE
    return Side.IT if own == House.IT else Side.BUSINESS


@transaction.atomic
def tell_involvement(*, initiative_id: int, side: str, on: date, words: str, by: Viewer, at: datetime) -> Involvement:
    """Record by hand that a side was asked on a day, outside Accord or before it. Raises NotFound, NotAllowed, Invalid."""
    initiative = permissions.find(by, initiative_id)
    permissions.check_write(by, initiative)
    refuse(
        side=None if side in set(Side) else _ONE_OF,
        date=why_not_day(on) or (_FUTURE if on > timezone.localdate(at) else None),
        words=why_not_text(words, most=MOST_TEXT),
    )
    made = Involvement.objects.create(
        initiative=initiative,
        side=side,
        how=Involved.TOLD,
        date=on,
        words=words.strip(),
        person_id=by.pk,
        recorded_at=at,
    )
    told = (
        Change(field="initiative", new=str(Ref("initiatives.initiative", initiative.pk))),
        Change(field="side", new=side),
        Change(field="date", new=on),
        Change(field="words", new=made.words, person_id=by.pk),
    )
    trail.record(InvolvementTold(subject=Ref(INVOLVEMENT, made.pk), changes=told), by=by, at=at)
    return made


def remove_involvement(*, involvement_id: int, by: Viewer, at: datetime) -> Involvement:
    """Remove what was told by hand; it can be put back. Raises NotFound, NotAllowed, WrongState."""
    return _put(involvement_id, InvolvementRemoved, removed=True, by=by, at=at)


def restore_involvement(*, involvement_id: int, by: Viewer, at: datetime) -> Involvement:
    """Put back what was told by hand. Raises NotFound, NotAllowed, WrongState."""
    return _put(involvement_id, InvolvementRestored, removed=False, by=by, at=at)


@transaction.atomic
def _put(involvement_id: int, event: type[Event], *, removed: bool, by: Viewer, at: datetime) -> Involvement:
    one = Involvement.objects.filter(pk=involvement_id).first()
    if one is None:
        raise NotFound(_("There is no such note, or it is not open to you."))
    permissions.check_write(by, permissions.find(by, one.initiative_id))
    if one.how != Involved.TOLD:
        raise WrongState(_("This came from what was done in Accord, and stays."))
    if (one.removed_at is not None) == removed:
        raise WrongState(_("This has been removed already.") if removed else _("This is there already."))
    values = {"removed_at": at if removed else None}
    trail.edit(one, values, event=event, subject=Ref(INVOLVEMENT, one.pk), by=by, at=at)
    return one
