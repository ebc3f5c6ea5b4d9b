"""Departments, people, roles, the permission table and one's own account as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from ninja.security import SessionAuth

from accord.apps.people import permissions, reads, rules, writes
from accord.apps.people.permissions import door
from accord.apps.ui.api import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Line,
    Listing,
    Mail,
    OptionalLine,
    Page,
    Search,
    Version,
    one_of,
    text,
)  # fmt: skip
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import viewer_of

router = Router(tags=["people"])


class DepartmentOut(Schema):
    """A department."""

    id: int
    name: str
    side: str
    parent_id: int | None
    head_id: int | None
    external_key: str
    people: int
    version: int


class DepartmentIn(Body):
    """A new department."""

    name: Line
    side: Annotated[str, one_of(rules.Side)]
    parent_id: Id | None = None
    head_id: Id | None = None
    external_key: OptionalLine = ""


class DepartmentChange(Body):
    """What changes about a department; what is left out stays."""

    version: Version
    name: Line = ""
    side: Annotated[str, one_of(rules.Side)] = "business"
    parent_id: Id | None = None
    head_id: Id | None = None
    external_key: OptionalLine = ""


class PersonOut(Schema):
    """A person; mail address and roles are empty for viewers who may not see them."""

    id: int
    name: str
    title: str
    department_id: int | None
    is_active: bool
    email: str
    roles: list[str]
    version: int


class PersonIn(Body):
    """A new person, an employee without sign-in."""

    name: Line
    email: Mail | None = None
    title: OptionalLine = ""
    department_id: Id | None = None
    external_key: OptionalLine = ""


class PersonChange(Body):
    """What changes about a person; what is left out stays."""

    version: Version
    name: Line = ""
    email: Mail | None = None
    title: OptionalLine = ""
    department_id: Id | None = None
    external_key: OptionalLine = ""


class PeopleQuery(Page):
    """Which people: by words, department, side, role (for those who may see roles), and those who left."""

    q: Search = ""
    department: Id | None = None
    side: Annotated[str, one_of(rules.Side)] | None = None
    role: Annotated[str, one_of(rules.Role)] | None = None
    left: bool = False


class LeavingIn(Body):
    """When somebody left."""

    left_date: Day


class InvitationOut(Schema):
    """A link to sign in for the first time, shown this once."""

    url: str
    expires_at: datetime


class MeOut(Schema):
    """Who is signed in."""

    id: int
    name: str
    title: str
    email: str
    department_id: int | None
    roles: list[str]
    version: int


class MeChange(Body):
    """What people change about themselves."""

    version: Version
    name: Line


class TokenIn(Body):
    """A new token."""

    name: Annotated[str, text(80)]


class TokenOut(Schema):
    """A token, without the token itself."""

    id: int
    name: str
    hint: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class NewTokenOut(Schema):
    """A token as it is made: ``token`` is shown this once."""

    id: int
    name: str
    token: str


class CellOut(Schema):
    """What one role may: yes, own or no."""

    role: str
    answer: str


class ActionOut(Schema):
    """One row of the permission table."""

    code: str
    label: str
    own: str
    cells: list[CellOut]


class ActionsOut(Schema):
    """The rows of one part of Accord."""

    name: str
    rows: list[ActionOut]


class Left(Schema):
    """The day somebody left."""

    id: int
    is_active: bool
    left_date: date | None


@router.get("/departments", response={200: Listing[DepartmentOut], **PROBLEMS})
@door(permissions.SEE_PEOPLE)
def departments(request: HttpRequest, page: Query[Page]) -> Any:
    """List departments by name."""
    lines = reads.department_lines(viewer=viewer_of(request))
    return {"items": lines[page.offset : page.offset + page.limit], "count": len(lines)}


@router.post("/departments", response={201: DepartmentOut, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def add_department(request: HttpRequest, data: DepartmentIn) -> Any:
    """Add a department."""
    viewer = viewer_of(request)
    added = writes.add_department(**data.model_dump(), by=viewer, at=timezone.now())
    return Status(201, reads.department_page(viewer=viewer, department_id=added.pk).line)


@router.get("/departments/{department_id}", response={200: DepartmentOut, **PROBLEMS})
@door(permissions.SEE_PEOPLE)
def department(request: HttpRequest, department_id: Id) -> Any:
    """Show one department."""
    return reads.department_page(viewer=viewer_of(request), department_id=department_id).line


@router.patch("/departments/{department_id}", response={200: DepartmentOut, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def edit_department(request: HttpRequest, department_id: Id, data: DepartmentChange) -> Any:
    """Change a department, or move it in the tree."""
    viewer = viewer_of(request)
    writes.edit_department(department_id=department_id, values=_given(data), seen_version=data.version, by=viewer,
                           at=timezone.now())  # fmt: skip
    return reads.department_page(viewer=viewer, department_id=department_id).line


@router.delete("/departments/{department_id}", response={204: None, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def remove_department(request: HttpRequest, department_id: Id) -> Any:
    """Remove a department that nothing belongs to."""
    writes.remove_department(department_id=department_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)


@router.get("/people", response={200: Listing[PersonOut], **PROBLEMS})
@door(permissions.SEE_PEOPLE)
def people(request: HttpRequest, page: Query[PeopleQuery]) -> Any:
    """List people by name; those who left only with ``left``."""
    viewer = viewer_of(request)
    spec = reads.people_spec(viewer=viewer)
    wanted = {"department": page.department, "side": page.side, "role": page.role, "state": page.left and "left"}
    chosen = {name: (str(value),) for name, value in wanted.items() if value}
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort="name")
    found = reads.people_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": found.rows, "count": found.total}


@router.post("/people", response={201: PersonOut, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def add_person(request: HttpRequest, data: PersonIn) -> Any:
    """Add a person."""
    viewer = viewer_of(request)
    added = writes.add_person(**data.model_dump(), by=viewer, at=timezone.now())
    return Status(201, reads.person_page(viewer=viewer, person_id=added.pk).line)


@router.get("/people/{person_id}", response={200: PersonOut, **PROBLEMS})
@door(permissions.SEE_PEOPLE)
def person(request: HttpRequest, person_id: Id) -> Any:
    """Show one person."""
    return reads.person_page(viewer=viewer_of(request), person_id=person_id).line


@router.patch("/people/{person_id}", response={200: PersonOut, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def edit_person(request: HttpRequest, person_id: Id, data: PersonChange) -> Any:
    """Change a person."""
    viewer = viewer_of(request)
    writes.edit_person(person_id=person_id, values=_given(data), seen_version=data.version, by=viewer,
                       at=timezone.now())  # fmt: skip
    return reads.person_page(viewer=viewer, person_id=person_id).line


@router.post("/people/{person_id}/leaving", response={200: Left, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def leave(request: HttpRequest, person_id: Id, data: LeavingIn) -> Any:
    """Note that somebody left: no sign-in any more."""
    return writes.leave(person_id=person_id, left_date=data.left_date, by=viewer_of(request), at=timezone.now())


@router.post("/people/{person_id}/return", response={200: Left, **PROBLEMS})
@door(permissions.EDIT_PEOPLE)
def return_person(request: HttpRequest, person_id: Id) -> Any:
    """Note that somebody is back."""
    return writes.return_person(person_id=person_id, by=viewer_of(request), at=timezone.now())


@router.put("/people/{person_id}/roles/{role}", response={200: PersonOut, **PROBLEMS})
@door(permissions.GRANT_ROLES)
def grant_role(request: HttpRequest, person_id: Id, role: Annotated[str, one_of(rules.Role)]) -> Any:
    """Give a role."""
    return writes.grant_role(person_id=person_id, role=role, by=viewer_of(request), at=timezone.now())


@router.delete("/people/{person_id}/roles/{role}", response={200: PersonOut, **PROBLEMS})
@door(permissions.GRANT_ROLES)
def take_role(request: HttpRequest, person_id: Id, role: Annotated[str, one_of(rules.Role)]) -> Any:
    """Take a role."""
    return writes.take_role(person_id=person_id, role=role, by=viewer_of(request), at=timezone.now())


@router.post("/people/{person_id}/invitation", response={201: InvitationOut, **PROBLEMS})
@door(permissions.GRANT_ROLES)
def invite(request: HttpRequest, person_id: Id) -> Any:
    """Make an invitation link; earlier ones end."""
    at = timezone.now()
    token = writes.invite(person_id=person_id, by=viewer_of(request), at=at)
    url = request.build_absolute_uri(reverse("people:invitation", args=[token]))
    return Status(201, {"url": url, "expires_at": at + rules.INVITATION_LASTS})


@router.post("/people/{person_id}/erasure", response={204: None, **PROBLEMS})
@door(permissions.ERASE_PEOPLE)
def erase_person(request: HttpRequest, person_id: Id) -> Any:
    """Erase a person's data for good."""
    writes.erase_person(person_id=person_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)


