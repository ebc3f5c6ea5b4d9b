"""What comes of an item: a decision, a promise, parked, or carried over to another meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.events import DecisionRecorded, ItemParked, OutcomeTakenBack, PromiseRecorded
from accord.apps.meetings.models import AgendaItem
from accord.apps.meetings.rules import ItemState, Outcome, State
from accord.apps.meetings.writes.agenda import place, refuse_taken, reopen
from accord.apps.meetings.writes.checking import ITEM, locked, locked_item, refuse, refuse_state
from accord.apps.meetings.writes.settling import decided, promised, undecided
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Event
from accord.apps.ui.rules import Ref, Viewer, WrongState

EVENTS: dict[str, type[Event]] = {
    Outcome.DECISION: DecisionRecorded,
    Outcome.PROMISE: PromiseRecorded,
    Outcome.PARKED: ItemParked,
}


@transaction.atomic
def record_outcome(
    *,
    item_id: int,
    kind: str,
    text: str,
    by: Viewer,
    at: datetime,
    promise: Mapping[str, Any] | None = None,
    decision: Mapping[str, Any] | None = None,
    seen_version: int | None = None,
) -> AgendaItem:
    """Write what came of an item: a decision, why it is parked, or a promise.

    For a promise, ``promise`` gives owner_id, due_date and what (``text`` if there is no what), and may give made_to_id
    (the chair if not said), kind and confidence_share; for a decision, ``decision`` may give decider_id (the chair if
    not said), options, reasons and review_date. Both are made in the same transaction, about the item's topic; if the
    topic is itself a decision that waits or a promise of that owner, it is that one which is decided or moved. Raises
    NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    item = locked_item(by, item_id)
    if seen_version is None or seen_version == item.version:
        refuse_state(rules.why_not_outcome(State(item.meeting.state), ItemState(item.state)))
    refuse(kind=None if kind in set(Outcome) else Reason(gettext_noop("Choose one of the list.")))
    text = text.strip() or str((promise or {}).get("what", "")).strip()
    refuse(text=rules.why_not_words(text) if text else _WORDS)
    values: dict[str, Any] = {"state": ItemState.DONE.value, "outcome_kind": kind, "outcome": text}
    if kind == Outcome.PROMISE:
        values["promise_id"] = promised(item, text, promise or {}, by=by, at=at).pk
    if kind == Outcome.DECISION:
        values["decision_id"] = decided(item, text, decision or {}, by=by, at=at).pk
    trail.edit(
        item, values, event=EVENTS[kind], subject=Ref(ITEM, item.pk), by=by, at=at, seen_version=seen_version,
        personal={"outcome": by.pk},
    )  # fmt: skip
    return item


_WORDS = Reason(gettext_noop("Write in a sentence what came of it."))


@transaction.atomic
def take_back_outcome(*, item_id: int, by: Viewer, at: datetime) -> AgendaItem:
    """Open an item again; a promise that was made stays until it is withdrawn on its own.

    A decision one has just recorded is taken back too and waits with the item; an older one stays until it is reopened.
    Raises NotFound, NotAllowed, WrongState.
    """
    item = locked_item(by, item_id)
    if item.state != ItemState.DONE:
        raise WrongState(_("This item has no outcome yet."))
    refuse_taken(item, by)
    values: dict[str, Any] = {"state": ItemState.OPEN.value, "outcome_kind": "", "outcome": "", "promise_id": None}
    if not undecided(item, by=by, at=at):
        values["decision_id"] = None
    reopen(item, values, OutcomeTakenBack, by=by, at=at)
    return item


@transaction.atomic
def carry_over(*, item_id: int, to_meeting_id: int, by: Viewer, at: datetime) -> AgendaItem:
    """Carry an item without an outcome over to another planned meeting; gives the new item.

    Whoever carries it may change both meetings. Raises NotFound, NotAllowed, WrongState.
    """
    source = permissions.find_item(by, item_id).meeting_id
    if source == to_meeting_id:
        raise WrongState(_("The item is on this meeting already."))
    for meeting_id in sorted({source, to_meeting_id}):  # always in the same order: nobody waits for each other
        locked(by, meeting_id)
    item = locked_item(by, item_id)
    refuse_state(rules.why_not_carry(State(item.meeting.state), ItemState(item.state)))
    to = locked(by, to_meeting_id)
    refuse_state(rules.why_not_plan(State(to.state)))
    new = AgendaItem(
        meeting=to, topic_kind=item.topic_kind, topic_id=item.topic_id, title=item.title, minutes=item.minutes
    )
    return place(new, item, by=by, at=at)
