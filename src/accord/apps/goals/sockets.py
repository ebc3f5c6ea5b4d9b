"""The socket of the goal page: sections that apps above add."""

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


sections: Socket[Section] = Socket("goal sections")
