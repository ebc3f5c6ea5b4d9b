"""Pages of my turn: the list, setting aside, handing over, what changed; saved views; changes to many records."""

from accord.apps.turn.pages.acting import handing_over, snooze, taking_up
from accord.apps.turn.pages.bulk import action, bulk_change, bulk_changes, choosing, making, taking_back
from accord.apps.turn.pages.cost import cost
from accord.apps.turn.pages.home import my_turn, seen
from accord.apps.turn.pages.views import deleting, edit_view, menu, save_view, view, views

__all__ = [
    "action", "bulk_change", "bulk_changes", "choosing", "cost", "deleting", "edit_view", "handing_over", "making",
    "menu", "my_turn", "save_view", "seen", "snooze", "taking_back", "taking_up", "view", "views",
]  # fmt: skip
