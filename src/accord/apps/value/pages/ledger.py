"""The value ledger: of one initiative, and of all that are open to the viewer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accord.apps.ui.permissions import viewer_of
from accord.apps.value.permissions import find, visible_to
from accord.apps.value.reads.tabs import tabs


def ledger(request: HttpRequest) -> HttpResponse:
    """Show the ledger of all initiatives that are open to the viewer."""
    rows = visible_to(viewer_of(request)).order_by("title", "pk")[:50]
    return render(request, "value/ledger/portfolio.html", {"rows": rows})


def initiative(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show the ledger of one initiative."""
    found = find(viewer_of(request), initiative_id)
    words = {"initiative": found, "tabs": tabs(initiative_id, "ledger")}
    return render(request, "value/ledger/initiative.html", words)
