"""Addresses of guardrails."""

from __future__ import annotations

from accord.apps.guardrails import pages
from accord.apps.guardrails.permissions import ANSWER, DECIDE, SEE
from accord.apps.ui.permissions import route

app_name = "guardrails"

urlpatterns = [
    route("", pages.register, name="register", action=SEE),
    route("<int:initiative_id>/risk/", pages.risk, name="risk", action=DECIDE),
    route("<int:initiative_id>/<slug:code>/", pages.answer, name="answer", action=ANSWER),
]
