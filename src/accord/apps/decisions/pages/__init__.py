"""Pages of decisions: the list with how long they wait, one decision, asking, deciding, reopening, looking again."""

from accord.apps.decisions.pages.asking import edit_decision, handing_over, raise_decision, withdrawal
from accord.apps.decisions.pages.deciding import answer_decision, reopening, review, taking_back
from accord.apps.decisions.pages.links import link
from accord.apps.decisions.pages.listing import decision, decisions

__all__ = [
    "answer_decision",
    "decision",
    "decisions",
    "edit_decision",
    "handing_over",
    "link",
    "raise_decision",
    "reopening",
    "review",
    "taking_back",
    "withdrawal",
]
