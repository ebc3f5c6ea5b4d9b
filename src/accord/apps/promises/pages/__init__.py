"""Pages of promises: the list, one promise, making, changing, proposing another day, settling, the record."""

from accord.apps.promises.pages.handing import offer, offer_refusal, offer_withdrawal, taking_over
from accord.apps.promises.pages.listing import promise, promises
from accord.apps.promises.pages.making import edit_promise, make_promise
from accord.apps.promises.pages.proposing import acceptance, proposal, proposal_withdrawal, refusal
from accord.apps.promises.pages.record import record
from accord.apps.promises.pages.settling import keeping, missing, reopening, withdrawal

__all__ = [
    "acceptance",
    "edit_promise",
    "keeping",
    "make_promise",
    "missing",
    "offer",
    "offer_refusal",
    "offer_withdrawal",
    "promise",
    "promises",
    "proposal",
    "proposal_withdrawal",
    "record",
    "refusal",
    "reopening",
    "taking_over",
    "withdrawal",
]
