"""Questions about decisions: the list, one with its history, what waits, those about a record, how long they take."""

from accord.apps.decisions.reads.lines import KIND, DecisionLine
from accord.apps.decisions.reads.others import (
    decided_since,
    decision_titles,
    decisions_about,
    decisions_found,
    lines_by_id,
    mine_to_decide,
    reviews_due,
    waiting,
)

__all__ = [
    "KIND",
    "DecisionLine",
    "decided_since",
    "decision_titles",
    "decisions_about",
    "decisions_found",
    "lines_by_id",
    "mine_to_decide",
    "reviews_due",
    "waiting",
]
