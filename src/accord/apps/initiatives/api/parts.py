"""Goals served, milestones, money and links of an initiative as JSON; what is removed can be put back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status

from accord.apps.initiatives import permissions, reads, writes
from accord.apps.initiatives.api.one import given, shown
from accord.apps.initiatives.api.routes import router
from accord.apps.initiatives.api.schemas import (
    FinishIn,
    InitiativePageOut,
    LinkIn,
    MilestoneChange,
    MilestoneIn,
    MoneyIn,
    ServedGoalIn,
    SideCode,
)
from accord.apps.initiatives.models import GoalLink, Link, Milestone, Money
from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of

SHOWN: Any = {200: InitiativePageOut, **PROBLEMS}
ADDED: Any = {201: InitiativePageOut, **PROBLEMS}
HERE = "/initiatives/{initiative_id}"


def _goal(request: HttpRequest, initiative_id: int, link_id: int) -> GoalLink:
    return reads.goal_link(viewer=viewer_of(request), initiative_id=initiative_id, link_id=link_id)


def _milestone(request: HttpRequest, initiative_id: int, milestone_id: int) -> Milestone:
    return reads.milestone(viewer=viewer_of(request), initiative_id=initiative_id, milestone_id=milestone_id)


def _money(request: HttpRequest, initiative_id: int, money_id: int) -> Money:
    return reads.money(viewer=viewer_of(request), initiative_id=initiative_id, money_id=money_id)


def _link(request: HttpRequest, initiative_id: int, link_id: int) -> Link:
    return reads.link(viewer=viewer_of(request), initiative_id=initiative_id, link_id=link_id)


@router.post(f"{HERE}/goals", response=ADDED)
@door(permissions.EDIT)
def link_goal(request: HttpRequest, initiative_id: Id, data: ServedGoalIn) -> Any:
    """Say which goal an initiative serves."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.link_goal(initiative=found, goal_id=data.goal_id, by=viewer, at=timezone.now())
    return Status(201, shown(request, initiative_id))


