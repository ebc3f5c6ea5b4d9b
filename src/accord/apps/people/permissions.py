"""What people may do with people and departments; the doors themselves stand in ``ui``.

Privacy: everybody signed in sees who works here: name, title, department, who heads what. Mail addresses, roles and
the history of a person are for the office and the leaders, and for the person. API tokens are for their owner alone.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people.models import Department, Person
from accord.apps.people.rules import EVERYONE, LEADERS, OFFICE, Role, subtree
from accord.apps.ui.permissions import PUBLIC, SIGNED_IN, Action, actions, check, door, may, route
from accord.apps.ui.rules import NotAllowed, Viewer

SEE_PEOPLE = Action("people.see", gettext_lazy("See departments and who belongs to them"), EVERYONE)
SEE_CONTACTS = Action(
    "people.contacts",
    gettext_lazy("See mail addresses, roles and history of a person"),
    LEADERS | OFFICE,
    own=gettext_lazy("oneself"),
)
SEE_ROLES = Action("people.table", gettext_lazy("See this table of who may do what"), EVERYONE)
EDIT_PEOPLE = Action("people.edit", gettext_lazy("Add and change people and departments"), OFFICE)
GRANT_ROLES = Action(
    "people.grant", gettext_lazy("Give and take roles, invite to sign in"), frozenset({Role.ADMINISTRATOR})
)
ERASE_PEOPLE = Action("people.erase", gettext_lazy("Erase a person's data"), frozenset({Role.ADMINISTRATOR}))
OWN_ACCOUNT = Action(
    "people.account", gettext_lazy("Change one's own name, password, second step and API tokens"), EVERYONE
)
ACTIONS = (PUBLIC, SIGNED_IN, SEE_PEOPLE, SEE_CONTACTS, SEE_ROLES, EDIT_PEOPLE, GRANT_ROLES, ERASE_PEOPLE, OWN_ACCOUNT)

__all__ = [
    "ACTIONS",
    "EVERYONE",
    "LEADERS",
    "OFFICE",
    "PUBLIC",
    "SIGNED_IN",
    "Action",
    "actions",
    "can_edit",
    "can_see_contacts",
    "check",
    "check_edit",
    "check_mail",
    "door",
    "headed_departments",
    "may",
    "route",
    "visible_to",
]


def visible_to(viewer: Viewer | None) -> QuerySet[Person]:
    """Persons the viewer may see: all who are or were here; the erased ones only for the office."""
    if viewer is None:
        return Person.objects.none()
    return Person.objects.all() if may(viewer, EDIT_PEOPLE) else Person.objects.filter(Q(erased_at__isnull=True))


def can_see_contacts(viewer: Viewer, person_id: int) -> bool:
    """Tell whether the viewer may see mail address, roles and history of a person."""
    return viewer.pk == person_id or may(viewer, SEE_CONTACTS)


def can_edit(viewer: Viewer, person: Person) -> bool:
    """Tell whether the viewer may change a person: administrators are changed by administrators alone."""
    if not may(viewer, EDIT_PEOPLE):
        return False
    return Role.ADMINISTRATOR not in person.roles or Role.ADMINISTRATOR in viewer.roles


def check_edit(viewer: Viewer | None, person: Person) -> None:
    """Raise NotAllowed unless the viewer may change the person; None is Accord itself."""
    if viewer is None:
        return
    check(viewer, EDIT_PEOPLE)
    if not can_edit(viewer, person):
        raise NotAllowed(_("Only an administrator may change an administrator."))


def check_mail(viewer: Viewer | None, person: Person) -> None:
    """Raise NotAllowed unless the viewer may change a mail address by which somebody can sign in.

    Whoever can change the address could have a new password sent to it: for people who can sign in, or who
    hold a role, that is for administrators.
    """
    if viewer is None or may(viewer, GRANT_ROLES):
        return
    signs_in = person.has_usable_password() or person.last_login is not None
    if signs_in or set(person.roles) - {Role.EMPLOYEE}:
        raise NotAllowed(_("Only an administrator may change the mail address of somebody who signs in."))


def headed_departments(viewer: Viewer) -> frozenset[int]:
    """List the departments the viewer heads, with everything below them: one query."""
    rows = list(Department.objects.values_list("pk", "parent_id", "head_id"))
    return subtree({pk: parent for pk, parent, _head in rows}, {pk for pk, _parent, head in rows if head == viewer.pk})
