"""What batches offers: its kind of record, its permissions, its place in the navigation, its jobs, its own parts, what it forgets."""

from __future__ import annotations

from datetime import datetime

from accord.apps.batches.plugs import departments, offers, people
from accord.apps.batches.writes.erasing import erase_person
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.ui.rules import Viewer


def plug_in() -> None:
    """Plug everything in."""
    offers.plug_in()
    departments.plug_in()
    people.plug_in()
    keepers.plug(Keeper("batches", _erase))


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return erase_person(person_id=person_id, by=by, at=at)
