"""What people offers to the apps below it: names and addresses of persons and departments, and its permissions."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accord.apps.people.models import Department, Person
from accord.apps.people.permissions import ACTIONS
from accord.apps.people.sockets import actions
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Thing, things


def plug_in() -> None:
    """Plug in persons, departments and the rows of the permission table."""
    actions.plug(*ACTIONS)
    things.plug(
        Thing("people.person", _("Person"), _persons),
        Thing("people.department", _("Department"), _departments),
    )


def _persons(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, f"/people/{pk}/") for pk, name in rows}


def _departments(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = Department.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, f"/departments/{pk}/") for pk, name in rows}
