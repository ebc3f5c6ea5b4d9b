"""Addresses of the ledger, postings and months."""

from __future__ import annotations

from accord.apps.ui.permissions import route
from accord.apps.value.pages import ledger
from accord.apps.value.permissions import SEE

urlpatterns = [
    route("", ledger.ledger, name="ledger", action=SEE),
    route("initiatives/<int:initiative_id>/", ledger.initiative, name="initiative", action=SEE),
]
