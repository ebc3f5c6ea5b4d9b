"""What search offers: who may, keeping up with changes, forgetting people, and how those below it are found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accord.apps.jobs import writes as queue
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search import jobs, writes
from accord.apps.search.permissions import ACTIONS
from accord.apps.search.plugs import doing, people, words
from accord.apps.trail.sockets import Happened, Listener, listeners
from accord.apps.ui.rules import OFFICE, Viewer
from accord.apps.ui.sockets import actions

EVERY = timedelta(minutes=1)  # picks up what a listener could not start
NIGHT = 1  # o'clock


def plug_in() -> None:
    """Plug in what search offers."""
    actions.plug(*ACTIONS)
    handlers.plug(
        Handler(jobs.UPDATE_KIND, gettext_lazy("Reading for the search"), jobs.run_update, seen_by=OFFICE),
        Handler(jobs.REBUILD_KIND, gettext_lazy("Comparing the search with all records"), jobs.run_rebuild, OFFICE),
    )
    schedules.plug(
        Recurring("search.update", jobs.UPDATE_KIND, every=EVERY),
        Recurring("search.rebuild", jobs.REBUILD_KIND, daily_hour=NIGHT),
    )
    listeners.plug(Listener(("",), _read_again))  # every event may change a text
    keepers.plug(Keeper("search", _erase))
    people.plug_in()
    words.plug_in()
    doing.plug_in()


def _read_again(happened: Sequence[Happened]) -> None:
    now = timezone.now()
    if writes.mark(refs={one.subject for one in happened}, by=None, at=now):
        queue.start(kind=jobs.UPDATE_KIND, by=None, at=now, key=jobs.UPDATE_KIND)


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_person(person_id=person_id, by=by, at=at)
