"""What people offers to the apps below it: names and addresses, its permissions, its places in the navigation."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.people.models import Department
from accord.apps.people.permissions import ACTIONS, SEE_PEOPLE, may, visible_to
from accord.apps.people.plugs import bulk
from accord.apps.people.sockets import actions
from accord.apps.ui.rules import Place, Viewer
from accord.apps.ui.sockets import NavigationItem, SearchSource, Thing, navigation, search, things


def plug_in() -> None:
    """Plug in persons, departments, the rows of the permission table and the navigation."""
    actions.plug(*ACTIONS)
    bulk.plug_in()
    things.plug(
        Thing("people.person", _("Person"), _persons),
        Thing("people.department", _("Department"), _departments),
    )
    navigation.plug(NavigationItem(_("People"), "people:people", "users", 90, _may_see_people, "u", group=Place.OFFICE))
    search.plug(
        SearchSource("people.person", _find_persons),
        SearchSource("people.department", _find_departments),
    )


def _may_see_people(viewer: Viewer) -> bool:
    return may(viewer, SEE_PEOPLE)


def _persons(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = visible_to(viewer).filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, reverse("people:person", args=[pk])) for pk, name in rows}


def _departments(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = Department.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, reverse("people:department", args=[pk])) for pk, name in rows}


def _find_persons(viewer: Viewer, words: str, most: int) -> list[tuple[str, str, str, str]]:
    found = visible_to(viewer).filter(name__icontains=words, is_active=True).select_related("department")[:most]
    return [
        (f"people.person:{one.pk}", one.name, reverse("people:person", args=[one.pk]), str(one.department or ""))
        for one in found
    ]


def _find_departments(viewer: Viewer, words: str, most: int) -> list[tuple[str, str, str, str]]:
    found = Department.objects.filter(name__icontains=words).select_related("parent")[:most]
    return [
        (f"people.department:{one.pk}", one.name, reverse("people:department", args=[one.pk]), str(one.parent or ""))
        for one in found
    ]
