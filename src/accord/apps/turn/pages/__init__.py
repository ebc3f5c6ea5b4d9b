"""Pages of my turn: the list, setting aside, handing over, what changed, what Accord costs."""

from accord.apps.turn.pages.acting import handing_over, snooze, taking_up
from accord.apps.turn.pages.cost import cost
from accord.apps.turn.pages.home import my_turn, seen

__all__ = ["cost", "handing_over", "my_turn", "seen", "snooze", "taking_up"]
