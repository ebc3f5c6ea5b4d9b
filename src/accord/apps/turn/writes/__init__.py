"""Setting things to do aside, taking them up again, handing them over, saved views, and changing many records at once."""

from accord.apps.turn.writes.bulk import (
    choose_records,
    forget_changes,
    look_ahead,
    make_changes,
    take_changes_back,
)
from accord.apps.turn.writes.giving import hand_over
from accord.apps.turn.writes.looking import look
from accord.apps.turn.writes.snoozing import erase_person, snooze, take_up
from accord.apps.turn.writes.viewing import delete_view, edit_view, forget_views, save_view

__all__ = [
    "choose_records", "delete_view", "edit_view", "erase_person", "forget_changes", "forget_views", "hand_over", "look",
    "look_ahead", "make_changes", "save_view", "snooze", "take_changes_back", "take_up",
]  # fmt: skip
