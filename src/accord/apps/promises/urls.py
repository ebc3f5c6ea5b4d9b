"""Addresses of promises; a change of state is a thing."""

from __future__ import annotations

from accord.apps.promises import pages
from accord.apps.promises.permissions import ANSWER, EDIT, MAKE, SEE, SETTLE, TAKE_OVER
from accord.apps.ui.permissions import route

app_name = "promises"
HERE = "<int:promise_id>/"

urlpatterns = [
    route("", pages.promises, name="promises", action=SEE),
    route("new/", pages.make_promise, name="make_promise", action=MAKE),
    route("record/", pages.record, name="record", action=SEE),
    route(HERE, pages.promise, name="promise", action=SEE),
    route(f"{HERE}edit/", pages.edit_promise, name="edit_promise", action=EDIT),
    route(f"{HERE}proposal/", pages.proposal, name="proposal", action=EDIT),
    route(f"{HERE}proposal/withdrawal/", pages.proposal_withdrawal, name="proposal_withdrawal", action=EDIT),
    route(f"{HERE}acceptance/", pages.acceptance, name="acceptance", action=ANSWER),
    route(f"{HERE}refusal/", pages.refusal, name="refusal", action=ANSWER),
    route(f"{HERE}offer/", pages.offer, name="offer", action=EDIT),
    route(f"{HERE}offer/withdrawal/", pages.offer_withdrawal, name="offer_withdrawal", action=EDIT),
    route(f"{HERE}offer/refusal/", pages.offer_refusal, name="offer_refusal", action=TAKE_OVER),
    route(f"{HERE}taking-over/", pages.taking_over, name="taking_over", action=TAKE_OVER),
    route(f"{HERE}keeping/", pages.keeping, name="keeping", action=SETTLE),
    route(f"{HERE}missing/", pages.missing, name="missing", action=SETTLE),
    route(f"{HERE}withdrawal/", pages.withdrawal, name="withdrawal", action=EDIT),
    route(f"{HERE}reopening/", pages.reopening, name="reopening", action=SETTLE),
]
