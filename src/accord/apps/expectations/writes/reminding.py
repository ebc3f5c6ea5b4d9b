"""Whom to remind and noting that it was done; the mail itself is sent by the job."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from accord.apps.expectations import events, permissions
from accord.apps.expectations.models import Asked, Round
from accord.apps.expectations.rules import rounds
from accord.apps.expectations.rules.words import State
from accord.apps.expectations.writes.asking import ROUND, locked
from accord.apps.expectations.writes.refusing import refuse_state
from accord.apps.initiatives.rules import Reason
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer

_JUST = Reason(gettext_noop("Everybody who has not answered was reminded today already."))
_NOBODY = Reason(gettext_noop("Nobody is left to remind: everybody has answered or declined."))


@transaction.atomic
def remind(*, round_: Round, by: Viewer, at: datetime) -> list[int]:
    """Remind those who have not answered, at most once a day; gives the ids of the asked. Raises NotAllowed, WrongState."""
    permissions.check_ask(by, round_.about_kind, round_.about_id)
    now = locked(round_)
    refuse_state(rounds.why_not_open(now.state, now.deadline_at, at=at))
    waiting = list(Asked.objects.filter(round=now, answered_at=None, declined_at=None).order_by("pk"))
    refuse_state(None if waiting else _NOBODY)
    fresh = at - rounds.REMIND_AGAIN_AFTER
    due = [one.pk for one in waiting if one.reminded_at is None or one.reminded_at < fresh]
    refuse_state(None if due else _JUST)
    _note(now, due, by, at)
    return due


@transaction.atomic
def remind_due(*, by: Viewer | None, at: datetime) -> list[int]:
    """Note everybody whose reminder is due before a deadline; gives the ids of the asked."""
    waiting = Asked.objects.filter(
        answered_at=None, declined_at=None, round__state=State.OPEN, round__deadline_at__gt=at,
        round__deadline_at__lte=at + max(rounds.REMIND_BEFORE),
    ).select_related("round")  # fmt: skip
    by_round: dict[int, tuple[Round, list[int]]] = {}
    for one in waiting.order_by("round_id", "pk"):
        asked_lately = max(filter(None, (one.reminded_at, one.round.opened_at)))
        if rounds.reminder_due(one.round.deadline_at, asked_lately, at=at):
            by_round.setdefault(one.round_id, (one.round, []))[1].append(one.pk)
    for round_, due in by_round.values():
        _note(round_, due, by, at)
    return [pk for _round, due in by_round.values() for pk in due]


def _note(round_: Round, due: list[int], by: Viewer | None, at: datetime) -> None:
    Asked.objects.filter(pk__in=due).update(reminded_at=at)
    change = Change(field="people", new=len(due))
    trail.record(events.RemindersSent(subject=Ref(ROUND, round_.pk), changes=(change,)), by=by, at=at)
