"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accord.apps.turn import reads
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.sockets import actions

IMPORT, INVITE, MEASURE = "batches.import", "people.grant", "readings.measure"


def my_turn(request: HttpRequest) -> HttpResponse:
    """Show what is the viewer's turn, what is due first."""
    viewer = viewer_of(request)
    shown = reads.my_turn(viewer=viewer, today=timezone.localdate(), now=timezone.now())
    allowed = {action.code for action in actions if may(viewer, action)}
    context = {
        "turn": shown,
        "may_import": IMPORT in allowed,
        "may_invite": INVITE in allowed,
        "may_measure": MEASURE in allowed,
        "show_steps": shown.is_new_home or (MEASURE in allowed and not shown.is_measured),
    }
    return render(request, "turn/my_turn.html", context)
