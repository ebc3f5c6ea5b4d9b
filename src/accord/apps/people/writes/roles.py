"""Giving and taking roles; the last administrator stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import Person, holding
from accord.apps.people.permissions import GRANT_ROLES, check
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState

KIND = "people.person"


def grant_role(*, person_id: int, role: str, by: Viewer | None, at: datetime) -> Person:
    """Give a role; having it already changes nothing. Raises NotAllowed, NotFound, Invalid, WrongState (left)."""
    _check(role, by)
    with transaction.atomic():
        person = locked(person_id)
        if not person.is_active:
            raise WrongState(_("%(name)s has left and can hold no role.") % {"name": person.name})
        if role not in person.roles:
            change = Change(field="role", new=rules.ROLE_LABELS[role])
            event = events.RoleGranted(subject=Ref(KIND, person.pk), changes=(change,))
            _store(person, {*person.roles, role}, event, by, at)
    return person


def take_role(*, person_id: int, role: str, by: Viewer | None, at: datetime) -> Person:
    """Take a role; not having it changes nothing. Raises NotAllowed, NotFound, Invalid, WrongState (last one)."""
    _check(role, by)
    if role == rules.Role.EMPLOYEE:
        raise WrongState(_("Everybody here is an employee. If the person left, note that instead."))
    with transaction.atomic():
        person = locked_unless_last(person_id) if role == rules.Role.ADMINISTRATOR else locked(person_id)
        if role in person.roles:
            change = Change(field="role_before", old=rules.ROLE_LABELS[role], new=rules.ROLE_LABELS[role])
            event = events.RoleTaken(subject=Ref(KIND, person.pk), changes=(change,))
            _store(person, set(person.roles) - {role}, event, by, at)
    return person


# no event: it only reads and locks for the writes beside it
def locked(person_id: int) -> Person:
    """Fetch a person for changing. Raises NotFound, or WrongState when their data was erased."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    if person.erased_at is not None:
        raise WrongState(_("This person's data was erased; nothing can be changed any more."))
    return person


# no event: it only reads, locks and checks for the writes beside it
def locked_unless_last(person_id: int) -> Person:
    """Fetch a person who may be about to lose the role of administrator; one active administrator always stays.

    The person and all administrators are locked in one order, so that two cannot step down at once and nobody waits
    for somebody who waits for them. Raises like ``locked``, or WrongState for the last administrator.
    """
    administrators = holding(rules.Role.ADMINISTRATOR, Person.objects.filter(is_active=True)).values("pk")
    both = Person.objects.filter(Q(pk=person_id) | Q(pk__in=administrators)).order_by("pk").select_for_update()
    held = {one.pk: one for one in both}
    person = locked(person_id)
    others = [one for one in held.values() if one.pk != person_id and one.is_active and one.is_administrator]
    if person.is_active and person.is_administrator and not others:
        raise WrongState(_("%(name)s is the last administrator. Name another one first.") % {"name": person.name})
    return person


def _check(role: str, by: Viewer | None) -> None:
    if by is not None:
        check(by, GRANT_ROLES)
    if role not in set(rules.Role):
        raise Invalid(_("There is no such role."), {"role": _("Choose one of the roles.")})


def _store(person: Person, roles: set[str], event: Event, by: Viewer | None, at: datetime) -> None:
    person.roles = rules.ordered_roles(roles)
    person.version += 1
    person.save(update_fields=["roles", "version"])
    trail.record(event, by=by, at=at)
