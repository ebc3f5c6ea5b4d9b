"""What people may do with people and departments; the doors themselves stand in ``ui``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.people.rules import EVERYONE, LEADERS, OFFICE, Role
from accord.apps.ui.permissions import PUBLIC, SIGNED_IN, Action, actions, check, door, may, route

SEE_PEOPLE = Action("people.see", _("See departments and who belongs to them"), EVERYONE)
EDIT_PEOPLE = Action("people.edit", _("Add and change people and departments"), OFFICE)
GRANT_ROLES = Action("people.grant", _("Give and take roles, invite to sign in"), frozenset({Role.ADMINISTRATOR}))
ERASE_PEOPLE = Action("people.erase", _("Erase a person's data"), frozenset({Role.ADMINISTRATOR}))
ACTIONS = (PUBLIC, SIGNED_IN, SEE_PEOPLE, EDIT_PEOPLE, GRANT_ROLES, ERASE_PEOPLE)

__all__ = [
    "ACTIONS",
    "EVERYONE",
    "LEADERS",
    "OFFICE",
    "PUBLIC",
    "SIGNED_IN",
    "Action",
    "actions",
    "check",
    "door",
    "may",
    "route",
]
