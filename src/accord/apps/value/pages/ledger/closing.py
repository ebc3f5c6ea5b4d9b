"""Recording what closed books say: the cost in total, and the month of the payoff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of
from accord.apps.value.writes.effects.outcomes import record_closing


@require_POST
def closing(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Record the closed cost, or the payoff, as what happened."""
    question = request.POST.get("question", "")
    record_closing(initiative_id=initiative_id, question=question, by=viewer_of(request), at=timezone.now())
    said = _("Recorded as what happened: forecasts are judged by it.")
    return done(request, said, reverse("value:initiative", args=[initiative_id]))
