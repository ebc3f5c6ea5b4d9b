"""What expectations offer: permissions, queued work, what starts after an answer, and the erasing of a person's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accord.apps.expectations import jobs, writes
from accord.apps.expectations.jobs import MAIL_KIND, REMIND_KIND, REVEAL_KIND
from accord.apps.expectations.permissions import ACTIONS, ASK
from accord.apps.jobs import writes as queue
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.trail.sockets import Happened, Listener, listeners
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import actions

EVERY = timedelta(minutes=1)  # how late after its deadline a round is revealed at most
REMINDERS = timedelta(hours=1)


def plug_in() -> None:
    """Plug in what expectations offer."""
    actions.plug(*ACTIONS)
    handlers.plug(
        Handler(REVEAL_KIND, gettext_lazy("Revealing"), jobs.run_reveal, seen_by=ASK.roles),
        Handler(REMIND_KIND, gettext_lazy("Reminding"), jobs.run_remind, seen_by=ASK.roles),
        Handler(MAIL_KIND, gettext_lazy("Sending mail about expectations"), jobs.run_mail, seen_by=ASK.roles),
    )
    schedules.plug(
        Recurring("expectations.reveal", REVEAL_KIND, every=EVERY),
        Recurring("expectations.remind", REMIND_KIND, every=REMINDERS),
    )
    listeners.plug(
        Listener(("expectations.answer.sealed", "expectations.answer.declined"), _look_whether_all_answered),
        Listener(("expectations.round.opened",), _mail_asking),
        Listener(("expectations.round.revealed",), _mail_revealed),
    )
    keepers.plug(Keeper("expectations", _erase))


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_answers(person_id=person_id, by=by, at=at)


def _look_whether_all_answered(happened: Sequence[Happened]) -> None:
    queue.start(kind=REVEAL_KIND, key=REVEAL_KIND, by=None, at=timezone.now())


def _mail_asking(happened: Sequence[Happened]) -> None:
    _mail(happened, "asking")


def _mail_revealed(happened: Sequence[Happened]) -> None:
    _mail(happened, "revealed")


def _mail(happened: Sequence[Happened], what: str) -> None:
    for item in happened:
        queue.start(kind=MAIL_KIND, by=None, at=timezone.now(), arguments={"what": what, "round": item.subject.id})
