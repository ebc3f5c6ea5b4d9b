"""The organisation as a tree, one department, and the choices of forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.people import permissions, rules
from accord.apps.people.models import Department
from accord.apps.people.reads.persons import PersonLine, person_line
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import NotFound, Ref, Viewer

KIND = "people.department"
MOST_PEOPLE = 100


@dataclass(frozen=True)
class DepartmentLine:
    """One department as a row."""

    id: int
    name: str
    side: str
    parent_id: int | None
    head_id: int | None
    head: str
    external_key: str
    people: int
    version: int


@dataclass(frozen=True)
class DepartmentNode:
    """One department in the tree, as ``ui/tree.html`` draws it."""

    id: int
    label: str
    url: str
    side: str
    meta: str
    children: list[DepartmentNode] = field(default_factory=list)


@dataclass(frozen=True)
class DepartmentPage:
    """One department with its people, what stands below it and its history."""

    line: DepartmentLine
    above: tuple[tuple[int, str], ...]
    below: tuple[DepartmentNode, ...]
    people: tuple[PersonLine, ...]
    history: tuple[HistoryLine, ...]
    can_edit: bool


def department_lines(*, viewer: Viewer) -> list[DepartmentLine]:
    """List all departments by name with head and number of people: one query."""
    permissions.check(viewer, permissions.SEE_PEOPLE)
    here = Count("people", filter=Q(people__is_active=True))
    rows = Department.objects.select_related("head").annotate(people_here=here).order_by("name", "pk")
    return [_department(row) for row in rows]


def department_tree(*, viewer: Viewer) -> list[DepartmentNode]:
    """Build the tree of the organisation: one query."""
    return _tree(department_lines(viewer=viewer), top=None)


def department_page(*, viewer: Viewer, department_id: int) -> DepartmentPage:
    """Describe one department. Raises NotFound."""
    lines = {line.id: line for line in department_lines(viewer=viewer)}
    line = lines.get(department_id)
    if line is None:
        raise NotFound(_("There is no such department."))
    people = permissions.visible_to(viewer).filter(department_id=department_id, is_active=True)
    people = people.select_related("department").order_by("name", "pk")
    return DepartmentPage(
        line=line,
        above=tuple(_above(lines, line)),
        below=tuple(_tree(lines.values(), top=department_id)),
        people=tuple(person_line(viewer, person) for person in people[:MOST_PEOPLE]),
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, department_id))),
        can_edit=permissions.may(viewer, permissions.EDIT_PEOPLE),
    )


def department_choices(*, viewer: Viewer, without_below: int | None = None) -> list[tuple[int, str]]:
    """List departments as (id, name indented by depth) for forms; leaves out one and all below it: one query."""
    permissions.check(viewer, permissions.SEE_PEOPLE)
    rows = list(Department.objects.order_by("name", "pk").values_list("pk", "name", "parent_id"))
    hidden: frozenset[int] = frozenset()
    if without_below is not None:
        hidden = rules.subtree({pk: parent for pk, _name, parent in rows}, {without_below})
    below: dict[int | None, list[tuple[int, str]]] = {}
    for pk, name, parent in rows:
        below.setdefault(parent, []).append((pk, name))
    return [(pk, label) for pk, label in _indented(below, None, 0) if pk not in hidden]


def _indented(
    below: Mapping[int | None, list[tuple[int, str]]], top: int | None, depth: int
) -> Iterator[tuple[int, str]]:
    for pk, name in below.get(top, ()):
        yield pk, "\u2014 " * depth + name
        yield from _indented(below, pk, depth + 1)


def _department(row: Department) -> DepartmentLine:
    return DepartmentLine(
        id=row.pk,
        name=row.name,
        side=row.side,
        parent_id=row.parent_id,
        head_id=row.head_id,
        head=row.head.name if row.head else "",
        external_key=row.external_key,
        people=row.people_here,  # type: ignore[attr-defined]
        version=row.version,
    )


def _tree(lines: Iterable[DepartmentLine], *, top: int | None) -> list[DepartmentNode]:
    listed = list(lines)
    nodes = {line.id: _node(line) for line in listed}
    tops: list[DepartmentNode] = []
    for line in listed:
        if line.parent_id == top:
            tops.append(nodes[line.id])
        elif line.parent_id is not None and line.parent_id in nodes:
            nodes[line.parent_id].children.append(nodes[line.id])
    return tops


def _node(line: DepartmentLine) -> DepartmentNode:
    people = ngettext("%(n)s person", "%(n)s people", line.people) % {"n": line.people}
    meta = _("%(people)s, headed by %(head)s") % {"people": people, "head": line.head} if line.head else people
    return DepartmentNode(line.id, line.name, reverse("people:department", args=[line.id]), line.side, meta)


def _above(lines: dict[int, DepartmentLine], line: DepartmentLine) -> list[tuple[int, str]]:
    path: list[tuple[int, str]] = []
    parent = line.parent_id
    while parent is not None and parent in lines and len(path) < len(lines):
        path.append((parent, lines[parent].name))
        parent = lines[parent].parent_id
    return path[::-1]
