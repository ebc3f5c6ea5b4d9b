"""Sockets of the initiative pages: sections of the page and filters of the list that apps above add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.http import HttpRequest

from accord.apps.ui.lists import Filter
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Shown(Protocol):
    """The initiative of the page, as a section sees it."""

    pk: int
    title: str
    stage: str
    department_id: int | None
    sponsor_id: int | None
    lead_id: int | None


def no_history(initiative_id: int) -> Iterable[Ref]:
    """Say that a section has no records with a history of their own."""
    return ()


@dataclass(frozen=True)
class Section:
    """One section of the initiative page.

    ``render`` answers (template, context) for a viewer who may see the initiative (a ``Shown``), with a fixed number of queries;
    None leaves the section out. ``history`` names the records whose events belong to the initiative's history.
    """

    code: str
    title: str | StrPromise
    order: int
    render: Callable[[Viewer, Any, HttpRequest], tuple[str, Mapping[str, Any]] | None]
    history: Callable[[int], Iterable[Ref]] = no_history


sections: Socket[Section] = Socket("initiative sections")


@dataclass(frozen=True)
class ListFilter:
    """A way to narrow the list of initiatives that an app above knows; ``make`` builds it for a viewer."""

    code: str
    make: Callable[[Viewer], Filter]


filters: Socket[ListFilter] = Socket("initiative filters")


@dataclass(frozen=True)
class ListFollower:
    """What an app above does when initiatives leave the list they came from, or are named by it again.

    ``leave(ids, on, by, at, batch)`` and ``stay(ids, by, at, batch)`` run in the transaction of the import.
    """

    leave: Callable[[Sequence[int], date, Viewer, datetime, Ref], None]
    stay: Callable[[Sequence[int], Viewer, datetime, Ref], None]


followers: Socket[ListFollower] = Socket("initiatives followed in their lists")
