"""Adding, changing, moving and removing departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import Department, Person
from accord.apps.people.permissions import EDIT_PEOPLE, check
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.ui.writes import at_once, insert_many

KIND = "people.department"
EDITABLE = ("name", "side", "parent_id", "head_id", "external_key")


def add_department(
    *,
    name: str,
    side: str,
    parent_id: int | None = None,
    head_id: int | None = None,
    external_key: str = "",
    by: Viewer | None,
    at: datetime,
    batch: Ref | None = None,
) -> Department:
    """Add a department. Raises NotAllowed, or Invalid for a blank name, an unknown side, parent or head."""
    if by is not None:
        check(by, EDIT_PEOPLE)
    values = _checked({"name": name, "side": side, "parent_id": parent_id, "head_id": head_id})
    with transaction.atomic():
        department = Department.objects.create(external_key=external_key, **values)
        changes = [Change(field="name", new=department.name), Change(field="side", new=department.side)]
        if parent_id is not None:
            changes.append(Change(field="parent", new=str(Ref(KIND, parent_id))))
        if head_id is not None:
            changes.append(Change(field="head", new=str(Ref("people.person", head_id))))
        event = events.DepartmentAdded(subject=Ref(KIND, department.pk), changes=tuple(changes))
        trail.record(event, by=by, at=at, batch=batch)
    return department


@at_once
def add_departments(
    *,
    names: Sequence[str],
    side: str,
    by: Viewer,
    at: datetime,
    batch: Ref | None = None,
    ids: Sequence[int | None] = (),
) -> list[Department]:
    """Add many departments at the top of the tree, as an import does; ``ids`` are those that were here before.

    Raises NotAllowed, or Invalid for a bad name.
    """
    check(by, EDIT_PEOPLE)
    wanted = [_checked({"name": name, "side": side}) for name in names]
    known = ids or [None] * len(wanted)
    made = insert_many(records=[Department(pk=pk, **values) for pk, values in zip(known, wanted, strict=True)])
    told = [
        events.DepartmentAdded(
            subject=Ref(KIND, one.pk), changes=(Change(field="name", new=one.name), Change(field="side", new=one.side))
        )
        for one in made
    ]
    trail.record_many(told, by=by, at=at, batch=batch)
    return made


def edit_department(
    *,
    department_id: int,
    values: Mapping[str, Any],
    seen_version: int | None = None,
    by: Viewer | None,
    at: datetime,
    batch: Ref | None = None,
) -> Department:
    """Change ``name``, ``side``, ``parent_id``, ``head_id`` or ``external_key``; moving takes all below along.

    Raises NotAllowed, NotFound, Invalid (also for a circle) or EditConflict.
    """
    if by is not None:
        check(by, EDIT_PEOPLE)
    checked = _checked({name: value for name, value in values.items() if name in EDITABLE})
    with transaction.atomic():
        # All departments are locked in one order, so that two moves can never close a circle together.
        parents = dict(Department.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
        if "parent_id" in checked and rules.makes_circle(parents, department_id, checked["parent_id"]):
            raise Invalid(
                _("A department cannot stand below itself."),
                {"parent": _("Choose a department that is not below this one.")},
            )
        department = Department.objects.filter(pk=department_id).first()
        if department is None:
            raise NotFound(_("There is no such department."))
        trail.edit(
            department, checked, event=events.DepartmentEdited, subject=Ref(KIND, department_id),
            by=by, at=at, seen_version=seen_version, batch=batch,
        )  # fmt: skip
    return department


def remove_department(*, department_id: int, by: Viewer | None, at: datetime, batch: Ref | None = None) -> None:
    """Remove a department that nothing belongs to. Raises NotAllowed, NotFound or WrongState."""
    if by is not None:
        check(by, EDIT_PEOPLE)
    with transaction.atomic():
        department = Department.objects.select_for_update().filter(pk=department_id).first()
        if department is None:
            raise NotFound(_("There is no such department."))
        name = department.name
        try:
            with transaction.atomic():
                department.delete()
        except models.ProtectedError as used:
            raise WrongState(
                _("People, departments or records still belong to %(name)s. Move them first.") % {"name": name}
            ) from used
        event = events.DepartmentRemoved(
            subject=Ref(KIND, department_id), changes=(Change(field="name", old=name, new=name),)
        )
        trail.record(event, by=by, at=at, batch=batch)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Check what was given and tidy it; raises Invalid naming every field that is wrong."""
    tidy, wrong = dict(values), {}
    if "name" in values:
        tidy["name"] = str(values["name"]).strip()
        if not tidy["name"] or len(tidy["name"]) > 200:
            wrong["name"] = _("Give the department a name of at most 200 characters.")
    if "side" in values and values["side"] not in set(rules.Side):
        wrong["side"] = _("Choose one of the sides.")
    parent, head = values.get("parent_id"), values.get("head_id")
    if parent is not None and not Department.objects.filter(pk=parent).exists():
        wrong["parent"] = _("There is no such department.")
    if head is not None and not Person.objects.filter(pk=head, is_active=True).exists():
        wrong["head"] = _("Choose somebody who works here.")
    if wrong:
        raise Invalid(_("The department cannot be saved like this."), wrong)
    return tidy
