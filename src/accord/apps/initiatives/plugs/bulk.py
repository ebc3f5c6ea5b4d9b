"""What can be changed on many initiatives at once, each by the write that changes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals import reads as goals
from accord.apps.initiatives import reads, writes
from accord.apps.initiatives.models import GoalLink
from accord.apps.initiatives.permissions import EDIT, find, visible_to
from accord.apps.initiatives.rules import STAGE_LABELS, VISIBILITY_LABELS
from accord.apps.people import reads as people
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Ref, Role, Viewer
from accord.apps.ui.sockets import BulkAction, BulkKind, BulkStep, bulk
from accord.apps.ui.writes import refuse_if_changed

KIND = "initiatives.initiative"
OWN = frozenset({Role.DELIVERY_LEAD, Role.DEPARTMENT_HEAD})  # roles that often have several of their own
Do = Callable[[Viewer, int, Mapping[str, Any], int | None, datetime], BulkStep | None]
Undo = Callable[[Viewer, int, Mapping[str, Any], int, datetime], None]


def plug_in() -> None:
    """Plug in the kind with its actions."""
    bulk.plug(
        BulkKind(
            "initiatives",
            KIND,
            gettext_lazy("initiatives"),
            "initiatives:initiatives",
            _actions(),
            _matching,
            _shown_to,
        )
    )


def _actions() -> tuple[BulkAction, ...]:
    return (
        BulkAction("stage", gettext_lazy("Move to a stage"), _stage_fields, _move, _move_back),
        _setting("department", gettext_lazy("Give to a department"), _department_fields, "people.department"),
        _setting("sponsor", gettext_lazy("Name the sponsor"), _person_fields, "people.person"),
        _setting("lead", gettext_lazy("Name the lead"), _person_fields, "people.person"),
        BulkAction(
            "goal", gettext_lazy("Link to a goal"), _goal_fields, _link, _unlink,
            note=gettext_lazy("Each side agrees to the link afterwards, initiative by initiative."),
        ),
        BulkAction("visibility", gettext_lazy("Say who may see them"), _visibility_fields, _open, _open_back),
    )  # fmt: skip


def _shown_to(viewer: Viewer) -> bool:
    return may(viewer, EDIT) or not OWN.isdisjoint(viewer.roles)


def _matching(viewer: Viewer, asked: QueryDict) -> Sequence[int]:
    query = ListQuery.parse(asked, reads.initiatives_spec(viewer=viewer))
    return list(query.order(query.narrow(visible_to(viewer))).values_list("pk", flat=True))


# --- stage --------------------------------------------------------------------------------------------------------


def _stage_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    return {
        "to": forms.ChoiceField(label=_("Stage"), choices=[(code, _(words)) for code, words in STAGE_LABELS.items()]),
        "on": forms.DateField(
            label=_("Since"), required=False, help_text=_("Leave it empty where the day is not known."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        ),
    }  # fmt: skip


def _move(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    one = find(by, pk)
    before, to = one.stage, values["to"]
    if before == to:
        return None
    on = date.fromisoformat(values["on"]) if values.get("on") else None
    step = writes.move_stage(initiative=one, to=to, on=on, by=by, at=at)
    return BulkStep(_(STAGE_LABELS[before]), _(STAGE_LABELS[to]), {"step": step.pk})


def _move_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    one = find(by, pk)
    last = one.stage_changes.order_by("-pk").values_list("pk", flat=True).first()
    refuse_if_changed(now=last, then=memo["step"])
    writes.take_back_stage(initiative=one, by=by, at=at)


# --- department, sponsor, lead ------------------------------------------------------------------------------------


def _department_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [("", _("no department")), *((str(pk), name) for pk, name in people.department_choices(viewer=viewer))]
    return {"to": forms.ChoiceField(label=_("Department"), choices=choices, required=False)}


def _person_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [("", _("nobody yet")), *((str(pk), name) for pk, name in people.person_choices(viewer=viewer))]
    return {"to": forms.ChoiceField(label=_("Person"), choices=choices, required=False)}


def _setting(name: str, label: Any, fields: Callable[[Viewer], Mapping[str, forms.Field]], kind: str) -> BulkAction:
    """Make the action that sets one link of an initiative."""
    column = f"{name}_id"

    def do(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
        one, wanted = find(by, pk), int(values["to"]) if values.get("to") else None
        before: int | None = getattr(one, column)
        if before == wanted:
            return None
        writes.edit_initiative(initiative=one, values={column: wanted}, by=by, at=at)
        return BulkStep(_told(kind, before), _told(kind, wanted), {"was": before, "now": wanted})

    def undo(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
        one = find(by, pk)
        refuse_if_changed(now=getattr(one, column), then=memo["now"])
        writes.edit_initiative(initiative=one, values={column: memo["was"]}, by=by, at=at)

    return BulkAction(name, label, fields, do, undo)


def _told(kind: str, pk: int | None) -> str:
    return _("nothing") if pk is None else str(Ref(kind, pk))


# --- goals --------------------------------------------------------------------------------------------------------


def _goal_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [(str(pk), title) for pk, title in goals.goal_choices(viewer=viewer)]
    return {"to": forms.ChoiceField(label=_("Goal"), choices=choices)}


def _link(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    one, goal_id = find(by, pk), int(values["to"])
    if GoalLink.objects.filter(initiative=pk, goal=goal_id, removed_at=None).exists():
        return None
    link = writes.link_goal(initiative=one, goal_id=goal_id, by=by, at=at)
    return BulkStep(_("not linked"), str(Ref("goals.goal", goal_id)), {"link": link.pk})


def _unlink(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    find(by, pk)
    link = GoalLink.objects.select_related("initiative").get(pk=memo["link"])
    writes.unlink_goal(link=link, by=by, at=at)


# --- who may see it -----------------------------------------------------------------------------------------------


def _visibility_fields(viewer: Viewer) -> Mapping[str, forms.Field]:
    choices = [(code, _(words)) for code, words in VISIBILITY_LABELS.items()]
    return {"to": forms.ChoiceField(label=_("Open to"), choices=choices)}


def _open(by: Viewer, pk: int, values: Mapping[str, Any], at: datetime) -> BulkStep | None:
    one = find(by, pk)
    before, to = one.visibility, values["to"]
    if before == to:
        return None
    writes.set_visibility(initiative=one, visibility=to, by=by, at=at)
    return BulkStep(_(VISIBILITY_LABELS[before]), _(VISIBILITY_LABELS[to]), {"was": before, "now": to})


def _open_back(by: Viewer, pk: int, memo: Mapping[str, Any], at: datetime) -> None:
    one = find(by, pk)
    refuse_if_changed(now=one.visibility, then=memo["now"])
    writes.set_visibility(initiative=one, visibility=memo["was"], by=by, at=at)
