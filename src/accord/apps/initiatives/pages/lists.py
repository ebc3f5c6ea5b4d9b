"""The list of initiatives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from accord.apps.initiatives import reads
from accord.apps.initiatives.permissions import ADD
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of


def initiatives(request: HttpRequest) -> HttpResponseBase:
    """List the initiatives the viewer may see, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.initiatives_spec(viewer=viewer))
    if file_asked(request):
        export = reads.initiatives_export(viewer=viewer, query=query)
        return list_file(request, export.rows, export.columns, "initiatives")
    page = reads.initiative_lines(viewer=viewer, query=query)
    context = {
        "query": query,
        "page": page,
        "may_add": may(viewer, ADD),
        "has_plans": any(line.planned_end_on or line.rating for line in page.rows),
    }
    return render(request, "initiatives/initiatives.html", context)
