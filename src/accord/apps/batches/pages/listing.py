"""Which files were brought in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accord.apps.batches import reads
from accord.apps.batches.permissions import IMPORT
from accord.apps.batches.reads.batches import BATCHES
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import may, viewer_of


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List what was brought in, and offer to bring a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, BATCHES)
    page = reads.batch_page(viewer=viewer, query=query)
    return render(request, "batches/batches.html", {"query": query, "page": page, "may_import": may(viewer, IMPORT)})
