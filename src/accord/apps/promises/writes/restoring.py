"""Putting back the day a promise had, when moving it was a mistake."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.promises import permissions, rules
from accord.apps.promises.events import PromiseMoved
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State
from accord.apps.promises.writes.checking import change, refuse_state
from accord.apps.ui.rules import Viewer


@transaction.atomic
def put_day_back(
    *, promise: Promise, due_date: date, by: Viewer, at: datetime, seen_version: int | None = None
) -> Promise:
    """Give an open promise the day it had before it was moved, past or not.

    Raises NotAllowed, WrongState, EditConflict.
    """
    permissions.check_edit(by, promise)
    refuse_state(rules.why_not_edit(State(promise.state)))
    values = {"due_date": due_date, "reason": _("The move was taken back.")}
    change(promise, values, PromiseMoved, by=by, at=at, seen_version=seen_version)
    return promise
