"""What can be changed on many goals at once: an owner, and when they are looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals import reads, writes
from accord.apps.goals.permissions import ADD, EDIT, find, visible_to
from accord.apps.people import reads as people
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import BulkAction, BulkKind, BulkStep, bulk
from accord.apps.ui.writes import refuse_if_changed

KIND = "goals.goal"
ASKED_AGAIN = gettext_lazy("Whoever has agreed for that side is asked again, also when this is taken back.")


def plug_in() -> None:
    """Plug in the kind with its actions."""
    bulk.plug(BulkKind("goals", KIND, gettext_lazy("goals"), "goals:goals", _actions(), _matching, _shown_to))


def _actions() -> tuple[BulkAction, ...]:
    return (
        _owning("business_owner", gettext_lazy("Name the owner for the business")),
        _owning("it_owner", gettext_lazy("Name the owner for IT")),
        BulkAction("review", gettext_lazy("Set the day of the next look"), _day_fields, _look, _look_back),
    )


def _shown_to(viewer: Viewer) -> bool:
    return may(viewer, EDIT) or may(viewer, ADD)


def _matching(viewer: Viewer, asked: QueryDict) -> Sequence[int]:
    query = ListQuery.parse(asked, reads.goals_spec(viewer=viewer))
    return list(query.order(query.narrow(visible_to(viewer))).values_list("pk", flat=True))


def _owning(name: str, label: Any) -> BulkAction:
    """Make the action that names one of the two owners."""
    column = f"{name}_id"

    def fields(viewer: Viewer) -> Mapping[str, forms.Field]:
        choices = [("", _("nobody yet")), *((str(pk), said) for pk, said in people.person_choices(viewer=viewer))]
        return {"to": forms.ChoiceField(label=_("Person"), choices=choices, required=False)}

    def do(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
        goal, wanted = find(by, pk), int(values["to"]) if values.get("to") else None
        before: int | None = getattr(goal, column)
        if before == wanted:
            return None
        writes.edit_goal(goal=goal, values={column: wanted}, by=by, at=at)
        return BulkStep(_told(before), _told(wanted), {"was": before, "now": wanted})

    def undo(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
        goal = find(by, pk)
        refuse_if_changed(now=getattr(goal, column), then=memo["now"])
        writes.edit_goal(goal=goal, values={column: memo["was"]}, by=by, at=at)

    return BulkAction(name, label, fields, do, undo, note=ASKED_AGAIN)


def _told(pk: int | None) -> str:
    return _("nobody") if pk is None else str(Ref("people.person", pk))


def _day_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    day = forms.DateField(
        label=_("Look at them again on"), required=False, help_text=_("Leave it empty to name no day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    return {"to": day}


def _look(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    goal, wanted = find(by, pk), date.fromisoformat(values["to"]) if values.get("to") else None
    before = goal.review_date
    if before == wanted:
        return None
    writes.edit_goal(goal=goal, values={"review_date": wanted}, by=by, at=at)
    return BulkStep(_day(before), _day(wanted), {"was": _iso(before), "now": _iso(wanted)})


def _look_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    goal = find(by, pk)
    refuse_if_changed(now=_iso(goal.review_date), then=memo["now"])
    values = {"review_date": date.fromisoformat(memo["was"]) if memo["was"] else None}
    writes.edit_goal(goal=goal, values=values, by=by, at=at)


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else _("no day")
