"""Addresses of expectations; a change of state is a thing."""

from __future__ import annotations

from accord.apps.expectations.pages import answering, asking, judged, links, outcomes, portfolio, receipts, several
from accord.apps.expectations.pages import round as one
from accord.apps.expectations.permissions import ANSWER, ASK, RECORD, SEE
from accord.apps.ui.permissions import PUBLIC, route

app_name = "expectations"
HERE = "<int:round_id>/"
OUTCOME = "outcomes/<int:outcome_id>/"
LINK = "link/<str:token>/"

urlpatterns = [
    route("", portfolio.portfolio, name="expectations", action=SEE),
    route("dividing/", portfolio.dividing, name="dividing", action=SEE),
    route("judged/", judged.judged, name="judged", action=SEE),
    route("outcomes/", outcomes.outcomes, name="outcomes", action=SEE),
    route("outcomes/new/", outcomes.record_outcome, name="record_outcome", action=RECORD),
    route(f"{OUTCOME}edit/", outcomes.edit_outcome, name="edit_outcome", action=RECORD),
    route(f"{OUTCOME}removal/", outcomes.outcome_removal, name="outcome_removal", action=RECORD),
    route(f"{OUTCOME}restoring/", outcomes.outcome_restoring, name="outcome_restoring", action=RECORD),
    route("new/", asking.make_round, name="make_round", action=ASK),
    route("several/", several.several, name="several", action=ASK),
    route(HERE, one.round_page, name="round", action=SEE),
    route(f"{HERE}answer/", answering.answer, name="answer", action=ANSWER),
    route(f"{HERE}answer/withdrawal/", answering.withdrawal, name="withdrawal", action=ANSWER),
    route(f"{HERE}declining/", answering.declining, name="declining", action=ANSWER),
    route(f"{HERE}receipt/", receipts.receipt, name="receipt", action=ANSWER),
    route(f"{HERE}reminder/", one.reminder, name="reminder", action=ASK),
    route(f"{HERE}deadline/", one.deadline, name="deadline", action=ASK),
    route(f"{HERE}calling-off/", one.calling_off, name="calling_off", action=ASK),
    route(f"{HERE}people/", one.people, name="people", action=ASK),
    route(LINK, links.link, name="link", action=PUBLIC),
    route(f"{LINK}code/", links.link_code, name="link_code", action=PUBLIC),
    route(f"{LINK}answer/", links.link_answer, name="link_answer", action=PUBLIC),
    route(f"{LINK}answer/withdrawal/", links.link_withdrawal, name="link_withdrawal", action=PUBLIC),
    route(f"{LINK}declining/", links.link_declining, name="link_declining", action=PUBLIC),
    route(f"{LINK}receipt/", links.link_receipt, name="link_receipt", action=PUBLIC),
]
