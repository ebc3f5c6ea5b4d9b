"""The socket of the page of a revealed round: sections that apps above add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.http import HttpRequest

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Revealed(Protocol):
    """The round of the page, as a section sees it."""

    pk: int
    about_kind: str
    about_id: int
    is_latest: bool


@dataclass(frozen=True)
class RoundSection:
    """One section of the page of a revealed round.

    ``render`` answers (template, context) for a viewer who may see the round (a ``Revealed``), with a fixed number of
    queries; None leaves the section out.
    """

    code: str
    title: str | StrPromise
    order: int
    render: Callable[[Viewer, Any, HttpRequest], tuple[str, Mapping[str, Any]] | None]


sections: Socket[RoundSection] = Socket("round sections")
