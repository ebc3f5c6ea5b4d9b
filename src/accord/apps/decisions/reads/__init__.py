"""Questions about decisions: the list, one with its history, what waits, those about a record, how long they take."""

from accord.apps.decisions.reads.lines import KIND, DecisionLine
from accord.apps.decisions.reads.listing import all_decision_lines, decision_lines, decision_slice, decisions_spec
from accord.apps.decisions.reads.others import (
    decided_since,
    decision_titles,
    decisions_about,
    decisions_found,
    lines_by_id,
    mine_to_decide,
    people_of,
    reviews_due,
    waiting,
)
from accord.apps.decisions.reads.page import (
    DecisionPage,
    HeardLine,
    ReopenedLine,
    decision_history,
    decision_page,
    options_of,
)
from accord.apps.decisions.reads.speed import DecisionSpeed, decision_speed

__all__ = [
    "KIND",
    "DecisionLine",
    "DecisionPage",
    "DecisionSpeed",
    "HeardLine",
    "ReopenedLine",
    "all_decision_lines",
    "decided_since",
    "decision_history",
    "decision_lines",
    "decision_page",
    "decision_slice",
    "decision_speed",
    "decision_titles",
    "decisions_about",
    "decisions_found",
    "decisions_spec",
    "lines_by_id",
    "mine_to_decide",
    "options_of",
    "people_of",
    "reviews_due",
    "waiting",
]
