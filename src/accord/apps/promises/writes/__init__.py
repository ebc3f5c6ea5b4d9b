"""Making, moving and settling promises: the only door for pages, API and meetings."""

from accord.apps.promises.writes.handing import decline_offer, offer_promise, take_over, withdraw_offer
from accord.apps.promises.writes.making import EDITABLE, edit_promise, make_promise
from accord.apps.promises.writes.proposing import accept_day, decline_day, propose_day, withdraw_proposal
from accord.apps.promises.writes.restoring import put_day_back
from accord.apps.promises.writes.settling import keep_promise, miss_promise, reopen_promise, withdraw_promise

__all__ = [
    "EDITABLE",
    "accept_day",
    "decline_day",
    "decline_offer",
    "edit_promise",
    "keep_promise",
    "make_promise",
    "miss_promise",
    "offer_promise",
    "propose_day",
    "put_day_back",
    "reopen_promise",
    "take_over",
    "withdraw_offer",
    "withdraw_promise",
    "withdraw_proposal",
]
