"""How questions are taken, whom one may ask, and about which initiatives: the same for everybody, so nobody is asked who looks."""

from __future__ import annotations

from dataclasses import dataclass

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Visibility
from accord.apps.ui.rules import Viewer
from accord.apps.voice.models import Setup
from accord.apps.voice.permissions import leaders


@dataclass(frozen=True)
class SetupLine:
    """How questions are taken here."""

    days_to_answer: int
    takes_anonymous: bool
    is_weekly: bool
    version: int


# no viewer: how questions are taken stands on the page where anybody asks
def setup() -> SetupLine:
    """Tell how questions are taken: one query."""
    found = Setup.objects.filter(pk=1).first() or Setup()
    return SetupLine(found.days_to_answer, found.takes_anonymous, found.is_weekly, found.version)


# no viewer: whom one may ask stands on the page where anybody asks
def leader_choices() -> list[tuple[int, str]]:
    """List whom a question may be put to as (id, "name, title")."""
    rows = leaders().order_by("name", "pk").values_list("pk", "name", "title")
    return [(pk, f"{name}, {title}" if title else name) for pk, name, title in rows]


# no viewer: only what is open to everyone
def initiative_choices() -> list[tuple[int, str]]:
    """List the initiatives that everybody may see as (id, title)."""
    open_to_all = Initiative.objects.filter(visibility=Visibility.EVERYONE).order_by("title", "pk")
    return list(open_to_all.values_list("pk", "title"))


def hand_over_choices(*, viewer: Viewer, without: int) -> list[tuple[int, str]]:
    """List to whom a question may be handed over."""
    return [one for one in leader_choices() if one[0] != without]
