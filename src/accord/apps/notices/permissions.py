"""Everybody chooses how they are told; whom mail does not reach is for the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from accord.apps.ui.permissions import check
from accord.apps.ui.rules import EVERYONE, OFFICE, Viewer
from accord.apps.ui.sockets import Action

OWN = Action("notices.own", gettext_lazy("Read what one was told, and choose how one is told"), EVERYONE)
REACH = Action(
    "notices.reach",
    gettext_lazy("See whom mail does not reach, and try again"),
    OFFICE,
    own=gettext_lazy("oneself"),
)
ACTIONS = (OWN, REACH)


def check_reach(viewer: Viewer, person_id: int) -> None:
    """Raise NotAllowed unless the viewer may have mail to this person tried again: oneself, or the office."""
    if viewer.pk != person_id:
        check(viewer, REACH)
