"""Recording events with the changes they tell of: of one record, and of many at once."""

from accord.apps.trail.writes.many import Undone, edit_many, remove_many, restore_many
from accord.apps.trail.writes.recording import (
    LATECOMERS,
    edit,
    erase_person,
    record,
    record_many,
    seal,
    together,
)

__all__ = [
    "LATECOMERS",
    "Undone",
    "edit",
    "edit_many",
    "erase_person",
    "record",
    "record_many",
    "remove_many",
    "restore_many",
    "seal",
    "together",
]
