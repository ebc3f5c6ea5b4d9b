"""The sockets of goals: sections of their page that apps above add, and who lets go of a measure before it is removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Section:
    """One section of the goal page: ``render`` answers (template, context), or None to leave it out."""

    code: str
    title: str | StrPromise
    order: int
    render: Callable[[Viewer, Any, HttpRequest], tuple[str, Mapping[str, Any]] | None]


@dataclass(frozen=True)
class Resting:
    """Who rests on measures. ``let_go(measure_id=, by=, at=)`` runs before one is removed, in the same transaction.

    It lets go of a measure on which nothing rests any more, and leaves alone one on which something does: the database then
    refuses to remove it.
    """

    let_go: Callable[..., None]


resting: Socket[Resting] = Socket("who rests on measures")
sections: Socket[Section] = Socket("goal sections")
