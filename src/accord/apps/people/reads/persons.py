"""Who works here: the list, one person with history, and the choices of forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people import permissions, rules
from accord.apps.people.models import Department, Invitation, Person, holding
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Ref, Viewer

KIND = "people.person"
PAGE_SIZE = 50


@dataclass(frozen=True)
class PersonLine:
    """One person in a list; mail and roles are empty where the viewer may not see them."""

    id: int
    name: str
    title: str
    department_id: int | None
    department: str
    side: str
    is_active: bool
    email: str
    roles: tuple[str, ...]
    version: int
    external_key: str = ""

    @property
    def role_labels(self) -> str:
        """The roles beyond employee, in words."""
        return ", ".join(rules.ROLE_LABELS[role] for role in self.roles if role != rules.Role.EMPLOYEE)


@dataclass(frozen=True)
class RoleLine:
    """One role as the person's page shows it."""

    code: str
    label: str
    held: bool


@dataclass(frozen=True)
class PersonPage:
    """One person with everything the viewer may see and do."""

    line: PersonLine
    left_date: date | None
    erased_at: datetime | None
    external_key: str
    language: str
    heads: tuple[tuple[int, str], ...]
    roles: tuple[RoleLine, ...]
    signs_in: bool
    invited_until: datetime | None
    history: tuple[HistoryLine, ...]
    sees_contacts: bool
    can_edit: bool
    can_grant: bool
    can_erase: bool


def people_spec(*, viewer: Viewer) -> ListSpec:
    """Say how the list of people can be narrowed, searched and sorted by this viewer."""
    filters = [
        Filter("department", gettext_lazy("Department"), [
            (str(pk), name) for pk, name in Department.objects.order_by("name", "pk").values_list("pk", "name")
        ]),
        Filter("side", gettext_lazy("Side"), list(rules.SIDE_LABELS.items()), lookup="department__side"),
    ]  # fmt: skip
    search = ["name", "title", "department__name"]
    if permissions.may(viewer, permissions.SEE_CONTACTS):
        filters.append(Filter("role", gettext_lazy("Role"), list(rules.ROLE_LABELS.items()), where=_holding_any))
        search.append("email")
    states = [("here", gettext_lazy("works here")), ("left", gettext_lazy("left"))]
    filters.append(Filter("state", gettext_lazy("State"), states, where=_in_states))
    return ListSpec(
        filters=tuple(filters),
        search=tuple(search),
        sorts={"name": ("name",), "title": ("title", "name"), "department": ("department__name", "name"),
               "side": ("department__side", "department__name", "name")},
        default_sort="name",
        page_size=PAGE_SIZE,
    )  # fmt: skip


def people_page(*, viewer: Viewer, query: ListQuery) -> ListPage[PersonLine]:
    """List one page of people: three queries. Those who left are listed only when asked for."""
    records = query.page(_listed(viewer, query))
    return query.page_with([person_line(viewer, person) for person in records.rows], records)


def people_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> ListPage[PersonLine]:
    """List any slice of a query's people with how many there are in all: two queries."""
    found = query.narrow(_listed(viewer, query))
    rows = tuple(person_line(viewer, person) for person in query.order(found)[offset : offset + limit])
    return ListPage(rows, found.count(), 1, max(1, limit))


def person_lines(*, viewer: Viewer, query: ListQuery) -> list[PersonLine]:
    """List all people of a query, for a file."""
    return [person_line(viewer, person) for person in query.order(query.narrow(_listed(viewer, query))).iterator(2_000)]


def person_page(*, viewer: Viewer, person_id: int) -> PersonPage:
    """Describe one person. Raises NotFound."""
    person = permissions.visible_to(viewer).select_related("department").filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    contacts = permissions.can_see_contacts(viewer, person.pk)
    grants = permissions.may(viewer, permissions.GRANT_ROLES)
    open_until = None
    if grants:
        waiting = Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None)
        open_until = waiting.values_list("expires_at", flat=True).order_by("-expires_at").first()
    roles = tuple(RoleLine(role.value, rules.ROLE_LABELS[role], role in person.roles) for role in rules.Role)
    return PersonPage(
        line=person_line(viewer, person),
        left_date=person.left_date,
        erased_at=person.erased_at,
        external_key=person.external_key if contacts else "",
        language=person.language if contacts else "",
        heads=tuple(Department.objects.filter(head=person).order_by("name").values_list("pk", "name")),
        roles=roles if contacts else (),
        signs_in=contacts and (person.has_usable_password() or person.last_login is not None),
        invited_until=open_until,
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, person.pk))) if contacts else (),
        sees_contacts=contacts,
        can_edit=person.erased_at is None and permissions.can_edit(viewer, person),
        can_grant=grants and person.erased_at is None,
        can_erase=permissions.may(viewer, permissions.ERASE_PEOPLE) and person.erased_at is None
        and viewer.pk != person.pk,
    )  # fmt: skip


def person_choices(*, viewer: Viewer, with_id: int | None = None) -> list[tuple[int, str]]:
    """List people who work here as (id, "name, department") for forms; ``with_id`` is listed even if gone."""
    here = Q(is_active=True)
    rows = (
        permissions.visible_to(viewer)
        .filter(here | Q(pk=with_id) if with_id else here)
        .order_by("name", "pk")
        .values_list("pk", "name", "department__name")
    )
    return [(pk, f"{name}, {department}" if department else name) for pk, name, department in rows]


def _listed(viewer: Viewer, query: ListQuery) -> QuerySet[Person]:
    people = permissions.visible_to(viewer).select_related("department")
    return people if query.values("state") else people.filter(is_active=True)


def _holding_any(roles: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for role in roles:
        found |= Q(pk__in=holding(role).values("pk"))
    return found


def _in_states(states: Sequence[str]) -> Q:
    return Q(is_active__in=[state == "here" for state in states])


# no viewer: it takes one, by position, for the reads beside it
def person_line(viewer: Viewer, person: Person) -> PersonLine:
    """Turn a record into a line with what the viewer may see."""
    contacts = permissions.can_see_contacts(viewer, person.pk)
    department = person.department
    return PersonLine(
        id=person.pk,
        name=person.name,
        title=person.title,
        department_id=department.pk if department else None,
        department=department.name if department else "",
        side=department.side if department else "",
        is_active=person.is_active,
        email=(person.email or "") if contacts else "",
        roles=tuple(person.roles) if contacts else (),
        version=person.version,
        external_key=person.external_key if contacts else "",
    )
