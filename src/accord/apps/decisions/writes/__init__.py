"""Asking for decisions, making, reopening and reviewing them: the only door for pages, API, mail links and meetings."""

from accord.apps.decisions.writes.asking import EDITABLE, edit_decision, hand_over, raise_decision, withdraw
from accord.apps.decisions.writes.deciding import decide, reopen, review, take_back
from accord.apps.decisions.writes.erasing import erase_words

__all__ = [
    "EDITABLE",
    "decide",
    "edit_decision",
    "erase_words",
    "hand_over",
    "raise_decision",
    "reopen",
    "review",
    "take_back",
    "withdraw",
]
