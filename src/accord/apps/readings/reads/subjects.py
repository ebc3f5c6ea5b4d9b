"""Whom a reading is about: found, named and addressed for a viewer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.people.models import Department
from accord.apps.people.rules import SIDE_LABELS, subtree
from accord.apps.readings.rules import NO_SUBJECT, SIDE_NUMBERS, side_of
from accord.apps.ui.rules import NotFound, Viewer

ORGANISATION, DEPARTMENT, INITIATIVE, SIDE = "organisation", "department", "initiative", "side"
Key = tuple[str, int]


@dataclass(frozen=True)
class Subject:
    """Whom a reading is about. ``departments`` are its own and all below; None for the whole organisation."""

    kind: str
    id: int
    name: str
    url: str = ""
    departments: frozenset[int] | None = None

    @property
    def key(self) -> Key:
        """Give kind and id."""
        return self.kind, self.id

    @property
    def is_group(self) -> bool:
        """Tell whether initiatives stand behind it."""
        return self.kind != INITIATIVE

    @property
    def has_departments(self) -> bool:
        """Tell whether departments may lie below it."""
        return self.kind in {ORGANISATION, DEPARTMENT}

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole organisation."""
        return self.kind == ORGANISATION


def practice_url(code: str, kind: str, number: int) -> str:
    """Give the address of a practice about a subject."""
    if kind == DEPARTMENT:
        return reverse("readings:department", args=[code, number])
    if kind == INITIATIVE:
        return reverse("readings:initiative", args=[code, number])
    if kind == SIDE:
        return reverse("readings:side", args=[code, side_of(number)])
    return reverse("readings:practice", args=[code])


def side_label(number: int) -> str:
    """Name a side of the house: "Business", "IT", "Finance"."""
    return _(SIDE_LABELS[side_of(number)])


def find(viewer: Viewer, kind: str, number: int) -> Subject:
    """Find a subject the viewer may see: none or one query. Raises NotFound for any other."""
    if kind == ORGANISATION:
        return Subject(ORGANISATION, NO_SUBJECT, _("The whole organisation"))
    if kind == INITIATIVE:
        title = visible_initiatives(viewer).filter(pk=number).values_list("title", flat=True).first()
        if title is None:
            raise NotFound(_("There is no such initiative, or it is not open to you."))
        return Subject(INITIATIVE, number, title, reverse("initiatives:initiative", args=[number]))
    if kind == SIDE:
        if not side_of(number):
            raise NotFound(_("There is no such side."))
        return Subject(SIDE, number, side_label(number))
    rows = {pk: (name, parent) for pk, name, parent in Department.objects.values_list("pk", "name", "parent_id")}
    if number not in rows:
        raise NotFound(_("There is no such department."))
    below = subtree({pk: parent for pk, (_name, parent) in rows.items()}, {number})
    return Subject(DEPARTMENT, number, rows[number][0], reverse("people:department", args=[number]), below)


def names(viewer: Viewer, keys: Iterable[Key]) -> dict[Key, str]:
    """Name the subjects the viewer may see: at most one query for departments and one for initiatives."""
    wanted: dict[str, set[int]] = {DEPARTMENT: set(), INITIATIVE: set()}
    for kind, number in keys:
        wanted.setdefault(kind, set()).add(number)
    found = {(ORGANISATION, NO_SUBJECT): _("The whole organisation")}
    found |= {(SIDE, number): side_label(number) for number in SIDE_NUMBERS.values()}
    found |= {(DEPARTMENT, pk): name for pk, name in _departments(wanted[DEPARTMENT])}
    found |= {(INITIATIVE, pk): title for pk, title in _initiatives(viewer, wanted[INITIATIVE])}
    return found


def _departments(ids: Collection[int]) -> Iterable[tuple[int, str]]:
    return Department.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()


def _initiatives(viewer: Viewer, ids: Collection[int]) -> Iterable[tuple[int, str]]:
    return visible_initiatives(viewer).filter(pk__in=ids).values_list("pk", "title") if ids else ()
