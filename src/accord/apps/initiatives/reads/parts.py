"""One part of an initiative the viewer may see, with its initiative loaded; also what has been removed."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import GoalLink, Link, Milestone, Money, StageChange
from accord.apps.initiatives.permissions import visible_to
from accord.apps.ui.rules import NotFound, Viewer

Part = TypeVar("Part", bound=Model)


def milestone(*, viewer: Viewer, initiative_id: int, milestone_id: int) -> Milestone:
    """Get a milestone. Raises NotFound."""
    return _part(Milestone, viewer, initiative_id, milestone_id)


def goal_link(*, viewer: Viewer, initiative_id: int, link_id: int) -> GoalLink:
    """Get a goal link with its goal. Raises NotFound."""
    return _part(GoalLink, viewer, initiative_id, link_id, "goal")


def money(*, viewer: Viewer, initiative_id: int, money_id: int) -> Money:
    """Get an amount. Raises NotFound."""
    return _part(Money, viewer, initiative_id, money_id)


def link(*, viewer: Viewer, initiative_id: int, link_id: int) -> Link:
    """Get a link. Raises NotFound."""
    return _part(Link, viewer, initiative_id, link_id)


def stage_change(*, viewer: Viewer, initiative_id: int, change_id: int) -> StageChange:
    """Get a step of the stage history. Raises NotFound."""
    return _part(StageChange, viewer, initiative_id, change_id)


def _part(model: type[Part], viewer: Viewer, initiative_id: int, part_id: int, *also: str) -> Part:
    seen = visible_to(viewer).filter(pk=initiative_id).order_by().values("pk")
    found = (
        model._default_manager.select_related("initiative", *also)
        .filter(pk=part_id, initiative=initiative_id, initiative__in=seen)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such thing here, or it is not open to you."))
    return found
