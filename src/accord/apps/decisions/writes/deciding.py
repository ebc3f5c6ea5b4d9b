"""Recording what was decided, taking a slip of the pen back, opening it again, looking at it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accord.apps.decisions import permissions, rules
from accord.apps.decisions.events import DecisionMade, DecisionReopened, DecisionReviewed, DecisionTakenBack
from accord.apps.decisions.models import Decision, Reopening
from accord.apps.decisions.rules import State
from accord.apps.decisions.writes.checking import (
    change,
    found,
    people,
    refuse,
    refuse_state,
    set_consulted,
    why_not_reason,
)
from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.ui.rules import Viewer

_WHAT = Reason(gettext_noop("Say what was decided: choose one of the options, or write it in a line."))
UNDECIDED: dict[str, Any] = {
    "state": State.OPEN.value, "option": "", "reasons": "", "decided_at": None, "recorded_by_id": None,
    "review_date": None, "reviewed_at": None, "reviewed_by_id": None, "review": "", "withdrawn_at": None,
}  # fmt: skip


@transaction.atomic
def decide(
    *,
    decision_id: int,
    option: str,
    reasons: str,
    by: Viewer,
    at: datetime,
    consulted_ids: Sequence[int] | None = None,
    review_date: date | None = None,
    seen_version: int | None = None,
    is_minuted: bool = False,
) -> Decision:
    """Record what was decided and why: one of the options, or something else in a line.

    ``review_date`` is when to look at it again; ``consulted_ids`` who was really heard, if others than planned.
    ``is_minuted`` says that it was decided in a meeting, which answers for who may write it down; reasons may then
    follow in the minutes. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict.
    """
    decision = found(by, decision_id, is_minuted=is_minuted)
    if not is_minuted:
        permissions.check_decide(by, decision)
    change(decision, {}, DecisionMade, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    refuse_state(rules.why_not_open(decision.state))
    option, reasons = option.strip(), reasons.strip()
    refuse(
        option=why_not_text(option, most=rules.MOST_OPTION) if option else _WHAT,
        reasons=None if is_minuted and not reasons else why_not_reason(reasons),
        review_date=rules.why_not_review_date(review_date, today=timezone.localdate(at)),
        consulted_ids=rules.why_not_consulted(consulted_ids or (), decision.decider_id),
    )
    if consulted_ids is not None:
        set_consulted(decision, people(consulted_ids, "consulted_ids"), by=by, at=at)
    values = {
        "state": State.DECIDED.value, "option": option, "reasons": reasons, "decided_at": at, "recorded_by_id": by.pk,
        "review_date": review_date,
    }  # fmt: skip
    change(decision, values, DecisionMade, by=by, at=at)
    return decision


@transaction.atomic
def take_back(*, decision_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Decision:
    """Take back within a day what one has just recorded; it counts as never decided and not as reopened.

    Raises NotAllowed for everybody else, WrongState, EditConflict.
    """
    decision = found(by, decision_id)
    refuse_state(rules.why_not_take_back(decision.state, decision.decided_at, at=at))
    permissions.check_take_back(by, decision)
    change(decision, UNDECIDED, DecisionTakenBack, by=by, at=at, seen_version=seen_version)
    return decision


@transaction.atomic
def reopen(
    *,
    decision_id: int,
    reason: str,
    by: Viewer,
    at: datetime,
    decide_by: date | None = None,
    seen_version: int | None = None,
) -> Decision:
    """Open what was decided (or withdrawn) again, and say why; what was decided before is kept and it is counted.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    decision = found(by, decision_id)
    permissions.check_edit(by, decision)
    change(decision, {}, DecisionReopened, by=by, at=at, seen_version=seen_version)
    refuse_state(rules.why_not_reopen(decision.state))
    refuse(
        reason=why_not_reason(reason),
        decide_by_date=rules.why_not_decide_by(decide_by, today=timezone.localdate(at)),
    )
    Reopening.objects.create(
        decision=decision,
        reopened_at=at,
        reopened_by_id=by.pk,
        reason=reason.strip(),
        decided_at=decision.decided_at,
        recorded_by_id=decision.recorded_by_id,
        option=decision.option,
        reasons=decision.reasons,
    )
    values = UNDECIDED | {
        "reopened": decision.reopened + (decision.state == State.DECIDED), "reason": reason.strip(),
        "reason_by_id": by.pk, "decide_by_date": decide_by,
    }  # fmt: skip
    change(decision, values, DecisionReopened, by=by, at=at)
    return decision


@transaction.atomic
def review(
    *,
    decision_id: int,
    by: Viewer,
    at: datetime,
    words: str = "",
    next_date: date | None = None,
    seen_version: int | None = None,
) -> Decision:
    """Record that a decision was looked at again and holds, with what was seen and when to look next.

    If it does not hold, ``reopen`` it. Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    decision = found(by, decision_id)
    permissions.check_decide(by, decision)
    change(decision, {}, DecisionReviewed, by=by, at=at, seen_version=seen_version)
    refuse_state(rules.why_not_review(decision.state))
    refuse(
        words=why_not_text(words, most=rules.MOST_WORDS, needed=False),
        next_date=rules.why_not_review_date(next_date, today=timezone.localdate(at)),
    )
    values = {"reviewed_at": at, "reviewed_by_id": by.pk, "review": words.strip(), "review_date": next_date}
    change(decision, values, DecisionReviewed, by=by, at=at)
    return decision
