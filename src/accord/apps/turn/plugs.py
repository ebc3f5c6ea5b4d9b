"""The home page's place in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import NavigationItem, navigation


def plug_in() -> None:
    """Plug in the navigation item."""
    navigation.plug(NavigationItem(_("My turn"), "turn:my_turn", "home", 10, shown_to=_everyone, key="h"))


def _everyone(viewer: Viewer) -> bool:
    return True
