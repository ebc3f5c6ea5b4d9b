"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accord.apps.turn import permissions, reads, writes
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.sockets import actions

IMPORT, INVITE, MEASURE = "batches.import", "people.grant", "readings.measure"


def my_turn(request: HttpRequest) -> HttpResponse:
    """Show what is the viewer's turn, what is due first, and what changed in what they follow."""
    viewer, now = viewer_of(request), timezone.now()
    shown = reads.my_turn(viewer=viewer, today=timezone.localdate(now), now=now, asked=request.GET)
    allowed = {action.code for action in actions if may(viewer, action)}
    context = {
        "turn": shown,
        "page": shown.page,
        "query": shown.query,
        "changed": reads.changed(viewer=viewer, now=now),
        "may_import": IMPORT in allowed,
        "may_invite": INVITE in allowed,
        "may_measure": MEASURE in allowed,
        "may_see_cost": permissions.SEE_COST.code in allowed,
        "show_steps": shown.is_new_home or (MEASURE in allowed and not shown.is_measured),
    }
    return render(request, "turn/my_turn.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Take note that the viewer has seen what changed."""
    writes.look(by=viewer_of(request), at=timezone.now())
    return redirect("turn:my_turn")
