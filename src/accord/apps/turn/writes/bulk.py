"""Changing many records in one go: choosing them, looking at what would happen, making it, taking it back.

Every single change is a write of the app that owns the record, with its permission and its trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.trail.writes import together
from accord.apps.turn.models import BulkChange, BulkLine
from accord.apps.turn.reads.bulk import action_of, own_change
from accord.apps.turn.rules.bulk import MOST, BulkState, Outcome, may_become
from accord.apps.ui.rules import Invalid, Ref, Refused, Viewer, WrongState
from accord.apps.ui.sockets import BulkAction, BulkStep, bulk

KIND = "turn.bulk_change"
PIECE = 50
Progress = Callable[[int, int, str], None]


def _silent(done: int, total: int, note: str) -> None:
    """Tell nobody."""


# no event: choosing is nobody else's business
@transaction.atomic
def choose_records(*, code: str, ids: Sequence[int], by: Viewer, at: datetime) -> BulkChange:
    """Take note of which records somebody wants to change. Raises Invalid for none, too many or an unknown list."""
    if not any(kind.code == code for kind in bulk):
        raise Invalid(_("These cannot be changed many at once."))
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise Invalid(_("Nothing was chosen. Tick the rows you mean, then say what to change."))
    if len(wanted) > MOST:
        said = _("%(count)s are chosen; at most %(most)s can be changed in one go. Narrow the list first.")
        raise Invalid(said % {"count": f"{len(wanted):,}", "most": f"{MOST:,}"})
    change = BulkChange.objects.create(person_id=by.pk, code=code, created_at=at)
    BulkLine.objects.bulk_create([BulkLine(change=change, record_id=pk) for pk in wanted])
    return change


# no event: nothing is changed: every change is tried and undone at once
def look_ahead(
    *, change_id: int, action: str, values: Mapping[str, Any], by: Viewer, at: datetime, progress: Progress = _silent
) -> BulkChange:
    """Try the change on every record without keeping it, and note how each would stand or why it is refused.

    Raises NotFound, WrongState.
    """
    change = own_change(viewer=by, change_id=change_id)
    _check(change, BulkState.SEEN)
    does = action_of(change.code, action)
    lines = list(change.lines.all())
    for number, line in enumerate(lines, start=1):
        _look(line, does, values, by, at)
        if number % PIECE == 0:
            progress(number, len(lines), _("Looking ahead"))
    with transaction.atomic():
        BulkLine.objects.bulk_update(lines, ["outcome", "before", "after", "reason"], batch_size=200)
        _go(change, BulkState.SEEN, action=action, values=dict(values))
    return change


def _look(line: BulkLine, does: BulkAction, values: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    try:
        with transaction.atomic():
            step = does.do(by, line.record_id, values, at)
            transaction.set_rollback(True)
    except Refused as refusal:
        _note(line, Outcome.REFUSED, reason=_said(refusal))
    else:
        _note(line, Outcome.SAME if step is None else Outcome.CHANGES, step)


# no event: the app that owns each record tells of it; the entries belong together
def make_changes(*, change_id: int, by: Viewer, at: datetime, progress: Progress = _silent) -> BulkChange:
    """Change every record that would change, each by itself; what has become different meanwhile is refused.

    Picks up where it was stopped. Raises NotFound, WrongState.
    """
    change = own_change(viewer=by, change_id=change_id)
    _check(change, BulkState.MADE)
    does = action_of(change.code, change.action)
    lines = list(change.lines.filter(outcome=Outcome.CHANGES))
    for number, line in enumerate(lines, start=1):
        _make(line, does, change, by, at)
        if number % PIECE == 0:
            progress(number, len(lines), _("Changing"))
    _go(change, BulkState.MADE, made_at=at)
    return change


def _make(line: BulkLine, does: BulkAction, change: BulkChange, by: Viewer, at: datetime) -> None:
    try:
        with transaction.atomic(), together(batch=Ref(KIND, change.pk)):
            step = does.do(by, line.record_id, change.values, at)
            if step is not None and step.before[:300] != line.before:
                raise WrongState(_("Somebody changed it after you looked."))
            _note(line, Outcome.SAME if step is None else Outcome.CHANGED, step)
            line.save(update_fields=["outcome", "before", "after", "reason", "memo"])
    except Refused as refusal:
        _note(line, Outcome.REFUSED, reason=_said(refusal))
        line.save(update_fields=["outcome", "reason"])


# no event: see make_changes
def take_changes_back(*, change_id: int, by: Viewer, at: datetime, progress: Progress = _silent) -> BulkChange:
    """Take back every change that was made, except what somebody has changed since: that is kept, with the reason.

    Raises NotFound, WrongState.
    """
    change = own_change(viewer=by, change_id=change_id)
    _check(change, BulkState.TAKEN_BACK)
    does = action_of(change.code, change.action)
    lines = list(change.lines.filter(outcome=Outcome.CHANGED).order_by("-pk"))
    for number, line in enumerate(lines, start=1):
        _take_back(line, does, change, by, at)
        if number % PIECE == 0:
            progress(number, len(lines), _("Taking back"))
    _go(change, BulkState.TAKEN_BACK, taken_back_at=at)
    return change


def _take_back(line: BulkLine, does: BulkAction, change: BulkChange, by: Viewer, at: datetime) -> None:
    try:
        with transaction.atomic(), together(batch=Ref(KIND, change.pk)):
            does.undo(by, line.record_id, line.memo, at)
            line.outcome = Outcome.TAKEN_BACK
            line.save(update_fields=["outcome"])
    except Refused as refusal:
        line.outcome, line.reason = Outcome.KEPT, _said(refusal)[:500]
        line.save(update_fields=["outcome", "reason"])


def _note(line: BulkLine, outcome: Outcome, step: BulkStep | None = None, *, reason: str = "") -> None:
    line.outcome, line.reason = outcome, reason[:500]
    if step is not None:
        line.before, line.after, line.memo = step.before[:300], step.after[:300], dict(step.memo)
    elif outcome != Outcome.REFUSED:
        line.before = line.after = ""


def _said(refusal: Refused) -> str:
    """Give the sentence at the field where there is one: it says more than that something is wrong."""
    fields: Iterable[str] = refusal.fields.values() if isinstance(refusal, Invalid) else ()
    return next(iter(fields), refusal.message)


def _check(change: BulkChange, then: BulkState) -> None:
    if not may_become(change.state, then):
        raise WrongState(_("This was done already. Open it again to see what came of it."))


def _go(change: BulkChange, then: BulkState, **values: Any) -> None:
    done = BulkChange.objects.filter(pk=change.pk, state=change.state).update(state=then, **values)
    if not done:
        raise WrongState(_("This was done already. Open it again to see what came of it."))
    change.state = then
    for name, value in values.items():
        setattr(change, name, value)


# no event: the app that erases the person says so
def forget_changes(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Remove what a person chose and changed in one go; the records and the trail keep what they did."""
    removed, _by_kind = BulkChange.objects.filter(person=person_id).delete()
    return removed
