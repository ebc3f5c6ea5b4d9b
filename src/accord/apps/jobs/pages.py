"""The page of one job, which follows its progress."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accord.apps.jobs import reads
from accord.apps.ui.permissions import viewer_of


def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show how far a job is; htmx asks for the fragment alone until it is finished."""
    status = reads.job_status(viewer=viewer_of(request), job_id=job_id)
    template = "jobs/progress.html" if getattr(request, "htmx", False) else "jobs/job.html"
    return render(request, template, {"job": status, "next": _next(request)})


def _next(request: HttpRequest) -> str:
    """Read where to go when it is done: an address inside this site only."""
    address = request.GET.get("next", "")
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
