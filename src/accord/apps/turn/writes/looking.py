"""Saying that one has seen what changed."""

from __future__ import annotations

from datetime import datetime

from accord.apps.turn.models import Look
from accord.apps.ui.rules import Viewer


# no event: what somebody has read is nobody else's business
def look(*, by: Viewer, at: datetime) -> None:
    """Remember that one has seen what changed in what one follows up to now."""
    Look.objects.update_or_create(person_id=by.pk, defaults={"seen_at": at})
