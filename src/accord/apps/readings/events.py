"""What the trail records about measuring; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class Measured(Event):
    """{actor} measured {practices} for {as_of}: {changed} of {measured} readings changed."""

    code: ClassVar[str] = "readings.measurement.done"
