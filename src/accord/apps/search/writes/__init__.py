"""What changes the index: marking what is stale, reading it again, building it anew, erasing a person."""

from accord.apps.search.writes.erasing import erase_person
from accord.apps.search.writes.updating import mark, rebuild, update

__all__ = ["erase_person", "mark", "rebuild", "update"]