@router.delete(f"{HERE}/goals/{{link_id}}", response=SHOWN)
@door(permissions.EDIT)
def unlink_goal(request: HttpRequest, initiative_id: Id, link_id: Id) -> Any:
    """Remove a goal link."""
    writes.unlink_goal(link=_goal(request, initiative_id, link_id), by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/goals/{{link_id}}/restoring", response=SHOWN)
@door(permissions.EDIT)
def restore_goal_link(request: HttpRequest, initiative_id: Id, link_id: Id) -> Any:
    """Put a removed goal link back."""
    writes.restore_goal_link(link=_goal(request, initiative_id, link_id), by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.put(f"{HERE}/goals/{{link_id}}/agreement/{{side}}", response=SHOWN)
@door(permissions.AGREE)
def agree_link(request: HttpRequest, initiative_id: Id, link_id: Id, side: SideCode) -> Any:
    """Agree for one side that the initiative serves the goal."""
    link = _goal(request, initiative_id, link_id)
    writes.agree_link(link=link, side=side, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.delete(f"{HERE}/goals/{{link_id}}/agreement/{{side}}", response=SHOWN)
@door(permissions.AGREE)
def disagree_link(request: HttpRequest, initiative_id: Id, link_id: Id, side: SideCode) -> Any:
    """Take back the agreement of one side."""
    link = _goal(request, initiative_id, link_id)
    writes.disagree_link(link=link, side=side, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/milestones", response=ADDED)
@door(permissions.EDIT)
def add_milestone(request: HttpRequest, initiative_id: Id, data: MilestoneIn) -> Any:
    """Add a milestone."""
    viewer = viewer_of(request)
    values = data.model_dump() | {"proof_url": data.proof_url or ""}
    found = permissions.find(viewer, initiative_id)
    writes.add_milestone(initiative=found, **values, by=viewer, at=timezone.now())
    return Status(201, shown(request, initiative_id))


@router.patch(f"{HERE}/milestones/{{milestone_id}}", response=SHOWN)
@door(permissions.EDIT)
def edit_milestone(request: HttpRequest, initiative_id: Id, milestone_id: Id, data: MilestoneChange) -> Any:
    """Change a milestone."""
    values = given(data)
    if "proof_url" in values:
        values["proof_url"] = values["proof_url"] or ""
    writes.edit_milestone(
        milestone=_milestone(request, initiative_id, milestone_id), values=values, seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(request, initiative_id)


@router.delete(f"{HERE}/milestones/{{milestone_id}}", response=SHOWN)
@door(permissions.EDIT)
def remove_milestone(request: HttpRequest, initiative_id: Id, milestone_id: Id) -> Any:
    """Remove a milestone."""
    one = _milestone(request, initiative_id, milestone_id)
    writes.remove_milestone(milestone=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/milestones/{{milestone_id}}/restoring", response=SHOWN)
@door(permissions.EDIT)
def restore_milestone(request: HttpRequest, initiative_id: Id, milestone_id: Id) -> Any:
    """Put a removed milestone back."""
    one = _milestone(request, initiative_id, milestone_id)
    writes.restore_milestone(milestone=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/milestones/{{milestone_id}}/finishing", response=SHOWN)
@door(permissions.EDIT)
def finish_milestone(request: HttpRequest, initiative_id: Id, milestone_id: Id, data: FinishIn) -> Any:
    """Say that a milestone is done, with the result that can be shown."""
    writes.finish_milestone(
        milestone=_milestone(request, initiative_id, milestone_id), done_date=data.done_date, result=data.result,
        proof_url=data.proof_url, seen_version=data.version, by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(request, initiative_id)


@router.post(f"{HERE}/milestones/{{milestone_id}}/reopening", response=SHOWN)
@door(permissions.EDIT)
def reopen_milestone(request: HttpRequest, initiative_id: Id, milestone_id: Id) -> Any:
    """Say that a milestone is not done after all."""
    one = _milestone(request, initiative_id, milestone_id)
    writes.reopen_milestone(milestone=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.put(f"{HERE}/money", response=SHOWN)
@door(permissions.SET_MONEY)
def set_money(request: HttpRequest, initiative_id: Id, data: MoneyIn) -> Any:
    """Set the amount of a month for a kind and a flow."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    values = data.model_dump(exclude={"version"})
    writes.set_money(initiative=found, **values, seen_version=data.version, by=viewer, at=timezone.now())
    return shown(request, initiative_id)


@router.delete(f"{HERE}/money/{{money_id}}", response=SHOWN)
@door(permissions.SET_MONEY)
def remove_money(request: HttpRequest, initiative_id: Id, money_id: Id) -> Any:
    """Remove an amount."""
    one = _money(request, initiative_id, money_id)
    writes.remove_money(money=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/money/{{money_id}}/restoring", response=SHOWN)
@door(permissions.SET_MONEY)
def restore_money(request: HttpRequest, initiative_id: Id, money_id: Id) -> Any:
    """Put a removed amount back."""
    one = _money(request, initiative_id, money_id)
    writes.restore_money(money=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/links", response=ADDED)
@door(permissions.EDIT)
def add_link(request: HttpRequest, initiative_id: Id, data: LinkIn) -> Any:
    """Add a link."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.add_link(initiative=found, label=data.label, url=data.url, by=viewer, at=timezone.now())
    return Status(201, shown(request, initiative_id))


@router.delete(f"{HERE}/links/{{link_id}}", response=SHOWN)
@door(permissions.EDIT)
def remove_link(request: HttpRequest, initiative_id: Id, link_id: Id) -> Any:
    """Remove a link."""
    one = _link(request, initiative_id, link_id)
    writes.remove_link(link=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)


@router.post(f"{HERE}/links/{{link_id}}/restoring", response=SHOWN)
@door(permissions.EDIT)
def restore_link(request: HttpRequest, initiative_id: Id, link_id: Id) -> Any:
    """Put a removed link back."""
    one = _link(request, initiative_id, link_id)
    writes.restore_link(link=one, by=viewer_of(request), at=timezone.now())
    return shown(request, initiative_id)
