"""Settling promises: kept with proof, not kept with a reason, withdrawn, open again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accord.apps.promises import permissions, rules
from accord.apps.promises.events import PromiseKept, PromiseMissed, PromiseReopened, PromiseWithdrawn
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State
from accord.apps.promises.writes.checking import change, refuse, refuse_state, why_not_listed, why_not_reason
from accord.apps.promises.writes.handing import close_offer
from accord.apps.promises.writes.proposing import close_proposal
from accord.apps.trail.events import Event
from accord.apps.ui.rules import Viewer


@transaction.atomic
def keep_promise(
    *, promise: Promise, by: Viewer, at: datetime, proof: str = "", seen_version: int | None = None
) -> Promise:
    """Say that a promise is kept, with what shows it. Raises NotAllowed, Invalid, WrongState, EditConflict."""
    refuse(proof=rules.why_not_words(proof))
    values = {"state": State.KEPT.value, "kept_at": at, "proof": proof.strip()}
    return _settle(promise, values, PromiseKept, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def miss_promise(
    *, promise: Promise, reason: str, by: Viewer, at: datetime, cause: str = "", seen_version: int | None = None
) -> Promise:
    """Say that a promise was not kept, and why: in words and, with ``cause``, as one of a list.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    refuse(reason=why_not_reason(reason), cause=why_not_listed(cause, rules.CAUSE_LABELS, blank=True))
    values = {"state": State.MISSED.value, "reason": reason.strip(), "cause": str(cause)}
    return _settle(promise, values, PromiseMissed, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def withdraw_promise(
    *, promise: Promise, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Promise:
    """Take a promise back, and say why; from its first day on it still counts as not kept.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_edit(by, promise)
    refuse(reason=why_not_reason(reason))
    values = {"state": State.WITHDRAWN.value, "reason": reason.strip(), "withdrawn_at": at}
    return _settle(promise, values, PromiseWithdrawn, by=by, at=at, seen_version=seen_version)


@transaction.atomic
def reopen_promise(*, promise: Promise, by: Viewer, at: datetime, seen_version: int | None = None) -> Promise:
    """Say that a settled promise is open after all. Raises NotAllowed, WrongState, EditConflict."""
    values = {"state": State.OPEN.value, "kept_at": None, "withdrawn_at": None, "untold_on": None, "cause": ""}
    return _settle(promise, values, PromiseReopened, by=by, at=at, seen_version=seen_version)


def _settle(
    promise: Promise, values: dict[str, Any], event: type[Event], *, by: Viewer, at: datetime, seen_version: int | None
) -> Promise:
    permissions.check_settle(by, promise)
    change(promise, {}, event, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    refuse_state(rules.why_not_move(State(promise.state), State(values["state"])))
    change(promise, values, event, by=by, at=at, seen_version=seen_version)
    close_proposal(promise, by=by, at=at)
    close_offer(promise, by=by, at=at)
    return promise
