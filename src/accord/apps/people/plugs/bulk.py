"""What can be changed on many people at once: the department, and with it the side they stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people import reads, writes
from accord.apps.people.models import Person
from accord.apps.people.permissions import EDIT_PEOPLE, may, visible_to
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.ui.sockets import BulkAction, BulkKind, BulkStep, bulk
from accord.apps.ui.writes import refuse_if_changed

KIND = "people.person"


def plug_in() -> None:
    """Plug in the kind with its action."""
    action = BulkAction(
        "department", gettext_lazy("Move to a department"), _fields, _move, _move_back,
        note=gettext_lazy("They then stand on the side of that department."),
    )  # fmt: skip
    bulk.plug(BulkKind("people", KIND, gettext_lazy("people"), "people:people", (action,), _matching, _shown_to))


def _shown_to(viewer: Viewer) -> bool:
    return may(viewer, EDIT_PEOPLE)


def _matching(viewer: Viewer, asked: QueryDict) -> Sequence[int]:
    query = ListQuery.parse(asked, reads.people_spec(viewer=viewer))
    return [line.id for line in reads.person_lines(viewer=viewer, query=query)]


def _fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [("", _("no department")), *((str(pk), name) for pk, name in reads.department_choices(viewer=viewer))]
    return {"to": forms.ChoiceField(label=_("Department"), choices=choices, required=False)}


def _move(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    before, wanted = _department(by, pk), int(values["to"]) if values.get("to") else None
    if before == wanted:
        return None
    writes.edit_person(person_id=pk, values={"department_id": wanted}, by=by, at=at)
    return BulkStep(_told(before), _told(wanted), {"was": before, "now": wanted})


def _move_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    refuse_if_changed(now=_department(by, pk), then=memo["now"])
    writes.edit_person(person_id=pk, values={"department_id": memo["was"]}, by=by, at=at)


def _department(by: Viewer, pk: int) -> int | None:
    person: Person | None = visible_to(by).filter(pk=pk).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    return person.department_id


def _told(pk: int | None) -> str:
    return _("no department") if pk is None else str(Ref("people.department", pk))
