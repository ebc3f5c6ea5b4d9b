"""Addresses of expectations; a change of state is a thing."""

from __future__ import annotations

from accord.apps.expectations.pages import answering, asking, round
from accord.apps.expectations.permissions import ANSWER, ASK, SEE
from accord.apps.ui.permissions import route

app_name = "expectations"
HERE = "<int:round_id>/"

urlpatterns = [
    route("new/", asking.make_round, name="make_round", action=ASK),
    route(HERE, round.round_page, name="round", action=SEE),
    route(f"{HERE}answer/", answering.answer, name="answer", action=ANSWER),
    route(f"{HERE}answer/withdrawal/", answering.withdrawal, name="withdrawal", action=ANSWER),
    route(f"{HERE}declining/", answering.declining, name="declining", action=ANSWER),
    route(f"{HERE}receipt/", answering.receipt, name="receipt", action=ANSWER),
    route(f"{HERE}reminder/", round.reminder, name="reminder", action=ASK),
    route(f"{HERE}deadline/", round.deadline, name="deadline", action=ASK),
    route(f"{HERE}calling-off/", round.calling_off, name="calling_off", action=ASK),
    route(f"{HERE}people/", round.people, name="people", action=ASK),
]
