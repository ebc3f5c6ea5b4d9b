"""What my turn offers: its place in the navigation, who may see its cost, and forgetting what a person set aside."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accord.apps.people.sockets import Keeper, keepers
from accord.apps.turn import writes
from accord.apps.turn.permissions import ACTIONS
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import NavigationItem, actions, navigation


def plug_in() -> None:
    """Plug in the navigation item, the row of the permission table and the keeper."""
    actions.plug(*ACTIONS)
    navigation.plug(NavigationItem(_("My turn"), "turn:my_turn", "home", 10, shown_to=_everyone, key="h"))
    keepers.plug(Keeper("turn", _erase))


def _everyone(viewer: Viewer) -> bool:
    return True


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_person(person_id=person_id, by=by, at=at)
