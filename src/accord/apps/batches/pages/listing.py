"""Which files were brought in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.apps.batches import reads
from accord.apps.batches.permissions import IMPORT
from accord.apps.batches.reads.batches import BATCHES
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import passes, viewer_of


@require_safe
def batches(request: HttpRequest) -> HttpResponseBase:
    """List what was brought in, and offer to bring a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, BATCHES)
    if file_asked(request):
        found = reads.all_batch_lines(viewer=viewer, query=query)
        rows = ((x.name, x.state_words, x.rows, x.new, x.changed, x.created_at, x.by) for x in found)
        headers = [_("File"), _("State"), _("Rows"), _("New"), _("Changed"), _("Brought"), _("By")]
        return list_file(request, rows, headers, "imports")
    page = reads.batch_page(viewer=viewer, query=query)
    return render(request, "batches/batches.html", {"query": query, "page": page, "may_import": passes(viewer, IMPORT)})
