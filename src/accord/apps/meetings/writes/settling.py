"""The decision or the promise an item becomes: made new, or the one that is the topic itself; never a second one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from accord.apps.decisions import writes as decisions
from accord.apps.decisions.models import Decision
from accord.apps.decisions.rules import MOST_OPTION, MOST_QUESTION
from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.models import AgendaItem
from accord.apps.meetings.reads.agenda import item_title
from accord.apps.meetings.writes.checking import refuse
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import WRITE_DOWN
from accord.apps.promises.rules import Kind
from accord.apps.promises.rules import State as PromiseState
from accord.apps.ui.permissions import may
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, NotAllowed, Viewer, WrongState

PROMISE, DECISION = "promises.promise", "decisions.decision"
_OWNER = Reason(gettext_noop("Say who promises it."))
_NOT_THERE = Reason(gettext_noop("Choose somebody who takes part in this meeting."))
_DAY = Reason(gettext_noop("Say by which day."))


# no event of its own: promises record it
def promised(item: AgendaItem, text: str, given: Mapping[str, Any], *, by: Viewer, at: datetime) -> Promise:
    """Make the promise an item becomes, or move the one that is its topic. Raises NotAllowed, Invalid, WrongState."""
    missing = {"owner_id": _OWNER, "due_date": _DAY}
    refuse(**{name: reason for name, reason in missing.items() if given.get(name) is None})
    owner_id, due_date = int(given["owner_id"]), given["due_date"]
    same = _promise_of(item, owner_id)
    if same is not None:
        return promises.edit_promise(
            promise=same, values={"due_date": due_date}, reason=text, by=by, at=at, is_minuted=True
        )
    if not may(by, WRITE_DOWN) and not permissions.takes_part(item.meeting, owner_id):
        refuse(owner_id=_NOT_THERE)
    chair = item.meeting.chair_id
    made_to = given.get("made_to_id") or chair
    return promises.make_promise(
        what=str(given.get("what") or text),
        owner_id=owner_id,
        due_date=due_date,
        made_to_id=made_to if made_to != owner_id else None,
        about=item.topic,
        is_minuted=True,
        kind=str(given.get("kind") or Kind.DELIVERY),
        confidence_share=given.get("confidence_share"),
        by=by,
        at=at,
    )


def _promise_of(item: AgendaItem, owner_id: int) -> Promise | None:
    """Find the open promise of this owner that the item is about; the meeting answers for who writes it down."""
    if item.topic_kind != PROMISE or item.topic_id is None:
        return None
    own = Promise.objects.filter(pk=item.topic_id, owner=owner_id, state=PromiseState.OPEN)
    return own.select_related("owner", "made_to").first()


# no event of its own: decisions record it
def decided(item: AgendaItem, text: str, given: Mapping[str, Any], *, by: Viewer, at: datetime) -> Decision:
    """Record the decision an item becomes; one that is its topic, or was taken back here, is decided itself.

    Raises NotAllowed, Invalid, WrongState.
    """
    refuse(text=rules.why_not_words(text, most=MOST_OPTION))
    waiting = item.topic_id if item.topic_kind == DECISION else item.decision_id
    if waiting is None:
        waiting = _raised(item, given, by=by, at=at).pk
    try:
        return decisions.decide(
            decision_id=waiting,
            option=text,
            reasons=str(given.get("reasons") or ""),
            review_date=given.get("review_date"),
            is_minuted=True,
            by=by,
            at=at,
        )
    except Invalid as refusal:  # what decisions call an option is the text of the outcome here
        raise Invalid(
            refusal.message, {"text" if name == "option" else name: said for name, said in refusal.fields.items()}
        ) from refusal


def _raised(item: AgendaItem, given: Mapping[str, Any], *, by: Viewer, at: datetime) -> Decision:
    decider_id = int(given.get("decider_id") or item.meeting.chair_id)
    if not permissions.takes_part(item.meeting, decider_id):
        refuse(decider_id=_NOT_THERE)
    named = item_title(item, titles(viewer=by, refs=[item.topic] if item.topic else []))
    return decisions.raise_decision(
        question=named[:MOST_QUESTION],
        about=item.topic,
        decider_id=decider_id,
        options=[one for one in given.get("options") or () if one.strip()],
        is_minuted=True,
        by=by,
        at=at,
    )


# no event of its own: decisions record it
def undecided(item: AgendaItem, *, by: Viewer, at: datetime) -> bool:
    """Take the decision of an item back if one may; tells whether it waits again."""
    if item.decision_id is None:
        return False
    try:
        with transaction.atomic():
            decisions.take_back(decision_id=item.decision_id, by=by, at=at)
    except (NotAllowed, WrongState):
        return False
    return True
