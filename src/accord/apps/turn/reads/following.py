"""What changed in what a person follows since they last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accord.apps.notices import reads as notices
from accord.apps.trail.reads import HistoryLine
from accord.apps.turn.models import Look
from accord.apps.ui.rules import Viewer

MOST = 10
AT_FIRST = timedelta(days=14)  # for whoever never said that they have seen it


@dataclass(frozen=True)
class Changed:
    """What changed, newest first, since when; ``has_more`` if there was more than is shown."""

    since: datetime
    lines: tuple[HistoryLine, ...]
    has_more: bool


def changed(*, viewer: Viewer, now: datetime) -> Changed:
    """List what others changed in what the viewer follows since they last looked, two weeks back at first."""
    seen = Look.objects.filter(person=viewer.pk).values_list("seen_at", flat=True).first()
    since = seen or now - AT_FIRST
    found = notices.changes(viewer=viewer, since=since, limit=MOST + 1)
    return Changed(since=since, lines=tuple(found[:MOST]), has_more=len(found) > MOST)
