"""What the ledger, postings and months offer to the sockets of lower apps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.ui.rules import EVERYONE, Place, Role, Viewer
from accord.apps.ui.sockets import NavigationItem, navigation

_LOOKERS = EVERYONE - {Role.EMPLOYEE}


def plug_in() -> None:
    """Plug in what this subject offers."""
    navigation.plug(
        NavigationItem(_("Value"), "value:ledger", "coin", 43, shown_to=_is_shown, key="v", group=Place.PLAN)
    )


def _is_shown(viewer: Viewer) -> bool:
    """Show the place to those who decide on money or answer for a part of it; others reach it from their initiative."""
    return not _LOOKERS.isdisjoint(viewer.roles)
