"""What the trail offers: its row of the permission table and its place in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.trail.permissions import ACTIONS, SEE_TRAIL
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Viewer
from accord.apps.ui.sockets import NavigationItem, actions, navigation


def plug_in() -> None:
    """Plug in the action and the navigation item."""
    actions.plug(*ACTIONS)
    navigation.plug(NavigationItem(_("Trail"), "trail:index", "history", 80, _shown, key="t", group=Place.OFFICE))


def _shown(viewer: Viewer) -> bool:
    return may(viewer, SEE_TRAIL)
