"""Sockets of readings: where the snapshot's tables come from, and who wants to know of new readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Socket


@dataclass(frozen=True)
class Source:
    """One table of the snapshot: ``rows`` gives a data frame as of a day."""

    table: str
    rows: Callable[..., Any]

    def of(self, day: date) -> Any:
        """Give the table as of a day."""
        return self.rows(as_of=day)


@dataclass(frozen=True)
class MeasuredListener:
    """Called in the transaction that stores a measurement, with its id, who asked and when."""

    code: str
    heard: Callable[[int, Viewer | None, datetime], None]


sources: Socket[Source] = Socket("sources")
measured: Socket[MeasuredListener] = Socket("measured")
