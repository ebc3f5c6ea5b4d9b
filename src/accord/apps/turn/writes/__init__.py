"""Setting things to do aside, taking them up again, handing them over, and saying what one has seen."""

from accord.apps.turn.writes.giving import hand_over
from accord.apps.turn.writes.looking import look
from accord.apps.turn.writes.snoozing import erase_person, snooze, take_up

__all__ = ["erase_person", "hand_over", "look", "snooze", "take_up"]
