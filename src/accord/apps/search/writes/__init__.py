"""What changes the index: marking what is stale, reading it again, building it anew, erasing a person."""

from accord.apps.search.writes.erasing import erase_person
from accord.apps.search.writes.updating import empty, mark, rebuild, set_aside, update

__all__ = ["empty", "erase_person", "mark", "rebuild", "set_aside", "update"]
