"""The way of a bulk change, and what becomes of each record in it."""

from __future__ import annotations

from enum import StrEnum

AT_ONCE = 60  # records that are changed while the person waits
MOST = 1_000  # records in one bulk change


class BulkState(StrEnum):
    """Where a bulk change stands."""

    CHOSEN = "chosen"
    SEEN = "seen"  # looked at beforehand
    MADE = "made"
    TAKEN_BACK = "taken_back"


class Outcome(StrEnum):
    """What becomes of one record."""

    CHOSEN = "chosen"
    CHANGES = "changes"  # would change
    SAME = "same"  # stands so already
    REFUSED = "refused"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"
    KEPT = "kept"  # was changed, and not taken back


NEXT: dict[BulkState, frozenset[BulkState]] = {
    BulkState.CHOSEN: frozenset({BulkState.SEEN}),
    BulkState.SEEN: frozenset({BulkState.SEEN, BulkState.MADE}),
    BulkState.MADE: frozenset({BulkState.TAKEN_BACK}),
    BulkState.TAKEN_BACK: frozenset(),
}


def may_become(now: str, then: BulkState) -> bool:
    """Tell whether a bulk change may go from one state to another."""
    return then in NEXT[BulkState(now)]
