"""What my turn offers: its place in the navigation, who may see its cost, and forgetting what a person set aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.jobs.sockets import Handler, handlers
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.turn import jobs, reads, writes
from accord.apps.turn.permissions import ACTIONS
from accord.apps.turn.reads.waiting import first_waiting
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Command, CommandSource, NavigationItem, Thing, actions, commands, navigation, things

BULK = "turn.bulk_change"

MOST_IN_PALETTE = 5
MOST_VIEWS_IN_PALETTE = 100


def plug_in() -> None:
    """Plug in the navigation item, the row of the permission table and the keeper."""
    actions.plug(*ACTIONS)
    navigation.plug(NavigationItem(_("My turn"), "turn:my_turn", "home", 10, shown_to=_everyone, key="h"))
    commands.plug(CommandSource("turn", _("Your turn"), 10, _first_waiting, is_slow=True))
    keepers.plug(Keeper("turn", _erase))
    commands.plug(CommandSource("views", _("Saved views"), 35, _saved_views))
    things.plug(Thing(BULK, _("Change to many records"), _bulk_titles))
    handlers.plug(
        Handler(jobs.LOOK, _("Look at what a change to many records does"), jobs.look),
        Handler(jobs.MAKE, _("Change many records"), jobs.make),
        Handler(jobs.TAKE_BACK, _("Take back a change to many records"), jobs.take_back),
    )


def _bulk_titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name one's own bulk changes; those of others are theirs."""
    return reads.bulk_titles(viewer=viewer, ids=ids)


def _saved_views(viewer: Viewer, today: date) -> list[Command]:
    """Offer the lists somebody saved, and where those and the changes to many records are kept."""
    found = reads.usable_views(viewer=viewer, most=MOST_VIEWS_IN_PALETTE)
    kept = [
        Command(_("Saved views"), reverse("turn:views"), "star"),
        Command(_("Changes to many records"), reverse("turn:bulk_changes"), "list-check"),
    ]
    return [*(Command(line.name, line.url, "star", context=line.list_label) for line in found), *kept]


def _first_waiting(viewer: Viewer, today: date) -> list[Command]:
    """Offer what waits for the viewer in the palette."""
    rows = first_waiting(viewer=viewer, today=today, most=MOST_IN_PALETTE)
    return [Command(row.item.sentence, row.item.url, "clock", context=row.item.verb) for row in rows]


def _everyone(viewer: Viewer) -> bool:
    return True


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    forgets = (writes.erase_person, writes.forget_views, writes.forget_changes)
    return sum(forget(person_id=person_id, by=by, at=at) for forget in forgets)
