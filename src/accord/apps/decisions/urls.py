"""Addresses of decisions; a change of state is a thing."""

from __future__ import annotations

from accord.apps.decisions import pages
from accord.apps.decisions.permissions import DECIDE, EDIT, RAISE, SEE
from accord.apps.ui.permissions import PUBLIC, route

app_name = "decisions"
HERE = "<int:decision_id>/"

urlpatterns = [
    route("", pages.decisions, name="decisions", action=SEE),
    route("new/", pages.raise_decision, name="raise_decision", action=RAISE),
    route("links/<str:token>/", pages.link, name="link", action=PUBLIC),
    route(HERE, pages.decision, name="decision", action=SEE),
    route(f"{HERE}edit/", pages.edit_decision, name="edit_decision", action=EDIT),
    route(f"{HERE}answer/", pages.answer_decision, name="answer", action=DECIDE),
    route(f"{HERE}answer/withdrawal/", pages.taking_back, name="taking_back", action=DECIDE),
    route(f"{HERE}decider/", pages.handing_over, name="handing_over", action=EDIT),
    route(f"{HERE}withdrawal/", pages.withdrawal, name="withdrawal", action=EDIT),
    route(f"{HERE}reopening/", pages.reopening, name="reopening", action=EDIT),
    route(f"{HERE}review/", pages.review, name="review", action=DECIDE),
]
