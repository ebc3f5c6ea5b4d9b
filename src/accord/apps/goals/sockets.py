"""Where upper apps add to a goal's page, such as the initiatives that serve it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Socket


@dataclass(frozen=True)
class Section:
    """A part of the goal page: ``context(viewer, goal_id)`` gives what ``template`` needs, None to leave it out.

    ``counts(viewer, goal_ids)`` gives one short word or number per goal for the list, such as "3 initiatives".
    """

    title: str
    order: int
    template: str
    context: Callable[[Viewer, int], Mapping[str, Any] | None]
    counts: Callable[[Viewer, Sequence[int]], Mapping[int, str]] | None = None


sections: Socket[Section] = Socket("goals.sections")
