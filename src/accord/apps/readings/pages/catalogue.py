"""The catalogue of practices, and the button that measures now."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accord.apps.readings import reads, writes
from accord.apps.readings.pages import pictures
from accord.apps.readings.permissions import MEASURE
from accord.apps.ui.charts import Chart
from accord.apps.ui.permissions import may, viewer_of


def practices(request: HttpRequest) -> HttpResponse:
    """Show every practice by theme with what it says about the whole organisation."""
    viewer = viewer_of(request)
    found = reads.catalogue(viewer=viewer)
    themes = [(theme.title, [_entry(one) for one in theme.entries]) for theme in found.themes]
    context = {"catalogue": found, "themes": themes, "may_measure": may(viewer, MEASURE)}
    return render(request, "readings/practices.html", context)


def _entry(one: reads.Entry) -> tuple[reads.Entry, list[tuple[reads.PracticeLine, Chart | None]]]:
    return one, [(line, pictures.spark(line)) for line in one.lines]


@require_POST
def measurements(request: HttpRequest) -> HttpResponse:
    """Start a measurement, or join the one that is under way, and show its progress."""
    job = writes.start_measuring(by=viewer_of(request), at=timezone.now())
    return redirect(f"{reverse('jobs:job', args=[job.pk])}?{urlencode({'next': _next(request)})}")


def _next(request: HttpRequest) -> str:
    """Read where to go when it is done: an address inside this site only."""
    address = request.POST.get("next", "")
    is_here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_here else reverse("readings:practices")
