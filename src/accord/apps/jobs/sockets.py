"""Sockets of jobs: which kinds of work there are, and which come round by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class JobRun(Protocol):
    """What a handler is given: its arguments, who asked (None: Accord itself), and a way to tell how far it is."""

    job_id: int
    by_id: int | None
    at: datetime
    arguments: Mapping[str, Any]

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Store how far the work is; also the sign of life that keeps the job from being given to another."""


@dataclass(frozen=True)
class Handler:
    """How one kind of job is done. ``run`` returns a JSON-able result; raising Refused fails it without retry."""

    kind: str
    label: str | StrPromise
    run: Callable[[JobRun], Mapping[str, Any] | None]
    seen_by: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Recurring:
    """Work that comes round: daily at an hour of the home's time zone, or every so often."""

    name: str
    kind: str
    daily_hour: int | None = None
    every: timedelta | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)


handlers: Socket[Handler] = Socket("handlers")
schedules: Socket[Recurring] = Socket("schedules")


def handler(kind: str) -> Handler | None:
    """Find how a kind of job is done."""
    return next((item for item in handlers if item.kind == kind), None)
