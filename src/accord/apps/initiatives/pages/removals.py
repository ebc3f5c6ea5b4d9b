"""Removing a part of an initiative, and putting it back: the undo that follows every removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accord.apps.initiatives import reads, writes
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound


@dataclass(frozen=True)
class Part:
    """A kind of part: how it is found, removed and put back, in words."""

    read: Callable[..., Any]
    key: str
    remove: Callable[..., Any]
    restore: Callable[..., Any]
    name: str
    removed: Any
    restored: Any


PARTS: dict[str, Part] = {
    "goals": Part(
        reads.goal_link, "link_id", writes.unlink_goal, writes.restore_goal_link, "link",
        gettext_lazy("The goal is no longer named here."), gettext_lazy("The goal is named again."),
    ),
    "milestones": Part(
        reads.milestone, "milestone_id", writes.remove_milestone, writes.restore_milestone, "milestone",
        gettext_lazy("The milestone has been removed."), gettext_lazy("The milestone is back."),
    ),
    "money": Part(
        reads.money, "money_id", writes.remove_money, writes.restore_money, "money",
        gettext_lazy("The amount has been removed."), gettext_lazy("The amount is back."),
    ),
    "links": Part(
        reads.link, "link_id", writes.remove_link, writes.restore_link, "link",
        gettext_lazy("The link has been removed."), gettext_lazy("The link is back."),
    ),
}  # fmt: skip


@require_POST
def removal(request: HttpRequest, initiative_id: int, part: str, part_id: int) -> HttpResponse:
    """Remove a part; the page then offers to put it back."""
    kind, found = _found(request, initiative_id, part, part_id)
    kind.remove(**{kind.name: found}, by=viewer_of(request), at=timezone.now())
    return redirect(reverse("initiatives:initiative", args=[initiative_id]) + f"?removed={part}-{part_id}")


@require_POST
def restoring(request: HttpRequest, initiative_id: int, part: str, part_id: int) -> HttpResponse:
    """Put a removed part back."""
    kind, found = _found(request, initiative_id, part, part_id)
    kind.restore(**{kind.name: found}, by=viewer_of(request), at=timezone.now())
    return redirect(reverse("initiatives:initiative", args=[initiative_id]) + f"#{part}")


def _found(request: HttpRequest, initiative_id: int, part: str, part_id: int) -> tuple[Part, Any]:
    kind = PARTS.get(part)
    if kind is None:
        raise NotFound(_("There is no such thing here, or it is not open to you."))
    return kind, kind.read(viewer=viewer_of(request), initiative_id=initiative_id, **{kind.key: part_id})


def put_back_offer(request: HttpRequest, initiative_id: int) -> dict[str, Any] | None:
    """Say what was just removed (named in the address) and where to put it back."""
    part, _dash, number = request.GET.get("removed", "").partition("-")
    if part not in PARTS or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return {
        "words": PARTS[part].removed,
        "url": reverse("initiatives:restoring", args=[initiative_id, part, int(number)]),
    }
