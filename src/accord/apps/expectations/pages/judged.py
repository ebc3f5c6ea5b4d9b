"""Judged later: how each side's ranges held once outcomes are known; sides, never persons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accord.apps.expectations.pages.tabs import tabs
from accord.apps.expectations.reads import judged as reads
from accord.apps.ui.permissions import viewer_of


def judged(request: HttpRequest) -> HttpResponse:
    """Show how often each side's ranges held, how far off they were and which way."""
    page = reads.judged(viewer=viewer_of(request), as_of=timezone.localdate())
    return render(request, "expectations/judged.html", {"page": page, "tabs": tabs("judged")})
