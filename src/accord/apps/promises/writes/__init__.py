"""Making, moving and settling promises: the only door for pages, API and meetings."""

from accord.apps.promises.writes.falling_silent import fall_silent, tell_again
from accord.apps.promises.writes.handing import decline_offer, offer_promise, take_over, withdraw_offer
from accord.apps.promises.writes.imports import (
    PromiseChange,
    PromiseRow,
    change_promises,
    import_promises,
    take_promises_back,
)
from accord.apps.promises.writes.making import EDITABLE, edit_promise, make_promise
from accord.apps.promises.writes.planned_ends import (
    NewPlannedEnd,
    follow_planned_ends,
    import_planned_ends,
    take_back_planned_ends,
)
from accord.apps.promises.writes.proposing import accept_day, decline_day, propose_day, withdraw_proposal
from accord.apps.promises.writes.restoring import put_day_back
from accord.apps.promises.writes.settling import keep_promise, miss_promise, reopen_promise, withdraw_promise

__all__ = [
    "EDITABLE",
    "NewPlannedEnd",
    "PromiseChange",
    "PromiseRow",
    "accept_day",
    "change_promises",
    "decline_day",
    "decline_offer",
    "edit_promise",
    "fall_silent",
    "follow_planned_ends",
    "import_planned_ends",
    "import_promises",
    "keep_promise",
    "make_promise",
    "miss_promise",
    "offer_promise",
    "propose_day",
    "put_day_back",
    "reopen_promise",
    "take_back_planned_ends",
    "take_over",
    "take_promises_back",
    "tell_again",
    "withdraw_offer",
    "withdraw_promise",
    "withdraw_proposal",
]
