"""What forms and other apps choose from: initiatives, goals, the next stages; and titles by id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import MOVES, Stage
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class InitiativeChoice:
    """An initiative to choose."""

    id: int
    title: str
    department_id: int | None


def initiative_choices(
    *, viewer: Viewer, words: str = "", department_ids: Collection[int] | None = None, limit: int = 500
) -> list[InitiativeChoice]:
    """List initiatives the viewer may see by title, narrowed by words and departments: one query."""
    found = visible_to(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    if department_ids is not None:
        found = found.filter(department__in=department_ids)
    rows = found.order_by("title", "pk").values_list("pk", "title", "department_id")
    return [InitiativeChoice(*row) for row in rows[:limit]]


def initiative_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("initiatives:initiative", args=[pk])) for pk, title in rows}


def goal_choices(*, viewer: Viewer, initiative: Initiative) -> list[tuple[int, str]]:
    """List active goals that this initiative does not serve yet: one query."""
    served = GoalLink.objects.filter(initiative=initiative, removed_at=None).values("goal")
    open_goals = Goal.objects.filter(~Q(pk__in=served), state="active")
    return list(open_goals.order_by("title", "pk").values_list("pk", "title"))


def stage_move(*, viewer: Viewer, initiative: Initiative) -> tuple[Stage, ...]:  # no query
    """List the stages that may follow the present one."""
    return MOVES[Stage(initiative.stage)]