@router.get("/permissions", response={200: list[ActionsOut], **PROBLEMS})
@door(permissions.SEE_ROLES)
def permission_table(request: HttpRequest) -> Any:
    """Show who may do what."""
    return reads.permission_table(viewer=viewer_of(request))


@router.get("/me", response={200: MeOut, **PROBLEMS}, tags=["account"])
@door(permissions.OWN_ACCOUNT)
def me(request: HttpRequest) -> Any:
    """Show who is signed in."""
    return reads.account(viewer=viewer_of(request))


@router.patch("/me", response={200: MeOut, **PROBLEMS}, tags=["account"])
@door(permissions.OWN_ACCOUNT)
def edit_me(request: HttpRequest, data: MeChange) -> Any:
    """Change one's own name."""
    viewer = viewer_of(request)
    writes.edit_own(values=_given(data), seen_version=data.version, by=viewer, at=timezone.now())
    return reads.account(viewer=viewer)


@router.get("/me/tokens", response={200: list[TokenOut], **PROBLEMS}, tags=["account"])
@door(permissions.OWN_ACCOUNT)
def tokens(request: HttpRequest) -> Any:
    """List one's own tokens."""
    return reads.tokens(viewer=viewer_of(request))


@router.post("/me/tokens", response={201: NewTokenOut, **PROBLEMS}, auth=SessionAuth(), tags=["account"])
@door(permissions.OWN_ACCOUNT)
def make_token(request: HttpRequest, data: TokenIn) -> Any:
    """Make a token. Needs a signed-in browser: a token cannot make tokens."""
    made, secret = writes.make_token(name=data.name, by=viewer_of(request), at=timezone.now())
    return Status(201, {"id": made.pk, "name": made.name, "token": secret})


@router.delete("/me/tokens/{token_id}", response={204: None, **PROBLEMS}, tags=["account"])
@door(permissions.OWN_ACCOUNT)
def revoke_token(request: HttpRequest, token_id: Id) -> Any:
    """End one of one's own tokens."""
    writes.revoke_token(token_id=token_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)


def _given(data: Body) -> dict[str, Any]:
    """Give what the request names, without the version."""
    return data.model_dump(exclude_unset=True, exclude={"version"})
