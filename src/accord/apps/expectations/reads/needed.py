"""Which sealing keys are still needed: for whoever keeps the keys."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accord.apps.expectations.models import Answer
from accord.apps.expectations.rules.words import State


@dataclass(frozen=True)
class Needed:
    """How many sealed answers, of how many rounds, open with a key only."""

    answers: int
    rounds: int


# no viewer: counts by key, for the command line of whoever keeps the keys
def keys_needed() -> dict[str, Needed]:
    """Count, per sealing key, the answers and rounds that are still sealed with it: one query."""
    rows = (
        Answer.objects.filter(asked__round__state=State.OPEN)
        .order_by()
        .values("key_id")
        .annotate(answers=Count("pk"), rounds=Count("asked__round", distinct=True))
    )
    return {row["key_id"]: Needed(row["answers"], row["rounds"]) for row in rows}
